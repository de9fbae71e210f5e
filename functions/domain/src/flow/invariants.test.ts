import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTasks } from './graph.ts';
import { returnTargets } from './return.ts';
import { aDirectory, aFlow, aStep, Play } from './testing.ts';
import type { Mode, TaskNode } from './definition.ts';

const people = ['ann', 'ben', 'cid', 'dot', 'eli', 'fay'];
const modes: Mode[] = ['single', 'queue', 'all', 'any'];

const stepShape = fc.record({
	mode: fc.constantFrom(...modes),
	uids: fc.uniqueArray(fc.constantFrom(...people), { minLength: 1, maxLength: 4 }),
});
const move = fc.record({
	who: fc.nat(),
	verb: fc.constantFrom(
		'submit',
		'submit',
		'submit',
		'return',
		'transfer',
		'retract',
		'circulate',
		'urge',
	),
	pick: fc.nat(),
	flag: fc.boolean(),
});

function play(shapes: { mode: Mode; uids: string[] }[]): Play {
	const steps = shapes.map(({ mode, uids }, index): TaskNode =>
		aStep(`s${index}`, {
			mode,
			handler: { by: 'person', uids: mode === 'single' ? uids.slice(0, 1) : uids },
		}),
	);
	const draft = aStep('draft', { handler: { by: 'initiator' } });
	return new Play(aFlow([draft, ...steps]), aDirectory({}, people)).start('ann');
}

function act(
	game: Play,
	{ who, verb, pick, flag }: { who: number; verb: string; pick: number; flag: boolean },
) {
	const open = openTasks(game.state);
	const task = open[who % Math.max(1, open.length)];
	const person = people[pick % people.length] ?? 'ann';
	if (verb === 'retract') {
		const closed = Object.values(game.state.tasks).filter((each) => each.status === 'done');
		const mine = closed[pick % Math.max(1, closed.length)];
		return mine && game.try(mine.assignee, { verb: 'retract', taskId: mine.id });
	}
	if (task === undefined) return undefined;
	const run = game.state.runs[task.runId];
	if (verb === 'return' && run !== undefined) {
		const targets = returnTargets(game.flow, game.state, run);
		const target = targets[pick % Math.max(1, targets.length)];
		return target && game.return(task.assignee, target.nodeId, flag);
	}
	if (verb === 'transfer')
		return game.try(task.assignee, { verb: 'transfer', taskId: task.id, uid: person, opinion: '' });
	if (verb === 'circulate')
		return game.try(task.assignee, { verb: 'circulate', uids: [person], remark: '' });
	if (verb === 'urge') return game.try('ann', { verb: 'urge', message: '' });
	return game.submit(task.assignee);
}

describe('invariants of the engine', () => {
	it('hold under random flows and acts', () => {
		fc.assert(
			fc.property(
				fc.array(stepShape, { minLength: 1, maxLength: 5 }),
				fc.array(move, { maxLength: 40 }),
				(shapes, moves) => {
					const game = play(shapes);
					const opinions = new Map<string, string | null>();
					for (const one of moves) {
						act(game, one);
						const { state } = game;
						const open = openTasks(state);
						// (a) a running case has an open task
						if (state.status === 'running') expect(open.length).toBeGreaterThan(0);
						// (b) open tasks belong to active runs only
						for (const task of open) expect(state.runs[task.runId]?.status).toBe('active');
						// (c) nobody holds two open tasks of one run
						const held = open.map((task) => `${task.runId} ${task.assignee}`);
						expect(new Set(held).size).toBe(held.length);
						// (e) one token, one active run
						const active = Object.values(state.runs).filter((run) => run.status === 'active');
						if (state.status !== 'closed') expect(active).toHaveLength(1);
						// (h) no verb changes a finished opinion
						for (const task of Object.values(state.tasks)) {
							const before = opinions.get(task.id);
							if (before != null && task.status !== 'open') expect(task.opinion).toBe(before);
							if (task.status !== 'open') opinions.set(task.id, task.opinion);
						}
					}
					// (d) the trail alone rebuilds the state
					expect(game.replayed).toEqual(game.state);
				},
			),
			{ numRuns: 1500, seed: 20261123 },
		);
	}, 60_000);
});
