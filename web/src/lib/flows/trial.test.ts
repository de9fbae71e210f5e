import type { Flow, TaskNode } from '@wenshu/domain/flow/definition.ts';
import { aDirectory, aFlow, aNode, aStep, Play } from '@wenshu/domain/flow/testing.ts';
import type { TrailEntry } from '@wenshu/domain/flow/model.ts';
import { describe, expect, it } from 'vitest';
import { replayCase } from './replay-case.ts';
import { actIn, holdersOf, newTrial, stateOf, undoAct, wait, type Trial } from './trial.ts';

const directory = aDirectory({ role: ['b', 'c'] }, ['a', 'b', 'c']);
const first = aStep('a', { handler: { by: 'initiator' } });
const onward = { edgeId: null, chosen: {}, opinion: '同意' };

function begun(flow: Flow, fields: Record<string, unknown> = {}): Trial {
	const now = new Date('2026-11-26T01:00:00Z');
	const trial = newTrial({ flow, directory, fields, dutiesDone: true, now });
	const started = actIn(trial, 'a', { verb: 'start', unitId: 'u' });
	if (!started.ok) throw new Error(started.code);
	return started.value;
}
function submit(trial: Trial, actor: string): Trial {
	const taskId = holdersOf(trial).find(({ task }) => task.assignee === actor)?.task.id ?? '';
	const acted = actIn(trial, actor, { verb: 'submit', taskId, ...onward });
	if (!acted.ok) throw new Error(acted.code);
	return acted.value;
}
const held = (trial: Trial) =>
	holdersOf(trial).map(({ task, nodeId }) => `${nodeId}/${task.assignee}`);

describe('a trial run', () => {
	it('walks the flow with the real engine to its end', () => {
		let trial = begun(aFlow([first, aStep('b')]));
		expect(held(trial)).toEqual(['a/a']);
		trial = submit(trial, 'a');
		expect(held(trial)).toEqual(['b/b']);
		expect(stateOf(submit(trial, 'b')).status).toBe('closed');
	});
	it('an undone act never happened, and can be done otherwise', () => {
		const trial = begun(aFlow([first, aStep('b')]));
		const after = undoAct(submit(trial, 'a'));
		expect(after).toEqual(trial);
		expect(held(submit(after, 'a'))).toEqual(['b/b']);
	});
	it('conditions see the fields that were filled in', () => {
		const flow = aFlow(
			[first, aNode('gate', 'gate'), aStep('b'), aStep('c')],
			[
				['start', 'a'],
				['a', 'gate'],
				['gate', 'b', { when: 'amount > 100.0', label: '大额' }],
				['gate', 'c', '其他'],
				['b', 'end'],
				['c', 'end'],
			],
			{ fields: [{ id: 'amount', label: '金额', type: 'number' }] },
		);
		expect(held(submit(begun(flow, { amount: 500 }), 'a'))).toEqual(['b/b']);
		expect(held(submit(begun(flow, { amount: 5 }), 'a'))).toEqual(['c/c']);
	});
	it('answers the engine’s refusal and stays as it was', () => {
		const trial = begun(aFlow([first, aStep('b')]));
		const taskId = holdersOf(trial)[0]?.task.id ?? '';
		const acted = actIn(trial, 'c', { verb: 'submit', taskId, ...onward });
		expect(acted).toMatchObject({ ok: false, code: 'flow/notYours' });
	});
	it('time can pass until a task is overdue', () => {
		const trial = submit(
			begun(aFlow([first, aStep('b', { due: { amount: 4, unit: 'hours' } })])),
			'a',
		);
		expect(holdersOf(trial)[0]?.isOverdue).toBe(false);
		expect(holdersOf(wait(trial, 5))[0]?.isOverdue).toBe(true);
	});
});

