import { edgesFrom, nodeOf } from '../flow/graph.ts';
import type { Flow, TaskNode } from '../flow/definition.ts';
import { replay } from '../flow/evolve.ts';
import type { FlowState, TrailEntry } from '../flow/model.ts';
import { byBox, isVoidOpinion, noteWords, signature } from '../flow/opinion-words.ts';
import { standingOpinions } from '../flow/opinions.ts';
import type { SlipBox, SlipEntry, SlipMoment } from './model.ts';

/** A case as its form shows it. */
export interface SlipCase {
	flow: Flow;
	state: FlowState;
	/** In order. */
	trail: readonly TrailEntry[];
	/** Rank of whose opinion it is; the smaller, the higher. */
	rankOf: (entry: TrailEntry) => number;
	/** Whether its author signed an opinion by hand, and the words are still those that were signed. */
	isSigned?: (entry: TrailEntry) => boolean;
}

/** The case as it was when the entry `seq` had been written; the trail alone rebuilds it. */
export function caseAt(found: SlipCase, seq: number | null): SlipCase {
	if (seq === null) return found;
	const trail = found.trail.filter((entry) => entry.seq <= seq);
	return { ...found, trail, state: replay(trail) };
}

/** A box of the form with the step it belongs to; null where only the record names it. */
export interface FlowBox extends SlipBox {
	node: TaskNode | null;
	/** Lines held open: more where somebody may still write by hand. */
	lines: number;
}

/**
 * The boxes of a form in the order in which the case comes to them, with the opinions that stand. A box that
 * nobody has written in yet stays empty for the pen, but for that of the initiator.
 */
export function boxesOf({ flow, state, trail, rankOf, isSigned }: SlipCase): FlowBox[] {
	const standing = standingOpinions(trail);
	const printed = standing.filter(
		(entry) => entry.printed && !isVoidOpinion(entry, state, standing),
	);
	const written = new Map(
		byBox(printed, rankOf, '其他意见').map(({ box, entries }) => [
			box,
			entries.map((entry) => slipEntry(entry, isSigned?.(entry) === true)),
		]),
	);
	const boxes: FlowBox[] = [];
	for (const node of stepsInOrder(flow)) {
		const label = node.opinionBox;
		const box = boxes.find((each) => each.label === label);
		// A box that several steps share is the one of the step that signs.
		if (box) {
			if (node.effect === 'sign') box.node = node;
			continue;
		}
		const entries = written.get(label) ?? [];
		if (label === '' || (entries.length === 0 && node.handler.by === 'initiator')) continue;
		const forPen = state.status === 'running' ? 3 : 1;
		boxes.push({ label, entries, node, lines: entries.length === 0 ? forPen : 2 });
	}
	const known = new Set(boxes.map(({ label }) => label));
	const rest = [...written].filter(([label]) => !known.has(label));
	return [...boxes, ...rest.map(([label, entries]) => ({ label, entries, node: null, lines: 2 }))];
}

function slipEntry(entry: TrailEntry, isSigned: boolean): SlipEntry {
	return {
		words: entry.opinion ?? '',
		signer: signature(entry),
		at: momentWords(entry.at),
		note: noteWords(entry),
		...(isSigned && entry.taskId !== null && { signedTask: entry.taskId }),
	};
}

/** Steps that people handle, each after all that may lead to it; ways back do not count. */
function stepsInOrder(flow: Flow): TaskNode[] {
	const seen = new Set<string>();
	const order: string[] = [];
	const visit = (id: string): void => {
		if (seen.has(id)) return;
		seen.add(id);
		for (const { to } of [...edgesFrom(flow, id)].reverse()) visit(to);
		order.unshift(id);
	};
	const start = flow.nodes.find(({ kind }) => kind === 'start');
	if (start !== undefined) visit(start.id);
	return order.flatMap((id) => {
		const node = nodeOf(flow, id);
		return node.kind === 'task' ? [node] : [];
	});
}

/** The steps of a case that were handed on, each a moment whose form can be printed. */
export function momentsOf(trail: readonly TrailEntry[]): SlipMoment[] {
	return trail
		.filter(({ events }) =>
			events.some(({ type }) => type === 'runClosed' || type === 'taskClosed'),
		)
		.map(({ seq, nodeName, verb, actorName, at }) => ({
			seq,
			step: nodeName ?? '',
			verb,
			name: actorName,
			at,
		}));
}

/** A moment on paper, by the office's clock: 2026年11月20日 15:32. */
export function momentWords(at: Date): string {
	const there = new Date(at.getTime() + 8 * 3_600_000);
	const two = (part: number) => String(part).padStart(2, '0');
	return `${dayWords(at)} ${two(there.getUTCHours())}:${two(there.getUTCMinutes())}`;
}

/** A day on paper, by the office's clock: 2026年11月20日. */
export function dayWords(at: Date): string {
	const there = new Date(at.getTime() + 8 * 3_600_000);
	return `${String(there.getUTCFullYear())}年${String(there.getUTCMonth() + 1)}月${String(there.getUTCDate())}日`;
}
