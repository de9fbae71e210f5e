import type { Node } from '@tiptap/pm/model';
import type { EditorState, Transaction } from '@tiptap/pm/state';
import { joinWithNext, setTrace } from './blocks.ts';
import { settleFormat } from './format-layers.ts';
import {
	STAMP_ATTRIBUTES,
	isTraceMark,
	markStamp,
	readBefore,
	readStamp,
	traceAttributes,
	type Stamp,
	type StampAttribute,
} from './stamp.ts';

/** Which suggestions a decision is about; all of them when absent. */
export type Choice = (stamp: Stamp) => boolean;

/** Accepts or rejects the chosen suggestions in one transaction. */
export function resolveSuggestions(
	state: EditorState,
	accept: boolean,
	choose: Choice = () => true,
): Transaction {
	const tr = state.tr;
	resolveWords(tr, accept, choose);
	resolveBlocks(tr, accept, choose);
	resolveKinds(tr, accept, choose);
	resolveBreaks(tr, accept, choose);
	return tr;
}

function resolveWords(tr: Transaction, accept: boolean, choose: Choice): void {
	const texts: { position: number; node: Node }[] = [];
	tr.doc.descendants((node, position) => {
		if (node.isText) texts.push({ position, node });
	});
	for (const { position, node } of texts.reverse()) {
		const end = position + node.nodeSize;
		const chosen = node.marks.filter((mark) => isTraceMark(mark) && choose(markStamp(mark)));
		if (chosen.some((mark) => mark.type.name === (accept ? 'del' : 'ins'))) {
			tr.delete(position, end);
			continue;
		}
		for (const mark of chosen) if (mark.type.name !== 'fmt') tr.removeMark(position, end, mark);
		settleFormat(tr, position, node, accept, choose);
	}
}

function resolveBlocks(tr: Transaction, accept: boolean, choose: Choice): void {
	const chosen = (node: Node, key: StampAttribute): boolean => {
		const stamp = readStamp(node, key);
		return stamp !== null && choose(stamp);
	};
	const doomed: { position: number; node: Node }[] = [];
	tr.doc.descendants((node, position) => {
		if (node.isText) return false;
		const gone = chosen(node, accept ? 'sgDel' : 'sgIns');
		if (gone) doomed.push({ position, node });
		return !gone;
	});
	for (const { position, node } of doomed.reverse()) removeBlock(tr, position, node);
	const kept: number[] = [];
	tr.doc.descendants((node, position) => {
		if (!node.isText && (chosen(node, 'sgIns') || chosen(node, 'sgDel'))) kept.push(position);
	});
	for (const position of kept) {
		const node = tr.doc.nodeAt(position);
		if (!node) continue;
		for (const key of ['sgIns', 'sgDel'] as const)
			if (chosen(node, key)) setTrace(tr, position, key, null);
	}
}

/** Takes a block away, with the list or table around it when that would be left empty. */
function removeBlock(tr: Transaction, position: number, node: Node): void {
	let [from, to] = [position, position + node.nodeSize];
	const $from = tr.doc.resolve(from);
	for (let depth = $from.depth; depth > 0; depth -= 1) {
		const parent = $from.node(depth);
		if (parent.childCount > 1 || parent.isTextblock) break;
		if (parent.type.spec['tableRole'] === 'cell' || parent.type.spec['tableRole'] === 'header_cell')
			break;
		[from, to] = [$from.before(depth), $from.after(depth)];
	}
	tr.delete(from, to);
}

function resolveKinds(tr: Transaction, accept: boolean, choose: Choice): void {
	const changed: number[] = [];
	tr.doc.descendants((node, position) => {
		if (!node.isText && node.attrs['sgMod']) changed.push(position);
	});
	for (const position of changed) {
		const node = tr.doc.nodeAt(position);
		const before = node ? readBefore(node) : null;
		if (!node || !before || !choose(before)) continue;
		const type = tr.doc.type.schema.nodes[before.type];
		if (accept || !type) setTrace(tr, position, 'sgMod', null);
		else
			tr.setNodeMarkup(position, type, {
				...before.attrs,
				...traceAttributes(node),
				sgMod: null,
			});
	}
}

function resolveBreaks(tr: Transaction, accept: boolean, choose: Choice): void {
	const chosen = (node: Node, key: StampAttribute): boolean => {
		const stamp = readStamp(node, key);
		return stamp !== null && choose(stamp);
	};
	const breaks: number[] = [];
	tr.doc.descendants((node, position) => {
		if (!node.isTextblock) return;
		if (chosen(node, 'sgBrkIns') || chosen(node, 'sgBrkDel')) breaks.push(position);
	});
	for (const position of breaks.reverse()) {
		const node = tr.doc.nodeAt(position);
		if (!node) continue;
		const joins = chosen(node, accept ? 'sgBrkDel' : 'sgBrkIns');
		if (joins && joinWithNext(tr, position)) continue;
		for (const key of STAMP_ATTRIBUTES.slice(2))
			if (chosen(node, key)) setTrace(tr, position, key, null);
	}
}
