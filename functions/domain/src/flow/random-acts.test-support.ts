import type { FlowCommand, Onward } from './command.ts';
import { openTasks, regions, tasksOf } from './graph.ts';
import { offers, type Way } from './offers.ts';
import { people, type Dice } from './random-flow.test-support.ts';
import { SYSTEM } from './scene.ts';
import type { Play } from './testing.ts';

/** One thing that somebody tries; many are refused, as in life. */
export interface Attempt {
	actor: string;
	command: FlowCommand;
}

const verbs = [
	...Array<'submit'>(10).fill('submit'),
	'return',
	'return',
	'addBefore',
	'addAfter',
	'addParallel',
	'reduce',
	'addBranch',
	'transfer',
	'delegate',
	'circulate',
	'ask',
	'read',
	'withdraw',
	'retract',
	'retract',
	'revoke',
	'reroute',
	'settleReroute',
	'remind',
	'remindCase',
	'expire',
	'pause',
	'continue',
	'urge',
	'terminate',
	'void',
	'resume',
	'forceEnd',
	'proxyRecord',
	'handover',
] as const;

/** Verbs that end a case would end most plays early: they come seldom. */
const final = new Set<string>(['revoke', 'terminate', 'void', 'forceEnd']);

/** Something that somebody might try now, mostly with sense. */
export function attempt(play: Play, dice: Dice): Attempt | null {
	const verb = dice.one(verbs) ?? 'submit';
	if (final.has(verb) && !dice.chance(12)) return null;
	const { state, flow } = play;
	const open = openTasks(state);
	const task = dice.one(open);
	const reads = Object.keys(state.reads);
	const anybody = dice.one(people) ?? 'ann';
	const uids = dice.some(people, 1, 3);
	const actor = task === undefined || dice.chance(15) ? anybody : task.assignee;
	const node = dice.one(flow.nodes.filter(({ kind }) => kind === 'task'))?.id ?? 's0';
	const turns = (['all', 'queue', 'any'] as const)[dice.roll(3)] ?? 'all';
	const taskId = task?.id ?? 'none';
	switch (verb) {
		case 'submit': {
			const verdict = dice.chance(5) ? 'disagree' : 'agree';
			return {
				actor,
				command: { verb, taskId, opinion: '意见', verdict, ...onward(play, actor, taskId, dice) },
			};
		}
		case 'proxyRecord':
			return {
				actor: 'clerk',
				command: {
					verb,
					taskId,
					opinion: '同意',
					scan: 'scan',
					...onward(play, actor, taskId, dice),
				},
			};
		case 'return': {
			const targets = offers(flow, state, play.context(actor), taskId).returnTargets;
			const toNodeId = dice.one(targets)?.nodeId ?? node;
			return {
				actor,
				command: { verb, taskId, toNodeId, straightBack: dice.chance(2), reason: '改' },
			};
		}
		case 'addBefore':
			return { actor, command: { verb, taskId, uids, turns, words: '' } };
		case 'addAfter':
			return { actor, command: { verb, taskId, uids, turns, opinion: '同意' } };
		case 'addParallel':
			return { actor, command: { verb, taskId, uids, words: '' } };
		case 'reduce': {
			const added = Object.values(state.tasks).filter(({ addedBy }) => addedBy !== null);
			const one = dice.one(added);
			const by = state.tasks[one?.addedBy ?? '']?.assignee ?? anybody;
			return {
				actor: by,
				command: { verb, taskId: one?.id ?? 'none', reason: '', ...onward(play, by, taskId, dice) },
			};
		}
		case 'addBranch': {
			const [forkRunId = 'none', fork] = dice.one(Object.entries(state.forks)) ?? [];
			const { of } = regions(flow);
			const inside = flow.nodes.filter(
				({ id, kind }) => kind === 'task' && of.get(id)?.at(-1) === fork?.nodeId,
			);
			const by = state.tasks[fork?.taskId ?? '']?.assignee ?? anybody;
			return {
				actor: by,
				command: { verb, forkRunId, nodeId: dice.one(inside)?.id ?? node, uids },
			};
		}
		case 'transfer':
			return { actor, command: { verb, taskId, uid: anybody, opinion: '' } };
		case 'delegate':
			return { actor, command: { verb, taskId, uid: anybody, question: '如何' } };
		case 'circulate':
			return { actor, command: { verb, uids, remark: '' } };
		case 'ask':
			return { actor, command: { verb, uids, question: '如何' } };
		case 'read':
		case 'withdraw': {
			const read = state.reads[dice.one(reads) ?? ''];
			const by = (verb === 'read' ? read?.reader : read?.sender) ?? anybody;
			const readId = read?.id ?? 'none';
			return {
				actor: by,
				command: verb === 'read' ? { verb, readId, remark: '阅' } : { verb, readId },
			};
		}
		case 'retract': {
			const done = Object.values(state.tasks).filter(({ status }) => status === 'done');
			const mine = dice.chance(2) ? done.at(-1) : dice.one(done);
			return { actor: mine?.assignee ?? anybody, command: { verb, taskId: mine?.id ?? 'none' } };
		}
		case 'reroute': {
			const tokens = Object.keys(state.tokens);
			const tokenIds = dice.chance(2) ? [] : dice.some(tokens, 1, tokens.length);
			return {
				actor: 'boss',
				command: {
					verb,
					tokenIds,
					toNodeId: node,
					uids: dice.chance(2) ? [] : uids,
					reason: '调整',
				},
			};
		}
		case 'settleReroute':
			return {
				actor: dice.chance(2) ? 'boss' : 'chief',
				command: { verb, accept: !dice.chance(4), words: '' },
			};
		case 'remind':
			return { actor: SYSTEM, command: { verb, taskId, rung: 1 + dice.roll(4), to: [actor] } };
		case 'remindCase':
			return { actor: SYSTEM, command: { verb, rung: 1 + dice.roll(6), to: uids, over: false } };
		case 'expire':
			play.wait(dice.roll(60));
			return { actor: SYSTEM, command: { verb, taskId } };
		case 'pause':
			return { actor, command: { verb, taskId, cause: '待补材料' } };
		case 'continue':
			return { actor, command: { verb, taskId } };
		case 'urge':
			return { actor: anybody, command: { verb, message: '' } };
		case 'terminate':
		case 'void':
		case 'forceEnd':
			return { actor: 'boss', command: { verb, reason: '原因' } };
		case 'revoke':
			return { actor: state.initiator, command: { verb, reason: '原因' } };
		case 'resume':
			return { actor: 'boss', command: { verb, toNodeId: node, uids, reason: '原因' } };
		case 'handover':
			return { actor: 'boss', command: { verb, from: actor, to: anybody } };
	}
}

