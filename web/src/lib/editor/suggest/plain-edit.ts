import type { Transaction } from '@tiptap/pm/state';
import { ReplaceStep } from '@tiptap/pm/transform';
import { setTrace } from './blocks.ts';
import { isTraceMark } from './stamp.ts';

/**
 * Keeps a plain edit (nothing suggested) from inheriting the trace around it: words typed inside
 * another's insertion are not that person's, and a split leaves the old break with the tail.
 */
export function keepTraceApart(tr: Transaction): Transaction {
	const ranges = tr.steps.flatMap((step, index) => {
		if (!(step instanceof ReplaceStep) || step.slice.size === 0) return [];
		const { content, openStart, openEnd } = step.slice;
		const words = openStart === 0 && content.firstChild?.isText === true;
		if (!words && !(openStart > 0 && openEnd > 0)) return [];
		const later = tr.mapping.slice(index + 1);
		return [{ from: later.map(step.from, -1), to: later.map(step.from + step.slice.size), words }];
	});
	for (const { from, to, words } of ranges) {
		if (words) stripWords(tr, from, to);
		else clearBreaks(tr, from, to);
	}
	return tr;
}

function stripWords(tr: Transaction, from: number, to: number): void {
	tr.doc.nodesBetween(from, to, (node, at) => {
		if (!node.isText) return true;
		for (const mark of node.marks) {
			if (isTraceMark(mark))
				tr.removeMark(Math.max(at, from), Math.min(at + node.nodeSize, to), mark);
		}
		return false;
	});
}

function clearBreaks(tr: Transaction, from: number, to: number): void {
	const ended: number[] = [];
	tr.doc.nodesBetween(from, to, (node, at) => {
		const end = at + node.nodeSize - 1;
		if (node.isTextblock && end >= from && end < to) ended.push(at);
	});
	for (const at of ended) {
		setTrace(tr, at, 'sgBrkIns', null);
		setTrace(tr, at, 'sgBrkDel', null);
	}
}
