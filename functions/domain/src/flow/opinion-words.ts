import type { FlowState, TrailEntry, TrailVerb } from './model.ts';
import { scanOf } from './scan.ts';

/** Who gave an opinion, as it is printed: “周望川”, “何听澜（代 周望川）”, “沈砚舟（苏锦书 代录）”. */
export function signature({ actorName, onBehalfOf, verb }: TrailEntry): string {
	if (onBehalfOf === null) return actorName;
	if (verb === 'proxyRecord') return `${onBehalfOf}（${actorName} 代录）`;
	return `${actorName}（代 ${onBehalfOf}）`;
}

/** What else an entry says, without the id of a scan. */
export function noteWords({ note }: TrailEntry): string {
	const scan = scanOf(note);
	return scan === null ? (note ?? '') : `原件：${scan.name}`;
}

/** One box of the handling slip (处理单) with its opinions. */
export interface OpinionGroup {
	box: string;
	entries: TrailEntry[];
}

/**
 * Opinions by their box on the slip, in the order in which the boxes were first written in; inside a box by
 * rank (the smaller, the higher), then by time. `rest` names the box of what stands in none.
 */
export function byBox(
	opinions: readonly TrailEntry[],
	rankOf: (entry: TrailEntry) => number,
	rest: string,
): OpinionGroup[] {
	const inOrder = [...opinions].sort((a, b) => a.seq - b.seq);
	const groups = new Map<string, TrailEntry[]>();
	for (const entry of inOrder) {
		const box = entry.opinionBox || entry.nodeName || rest;
		groups.set(box, [...(groups.get(box) ?? []), entry]);
	}
	return [...groups].map(([box, entries]) => ({
		box,
		entries: entries.sort((a, b) => rankOf(a) - rankOf(b) || a.seq - b.seq),
	}));
}

const deciding = new Set<TrailVerb>(['submit', 'vote', 'reject', 'addAfter', 'proxyRecord']);

/**
 * Whether an opinion no longer counts (失效): its step was returned and its verdict not kept, or it was taken
 * back and does not stand any more.
 */
export function isVoidOpinion(
	entry: TrailEntry,
	state: FlowState,
	standing: readonly TrailEntry[],
): boolean {
	const task = state.tasks[entry.taskId ?? ''];
	const run = state.runs[task?.runId ?? ''];
	if (!task || !run || !deciding.has(entry.verb)) return false;
	if (run.status !== 'returned') return !standing.includes(entry);
	return !Object.values(state.runs).some(
		({ nodeId, openedAt, kept }) =>
			nodeId === run.nodeId &&
			openedAt > run.openedAt &&
			kept.some(({ uid }) => uid === task.assignee),
	);
}
