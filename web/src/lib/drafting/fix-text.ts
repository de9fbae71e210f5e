import type { Node, Schema } from '@tiptap/pm/model';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import type { Finding } from '@wenshu/domain/drafting/finding.ts';
import { cleanBlocks, rangesOf, type CleanBlock } from './clean-blocks.ts';

/** Where a finding's words stand now, or null when they changed since. */
export function placeOfFinding(
	doc: Node,
	{ where, quote, rule }: Finding,
): { from: number; to: number } | null {
	if ('element' in where) return null;
	const block = currentBlock(cleanBlocks(doc), where.block, where.from, where.to, quote, rule);
	const ranges = block ? rangesOf(block, where.from, where.to) : [];
	const [first, last] = [ranges[0], ranges.at(-1)];
	if (first && last) return { from: first.from, to: last.to };
	return block ? { from: block.position + 1, to: block.position + 1 } : null;
}

/** The block of a finding, as long as it still says what was found in it. */
function currentBlock(
	blocks: readonly CleanBlock[],
	index: number,
	from: number,
	to: number,
	quote: string,
	rule: string,
): CleanBlock | null {
	const block = blocks[index];
	if (!block || to > block.text.length) return null;
	const loose = rule === 'handSigned' || rule === 'stateSecret' || rule === 'headingEnd';
	return loose || block.text.slice(from, to) === quote ? block : null;
}

/**
 * One transaction that puts right what was found; it goes through the editor like any edit, so that it is
 * a suggestion where edits are. Null when nothing of it stands in the text any more.
 */
export function fixTransaction(
	state: EditorState,
	findings: readonly Finding[],
): Transaction | null {
	const { tr, schema } = state;
	const blocks = cleanBlocks(state.doc);
	// From the end, so that earlier places stay where they are; places never overlap in one press.
	const ordered = [...findings].sort((left, right) => startOf(right) - startOf(left));
	let before = Infinity;
	for (const finding of ordered) {
		const { where } = finding;
		if ('block' in where) {
			const end = where.block * 1e6 + where.to;
			if (end > before) continue;
			before = startOf(finding);
		}
		fixOne(tr, schema, blocks, finding);
	}
	return tr.docChanged ? tr.scrollIntoView() : null;
}

function startOf({ where }: Finding): number {
	return 'element' in where ? Infinity : where.block * 1e6 + where.from;
}

function fixOne(
	tr: Transaction,
	schema: Schema,
	blocks: readonly CleanBlock[],
	{ fix, where, quote, rule }: Finding,
): void {
	if (fix?.kind === 'append') appendLine(tr, schema, fix.text);
	if (!fix || 'element' in where) return;
	const block = currentBlock(blocks, where.block, where.from, where.to, quote, rule);
	if (!block) return;
	if (fix.kind === 'replace') {
		const ranges = rangesOf(block, where.from, where.to);
		for (const [index, range] of [...ranges.entries()].reverse()) {
			if (index === 0 && fix.text !== '') tr.insertText(fix.text, range.from, range.to);
			else tr.delete(range.from, range.to);
		}
	} else if (fix.kind === 'heading') {
		const heading = schema.nodes['heading'];
		const node = tr.doc.nodeAt(block.position);
		if (heading && node?.isTextblock)
			tr.setNodeMarkup(block.position, heading, { ...node.attrs, level: fix.level });
	} else if (fix.kind === 'remove') {
		const node = tr.doc.nodeAt(block.position);
		if (node && tr.doc.childCount > 1) tr.delete(block.position, block.position + node.nodeSize);
	}
}

/** Writes a line at the end of the main text, before its 附件; an empty last line is used up. */
function appendLine(tr: Transaction, schema: Schema, text: string): void {
	const paragraph = schema.nodes['paragraph'];
	if (!paragraph) return;
	const starts = tr.doc.content.content.findIndex(({ type }) => type.name === 'attachmentStart');
	const main = tr.doc.content.content.slice(0, starts < 0 ? undefined : starts);
	const end = main.reduce((sum, node) => sum + node.nodeSize, 0);
	const last = main.at(-1);
	const isBlank = last?.isTextblock === true && last.content.size === 0;
	if (isBlank) tr.insertText(text, end - 1);
	else tr.insert(end, paragraph.create(null, schema.text(text)));
}