describe('replaying past cases', () => {
	/** The trail a case leaves, as it is stored. */
	function trailOf(play: Play): TrailEntry[] {
		return play.trail.map((entry, index): TrailEntry => ({
			...entry,
			seq: index + 1,
			actId: `x${String(index)}`,
			actorName: entry.actor,
			actorUnit: '',
			actorPost: '',
			at: new Date(index * 60_000),
			to: entry.to.map((uid) => ({ uid, name: uid })),
		}));
	}
	const pastOf = (play: Play) => ({
		initiator: 'a',
		unitId: 'u',
		trail: trailOf(play),
		fields: {},
	});
	const steps = (...nodes: TaskNode[]) => aFlow([first, ...nodes]);

	function walked(): Play {
		const play = new Play(steps(aStep('b'), aStep('c')), directory).start('a');
		play.submit('a');
		play.return('b', 'a');
		play.submit('a');
		play.submit('b');
		play.submit('c');
		return play;
	}
	it('a case goes the whole way again under its own version', () => {
		const play = walked();
		expect(play.state.status).toBe('closed');
		const replayed = replayCase(play.flow, pastOf(play), directory);
		expect(replayed).toEqual({ acts: 6, followed: 6, parted: null });
	});
	it('parts where a step was taken away', () => {
		const { parted, followed } = replayCase(steps(aStep('c')), pastOf(walked()), directory);
		expect(followed).toBe(1);
		expect(parted?.parting).toEqual({ why: 'elsewhere', then: [['b', 'b']], now: [['c', 'c']] });
	});
	it('parts where an act is not allowed any more', () => {
		const flow = steps(aStep('b', { verbs: [] }), aStep('c'));
		const { parted, followed } = replayCase(flow, pastOf(walked()), directory);
		expect(followed).toBe(2);
		expect(parted).toMatchObject({ entry: { verb: 'return' }, parting: { why: 'refused' } });
	});
	it('follows choices that the sender made', () => {
		const chosen = aStep('b', { handler: { by: 'chosen', fromRoleId: 'role', min: 1, max: 1 } });
		const play = new Play(steps(chosen), directory).start('a');
		play.submit('a', { chosen: { b: ['c'] } });
		play.submit('c');
		expect(play.state.status).toBe('closed');
		expect(replayCase(play.flow, pastOf(play), directory).parted).toBeNull();
	});
	it('follows added signers and passing on', () => {
		const play = new Play(steps(aStep('b', { mode: 'all' })), directory).start('a');
		play.submit('a');
		play.do('b', {
			verb: 'addBefore',
			taskId: play.task('b'),
			uids: ['c'],
			turns: 'all',
			words: '',
		});
		play.submit('c');
		play.do('b', { verb: 'transfer', taskId: play.task('b'), uid: 'd', opinion: '' });
		play.submit('d');
		expect(play.state.status).toBe('closed');
		expect(replayCase(play.flow, pastOf(play), directory).parted).toBeNull();
	});
	it('follows added branches, questions and free choices', () => {
		const before = aStep('a', { handler: { by: 'initiator' }, verbs: ['addBranch'] });
		const flow = aFlow(
			[before, aNode('fork', 'fork'), aStep('b'), aStep('c'), aNode('join', 'join')],
			[
				['start', 'a'],
				['a', 'fork'],
				['fork', 'b'],
				['fork', 'c', { when: 'initiator == "nobody"' }],
				['b', 'join'],
				['c', 'join'],
				['join', 'end'],
			],
		);
		const play = new Play(flow, directory).start('a');
		play.submit('a');
		play.do('b', { verb: 'ask', uids: ['c'], question: '如何？' });
		const readId = Object.keys(play.state.reads)[0] ?? '';
		play.do('c', { verb: 'read', readId, remark: '可。' });
		const forkRunId = Object.keys(play.state.forks)[0] ?? '';
		play.do('a', { verb: 'addBranch', forkRunId, nodeId: 'c', uids: ['c'] });
		play.submit('b');
		play.submit('c');
		expect(play.state.status).toBe('closed');
		expect(replayCase(flow, pastOf(play), directory)).toMatchObject({ acts: 5, parted: null });

		const free = aFlow([before, aStep('b'), aStep('c')], undefined, { free: true });
		const freely = new Play(free, directory).start('a');
		freely.submit('a', { free: { nodeId: 'c', uids: ['b'] } });
		freely.submit('b', { free: 'end' });
		expect(freely.state.status).toBe('closed');
		expect(replayCase(free, pastOf(freely), directory)).toMatchObject({ acts: 3, parted: null });
	});
	it('a case without an end is followed as far as it went', () => {
		const play = new Play(steps(aStep('b')), directory).start('a');
		play.submit('a');
		expect(replayCase(play.flow, pastOf(play), directory)).toMatchObject({ acts: 2, parted: null });
	});
});
