import { picturesOf } from '../document/body.ts';
import { find, type Draft, type Finding } from './finding.ts';
import type { Line, Part } from './lines.ts';

/** 附件说明, 附注, the end of the text, and what was left in it by mistake. */
export function checkParts(
	draft: Draft,
	lines: readonly Line[],
	parts: readonly Part[],
): Finding[] {
	return [
		...checkAttachments(draft, lines, parts),
		...checkNote(draft),
		...checkSignature(draft, lines),
		...checkLeftovers(draft, lines),
	];
}

function checkAttachments(
	{ elements }: Draft,
	lines: readonly Line[],
	parts: readonly Part[],
): Finding[] {
	const names = elements.attachmentNames;
	const place = { element: 'attachmentNames' } as const;
	const found = names.flatMap((name, index) => checkAttachmentName(names, name, index));
	for (const { block, text, part } of lines) {
		if (part > 0) continue;
		for (const match of text.matchAll(/(?:见|按照|参照|填写|填报|报送)?附件\s?(\d{1,2})?/gu)) {
			const where = { block, from: match.index, to: match.index + match[0].length };
			const number = Number(match[1] ?? 0);
			if (number > names.length && names.length > 0)
				found.push(
					find('attachmentReference', where, match[0], { detail: { count: String(names.length) } }),
				);
			else if (names.length === 0 && /^见|\d$/u.test(match[0]))
				found.push(find('attachmentUnlisted', where, match[0]));
		}
	}
	if (parts.length > 0 && parts.length !== names.length) {
		const detail = { parts: String(parts.length), count: String(names.length) };
		found.push(find('attachmentCount', place, '', { detail }));
	} else
		parts.forEach(({ title }, index) => {
			const name = names[index] ?? '';
			if (title !== '' && title !== name)
				found.push(find('attachmentTitle', place, title, { detail: { name } }));
		});
	return found;
}

/** No mark at the end, and no number typed: numbers are printed by themselves (GB/T 9704-2012 §7.3.4). */
function checkAttachmentName(names: readonly string[], name: string, index: number): Finding[] {
	const found: Finding[] = [];
	const replaced = (value: string) => ({
		kind: 'element' as const,
		element: 'attachmentNames' as const,
		value: names.map((each, at) => (at === index ? value : each)),
	});
	const bare = name.replace(/[。；，、：.;,:]+$/u, '');
	const place = { element: 'attachmentNames' } as const;
	if (bare !== name) found.push(find('attachmentEnd', place, name, { fix: replaced(bare) }));
	const plain = bare.replace(/^(?:附件\s?\d{0,2}\s?[：:.．、]?|\d{1,2}[.．、])\s*/u, '');
	if (plain !== bare && plain !== '')
		found.push(find('attachmentNumber', place, name, { fix: replaced(plain) }));
	return found;
}

/** 附注 in brackets that are printed by themselves; a 请示 names whom to call. */
function checkNote({ elements }: Draft): Finding[] {
	const { kind, note } = elements;
	const found: Finding[] = [];
	const bare = note.replace(/^[（(](.*)[）)]$/u, '$1');
	if (bare !== note) {
		const fix = { kind: 'element', element: 'note', value: bare } as const;
		found.push(find('noteBrackets', { element: 'note' }, note, { fix }));
	}
	const hasPerson = /联系人/u.test(note);
	const hasPhone = /\d{7,}|\d{3,4}[-－—]\d{7,8}/u.test(note);
	if (kind === '请示' && !(hasPerson && hasPhone))
		found.push(find('noteContact', { element: 'note' }, note));
	return found;
}

/** Name and date that somebody typed under the text: the page sets both by itself. */
function checkSignature({ issuer }: Draft, lines: readonly Line[]): Finding[] {
	const main = lines.filter(({ part, text }) => part === 0 && text.trim() !== '');
	return main.slice(-3).flatMap(({ block, text, inTable }) => {
		const words = text.replace(/\s/gu, '');
		const isDate = /^(?:\d{4}|[〇零○一二三四五六七八九]{4})年.{1,3}月.{0,3}日?$/u.test(words);
		const isOrgan =
			issuer !== '' && (words === issuer || words === issuer.replace(/^.*?市/u, '市'));
		if (inTable || !(isDate || isOrgan)) return [];
		const where = { block, from: 0, to: text.length };
		return [find('handSigned', where, words, { fix: { kind: 'remove' } })];
	});
}

function checkLeftovers({ body, suggestions, notes }: Draft, lines: readonly Line[]): Finding[] {
	const found: Finding[] = [];
	const text = { element: 'text' } as const;
	const isEmpty = !lines.some((line) => line.text.trim() !== '') && picturesOf(body).length === 0;
	if (isEmpty) found.push(find('emptyText', text));
	if (suggestions > 0)
		found.push(find('openSuggestions', text, '', { detail: { count: String(suggestions) } }));
	if (notes > 0) found.push(find('openNotes', text, '', { detail: { count: String(notes) } }));
	return found;
}
