import { isTextblock, type BodyNode } from '../document/body.ts';

/** One textblock of the clean text. */
export interface Line {
	/** Its index among all textblocks of the text, in order. */
	block: number;
	/** Its characters; an inline leaf counts one (a break is a line feed). */
	text: string;
	/** Level of the heading it is, 0 for a paragraph. */
	level: number;
	inTable: boolean;
	inList: boolean;
	/** 0 for the main text, n for the nth 附件 in it. */
	part: number;
}

/** An 附件 that stands in the text itself, with its title. */
export interface Part {
	title: string;
	/** Index of the first textblock after it began. */
	block: number;
}

/** What stands for an inline leaf that is no character. */
const LEAF = '\ufffc';

/** The textblocks of a text, and where its 附件 begin. */
export function linesOf(body: BodyNode): { lines: Line[]; parts: Part[] } {
	const lines: Line[] = [];
	const parts: Part[] = [];
	const visit = (node: BodyNode, inTable: boolean, inList: boolean): void => {
		if (node.type === 'attachmentStart') {
			parts.push({ title: String(node.attrs?.['title'] ?? '').trim(), block: lines.length });
			return;
		}
		if (isTextblock(node)) {
			const level = node.type === 'heading' ? Number(node.attrs?.['level'] ?? 1) : 0;
			const place = { block: lines.length, part: parts.length };
			lines.push({ ...place, text: textOf(node), level, inTable, inList });
			return;
		}
		for (const child of node.content ?? [])
			visit(child, inTable || node.type === 'table', inList || node.type === 'listItem');
	};
	visit(body, false, false);
	return { lines, parts };
}

function textOf(node: BodyNode): string {
	return (node.content ?? [])
		.map((child) => child.text ?? (child.type === 'hardBreak' ? '\n' : LEAF))
		.join('');
}
