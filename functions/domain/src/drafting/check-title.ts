import { documentKindIds, type DocumentKind } from '../document/kinds.ts';
import { find, type Draft, type Finding } from './finding.ts';

/** Names of laws, regulations and rules, which carry book marks in a title. */
const LAW = /(?:法|条例|规定|办法|细则|规则|章程|规程|准则)(?:（[^）]*）)?$/u;
/** Kinds longest first, 令 for 命令. */
const ENDINGS: readonly [string, DocumentKind][] = [
	...documentKindIds.map((kind) => [kind, kind] as [string, DocumentKind]),
	['令', '命令'],
];

/** The title: organ, matter and kind; kinds that agree; marks and forwarded titles (条例 Art. 9(7)). */
export function checkTitle({ elements, issuer }: Draft): Finding[] {
	const title = elements.title.replace(/\s/gu, '');
	if (title === '') return [find('titleMissing', { element: 'title' })];
	// The words in book marks are another document's.
	const own = title.replace(/《[^》]*》/gu, '《》');
	return [
		...checkParts(title, own, elements.kind, issuer),
		...checkMarks(title, own),
		...checkForward(own, elements.kind),
	];
}

function at(title: string) {
	return [{ element: 'title' as const }, title] as const;
}

function checkParts(title: string, own: string, kind: DocumentKind, issuer: string): Finding[] {
	const found: Finding[] = [];
	const ending = endingOf(own);
	if (/请示报告$/u.test(own)) found.push(find('titleTwoKinds', ...at(title)));
	else if (ending !== kind)
		found.push(find('titleKind', ...at(title), { detail: { kind, ending: ending ?? '其他文字' } }));
	// 命令 and 纪要 have titles of their own form.
	if (kind === '命令' || kind === '纪要') return found;
	if (issuer !== '' && !startsWithOrgan(own, issuer))
		found.push(
			find('titleOrgan', ...at(title), {
				...(own.startsWith('关于') && {
					fix: { kind: 'element', element: 'title', value: `${issuer}${title}` },
				}),
				detail: { issuer },
			}),
		);
	const hasMatter = /关于.+的[^的]*$|批转|转发|印发/u.test(own);
	if (!hasMatter && !['公告', '通告', '公报'].includes(kind))
		found.push(find('titleMatter', ...at(title), { detail: { kind } }));
	return found;
}

/** The kind that a title ends with, trial marks and brackets aside; or null. */
function endingOf(own: string): DocumentKind | null {
	const bare = own.replace(/（[^）]*）$/u, '').replace(/[。，；：！？、.]+$/u, '');
	return ENDINGS.find(([word]) => bare.endsWith(word))?.[1] ?? null;
}

/** The full name, or a short one that keeps the organ's last words (市医疗保障局). */
function startsWithOrgan(own: string, issuer: string): boolean {
	if (own.startsWith(issuer)) return true;
	const organ = /^(.{2,30}?)(?:关于|印发|转发|批转)/u.exec(own)?.[1] ?? '';
	return organ !== '' && (organ.includes(issuer) || issuer.endsWith(organ.slice(-4)));
}

function checkMarks(title: string, own: string): Finding[] {
	const found: Finding[] = [];
	const end = /[。，；：、！？,.;:!?]+$/u.exec(title)?.[0];
	if (end !== undefined) {
		const value = title.slice(0, -end.length);
		const fix = { kind: 'element', element: 'title', value } as const;
		found.push(find('titlePunctuation', { element: 'title' }, end, { fix }));
	} else {
		const inside = /[。，；：！？,;:!?]/u.exec(own)?.[0];
		if (inside !== undefined) found.push(find('titlePunctuation', { element: 'title' }, inside));
	}
	for (const [, name = ''] of title.matchAll(/《([^》]*)》/gu))
		if (!LAW.test(name)) found.push(find('titleBookMarks', { element: 'title' }, `《${name}》`));
	return found;
}

/** 批转, 转发 and 印发: the document is a 通知, and the words of the forwarded title are not doubled. */
function checkForward(own: string, kind: DocumentKind): Finding[] {
	const verb = /(批转|转发|印发)/u.exec(own)?.[1];
	if (verb === undefined) return [];
	const after = own.slice(own.indexOf(verb) + verb.length);
	const doubled = /(?:通知的通知|意见的意见|通报的通知的通知)$/u.test(own);
	if (doubled || (verb !== '印发' && /^.*关于/u.test(after) && own.startsWith('关于')))
		return [find('titleForward', { element: 'title' }, own, { detail: { verb, form: 'doubled' } })];
	if (kind !== '通知' && kind !== '函' && kind !== '命令' && !after.includes('情况'))
		return [find('titleForward', { element: 'title' }, own, { detail: { verb, form: 'kind' } })];
	return [];
}
