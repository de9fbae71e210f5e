import { readFileSync } from 'node:fs';
import type { BodyMark, BodyNode } from '@wenshu/domain/document/body.ts';

/**
 * Reads a text of `texts/` into the document's JSON. One line is one block: `#` to `####` are headings of
 * level one to four (一、 （一） 1. （1）), lines between bars are rows of a table whose first row is its
 * head, anything else is a paragraph. `{year}`, `{lastYear}` and `{nextYear}` follow the day of loading.
 * `{+words|name+}` and `{-words|name-}` are suggestions (痕迹) of a person to insert or delete words.
 */
export function readBody(name: string, year: number, sign: Sign = nobody): BodyNode {
	const source = readFileSync(new URL(`texts/${name}.md`, import.meta.url), 'utf8');
	return parseBody(
		source
			.replaceAll('{year}', String(year))
			.replaceAll('{lastYear}', String(year - 1))
			.replaceAll('{nextYear}', String(year + 1)),
		sign,
	);
}

/** Who a person of the sources is, and when they suggested something. */
export type Sign = (name: string) => { by: string; at: Date };

const nobody: Sign = (name) => {
	throw new Error(`nobody knows when ${name} suggested this`);
};

/** The document's JSON of a text in the notation of `readBody`. */
export function parseBody(source: string, sign: Sign = nobody): BodyNode {
	const inline = (text: string) => runs(text, sign);
	const content: BodyNode[] = [];
	let rows: BodyNode[] = [];
	const closeTable = () => {
		if (rows.length > 0) content.push({ type: 'table', content: rows });
		rows = [];
	};
	for (const line of source.split('\n').map((part) => part.trim())) {
		if (line === '') continue;
		if (line.startsWith('|')) {
			rows.push(row(line, rows.length === 0, inline));
			continue;
		}
		closeTable();
		const heading = /^(#{1,4}) (.+)$/.exec(line);
		if (heading === null) content.push(textblock('paragraph', inline(line)));
		else
			content.push({
				...textblock('heading', inline(heading[2] ?? '')),
				attrs: { level: heading[1]?.length ?? 1 },
			});
	}
	closeTable();
	return { type: 'doc', content };
}

function textblock(type: string, content: BodyNode[]): BodyNode {
	return { type, content };
}

/** The text of one block; a deletion followed at once by an insertion of the same person is one change. */
function runs(line: string, sign: Sign): BodyNode[] {
	const found: BodyNode[] = [];
	let last: { name: string; type: string; id: string } | null = null;
	for (const part of line.split(/(\{[+-].+?[+-]\})/u)) {
		if (part === '') continue;
		const [, kind, text = part, name = ''] = /^\{([+-])(.+)\|(.+)[+-]\}$/u.exec(part) ?? [];
		if (kind === undefined) {
			last = null;
			found.push({ type: 'text', text });
			continue;
		}
		const type = kind === '+' ? 'ins' : 'del';
		const replaces = last?.name === name && last.type === 'del' && type === 'ins';
		const id: string = replaces && last ? last.id : `s${String(line.length)}-${text}`.slice(0, 60);
		const { by, at } = sign(name);
		const mark: BodyMark = { type, attrs: { id, by, at: String(at.getTime()) } };
		found.push({ type: 'text', text, marks: [mark] });
		last = { name, type, id };
	}
	return found;
}

function row(line: string, isHead: boolean, inline: (text: string) => BodyNode[]): BodyNode {
	const cells = line
		.replace(/^\||\|$/gu, '')
		.split('|')
		.map((cell) => cell.trim());
	return {
		type: 'tableRow',
		content: cells.map((cell) => ({
			type: isHead ? 'tableHeader' : 'tableCell',
			attrs: { colspan: 1, rowspan: 1 },
			content: [cell === '' ? { type: 'paragraph' } : textblock('paragraph', inline(cell))],
		})),
	};
}