/** A way on for a task, as its holder would choose it. */
export function onward(play: Play, actor: string, taskId: string, dice: Dice | null): Onward {
	const { flow, state } = play;
	const { ways, freeSteps } = offers(flow, state, play.context(actor), taskId);
	const free = dice?.chance(3) === true ? dice.one(freeSteps) : undefined;
	// The last way is the direct one: without dice a case goes straight to its end.
	const way = dice === null ? ways.at(-1) : dice.one(ways);
	return {
		edgeId: way?.edge.id ?? null,
		chosen: way === undefined ? {} : chosenFor(way),
		...(free === undefined
			? {}
			: { free: { nodeId: free.id, uids: dice?.some(people, 1, 2) ?? [] } }),
	};
}

function chosenFor(way: Way): Record<string, string[]> {
	return Object.fromEntries(
		way.steps.map(({ node, candidates }) => [
			node.id,
			candidates.uids.slice(0, candidates.choose?.min ?? candidates.uids.length),
		]),
	);
}

/** Lets everybody hand in what they hold until the case is over; answers whether that came to pass. */
export function drain(play: Play): boolean {
	for (let turn = 0; turn < 400 && play.state.status === 'running'; turn += 1) {
		const [task] = openTasks(play.state);
		if (task === undefined) return false;
		const { assignee: actor, id: taskId } = task;
		const command = {
			verb: 'submit',
			taskId,
			opinion: '同意',
			...onward(play, actor, taskId, null),
		} as const;
		const code = play.try(actor, command);
		if (code !== null) throw new Error(`${actor} cannot hand in ${taskId}: ${code}`);
	}
	return play.state.status !== 'running';
}

/** Tasks of a run in the order in which they came, for messages. */
export function told(play: Play): string {
	return Object.values(play.state.runs)
		.filter(({ status }) => status === 'active')
		.map(
			(run) =>
				`${run.nodeId}: ${tasksOf(play.state, run.id)
					.map(({ assignee, status, kind }) => `${assignee} ${kind} ${status}`)
					.join(', ')}`,
		)
		.join('\n');
}
