import type { Node } from '@tiptap/pm/model';

/** A textblock of the clean text, with the place of each of its characters in the marked one. */
export interface CleanBlock {
	text: string;
	/** Position of each character (UTF-16 unit) in the document. */
	at: number[];
	/** Position before the block itself. */
	position: number;
}

/** What stands for an inline leaf that is no character; as in the domain's `linesOf`. */
const LEAF = '\ufffc';

/**
 * The textblocks of a document as they stand with all suggestions accepted, in the order in which
 * `cleanBody` has them, so that a finding about the clean text can be shown in the marked one.
 */
export function cleanBlocks(doc: Node): CleanBlock[] {
	const blocks: CleanBlock[] = [];
	let joins: { block: CleanBlock; walls: string } | null = null;
	const visit = (node: Node, position: number, walls: string): void => {
		if (isStruck(node)) return;
		if (!node.isTextblock) {
			if (node.isAtom) joins = null;
			const inside = isWall(node) ? `${walls}/${String(position)}` : walls;
			node.forEach((child, offset) => {
				visit(child, node.type.name === 'doc' ? offset : position + 1 + offset, inside);
			});
			return;
		}
		const read = readBlock(node, position);
		// A struck-out break joins the block with the next one, as long as no wall stands between.
		if (joins !== null && joins.walls === walls) {
			joins.block.text += read.text;
			joins.block.at.push(...read.at);
		} else {
			blocks.push(read);
			joins = { block: read, walls };
		}
		if (!node.attrs['sgBrkDel']) joins = null;
	};
	visit(doc, 0, '');
	return blocks;
}

function readBlock(node: Node, position: number): CleanBlock {
	const block: CleanBlock = { text: '', at: [], position };
	node.forEach((child, offset) => {
		if (isStruck(child)) return;
		const words = child.text ?? (child.type.name === 'hardBreak' ? '\n' : LEAF);
		for (let index = 0; index < words.length; index += 1)
			block.at.push(position + 1 + offset + index);
		block.text += words;
	});
	return block;
}

function isStruck(node: Node): boolean {
	if (node.isText) return node.marks.some((mark) => mark.type.name === 'del');
	return typeof node.attrs['sgDel'] === 'string';
}

function isWall(node: Node): boolean {
	return /^table/.test(node.type.name);
}

/** The runs of the document that hold characters `from` to `to` of a block, in order. */
export function rangesOf(
	block: CleanBlock,
	from: number,
	to: number,
): { from: number; to: number }[] {
	const ranges: { from: number; to: number }[] = [];
	for (const position of block.at.slice(from, to)) {
		const last = ranges.at(-1);
		if (last?.to === position) last.to += 1;
		else ranges.push({ from: position, to: position + 1 });
	}
	return ranges;
}
