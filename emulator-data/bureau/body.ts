import { readFileSync } from 'node:fs';
import type { BodyNode } from '@wenshu/domain/document/body.ts';

/**
 * Reads a text of `texts/` into the document's JSON. One line is one block: `#` to `####` are headings of
 * level one to four (一、 （一） 1. （1）), lines between bars are rows of a table whose first row is its
 * head, anything else is a paragraph. `{year}`, `{lastYear}` and `{nextYear}` follow the day of loading.
 */
export function readBody(name: string, year: number): BodyNode {
	const source = readFileSync(new URL(`texts/${name}.md`, import.meta.url), 'utf8');
	return parseBody(
		source
			.replaceAll('{year}', String(year))
			.replaceAll('{lastYear}', String(year - 1))
			.replaceAll('{nextYear}', String(year + 1)),
	);
}

/** The document's JSON of a text in the notation of `readBody`. */
export function parseBody(source: string): BodyNode {
	const content: BodyNode[] = [];
	let rows: BodyNode[] = [];
	const closeTable = () => {
		if (rows.length > 0) content.push({ type: 'table', content: rows });
		rows = [];
	};
	for (const line of source.split('\n').map((part) => part.trim())) {
		if (line === '') continue;
		if (line.startsWith('|')) {
			rows.push(row(line, rows.length === 0));
			continue;
		}
		closeTable();
		const heading = /^(#{1,4}) (.+)$/.exec(line);
		if (heading === null) content.push(textblock('paragraph', line));
		else
			content.push({
				...textblock('heading', heading[2] ?? ''),
				attrs: { level: heading[1]?.length ?? 1 },
			});
	}
	closeTable();
	return { type: 'doc', content };
}

function textblock(type: string, text: string): BodyNode {
	return { type, content: [{ type: 'text', text }] };
}

function row(line: string, isHead: boolean): BodyNode {
	const cells = line
		.replace(/^\||\|$/gu, '')
		.split('|')
		.map((cell) => cell.trim());
	return {
		type: 'tableRow',
		content: cells.map((cell) => ({
			type: isHead ? 'tableHeader' : 'tableCell',
			attrs: { colspan: 1, rowspan: 1 },
			content: [cell === '' ? { type: 'paragraph' } : textblock('paragraph', cell)],
		})),
	};
}
