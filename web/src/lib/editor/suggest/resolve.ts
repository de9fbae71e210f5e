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

/** A part of the text. */
export interface Part {
	from: number;
	to: number;
}

/** What a decision is about and how it ends. */
interface Decision {
	accept: boolean;
	choose: Choice;
	/** The part of the text it is limited to, as it lies now. */
	part: () => Part;
}

/** Accepts or rejects the chosen suggestions, or what of them lies in a part of the text, in one transaction. */
export function resolveSuggestions(
	state: EditorState,
	accept: boolean,
	choose: Choice = () => true,
	within: Part = { from: 0, to: state.doc.content.size },
): Transaction {
	const tr = state.tr;
	const part = (): Part => ({
		from: tr.mapping.map(within.from, -1),
		to: tr.mapping.map(within.to),
	});
	const decision: Decision = { accept, choose, part };
	resolveWords(tr, decision);
	resolveBlocks(tr, decision);
	resolveKinds(tr, decision);
	resolveBreaks(tr, decision);
	return tr;
}

function resolveWords(tr: Transaction, { accept, choose, part }: Decision): void {
	const texts: { from: number; to: number; node: Node }[] = [];
	const limit = part();
	tr.doc.nodesBetween(limit.from, limit.to, (node, position) => {
		const from = Math.max(position, limit.from);
		const to = Math.min(position + node.nodeSize, limit.to);
		if (node.isText && from < to) texts.push({ from, to, node });
	});
	for (const { from, to, node } of texts.reverse()) {
		const chosen = node.marks.filter((mark) => isTraceMark(mark) && choose(markStamp(mark)));
		if (chosen.some((mark) => mark.type.name === (accept ? 'del' : 'ins'))) {
			tr.delete(from, to);
			continue;
		}
		for (const mark of chosen) if (mark.type.name !== 'fmt') tr.removeMark(from, to, mark);
		settleFormat(tr, { from, to }, node, accept, choose);
	}
}

/** Nodes other than words that a part of the text touches. */
function touched(tr: Transaction, { from, to }: Part): { position: number; node: Node }[] {
	const found: { position: number; node: Node }[] = [];
	tr.doc.nodesBetween(from, to, (node, position) => {
		if (!node.isText) found.push({ position, node });
	});
	return found;
}

function stamped({ choose }: Decision, node: Node, key: StampAttribute): boolean {
	const stamp = readStamp(node, key);
	return stamp !== null && choose(stamp);
}

function resolveBlocks(tr: Transaction, decision: Decision): void {
	const gone = decision.accept ? 'sgDel' : 'sgIns';
	const doomed: { position: number; node: Node }[] = [];
	const { from, to } = decision.part();
	tr.doc.nodesBetween(from, to, (node, position) => {
		const goes = !node.isText && stamped(decision, node, gone);
		if (goes) doomed.push({ position, node });
		return !goes;
	});
	for (const { position, node } of doomed.reverse()) removeBlock(tr, position, node);
	for (const { position, node } of touched(tr, decision.part()))
		for (const key of ['sgIns', 'sgDel'] as const)
			if (stamped(decision, node, key)) setTrace(tr, position, key, null);
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

function resolveKinds(tr: Transaction, { accept, choose, part }: Decision): void {
	for (const { position } of touched(tr, part())) {
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

function resolveBreaks(tr: Transaction, decision: Decision): void {
	const { from, to } = decision.part();
	const breaks = touched(tr, { from, to }).filter(({ position, node }) => {
		const end = position + node.nodeSize - 1;
		const meant = stamped(decision, node, 'sgBrkIns') || stamped(decision, node, 'sgBrkDel');
		return node.isTextblock && meant && end >= from && end < to;
	});
	for (const { position } of breaks.reverse()) {
		const node = tr.doc.nodeAt(position);
		if (!node) continue;
		const joins = stamped(decision, node, decision.accept ? 'sgBrkDel' : 'sgBrkIns');
		if (joins && joinWithNext(tr, position)) continue;
		for (const key of STAMP_ATTRIBUTES.slice(2))
			if (stamped(decision, node, key)) setTrace(tr, position, key, null);
	}
}
