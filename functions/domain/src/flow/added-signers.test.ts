import { describe, expect, it } from 'vitest';
import type { Turns } from './command.ts';
import { aFlow, aNode, aStep, Play, type EdgeDraft } from './testing.ts';
import type { StepDraft } from './definition.ts';

const draft = aStep('draft', { handler: { by: 'initiator' } });
const next = aStep('next');

/** A case at a step of some people; `sign` is its id. */
function at(mode: StepDraft['mode'], uids: string[], rest: Partial<StepDraft> = {}): Play {
	const sign = aStep('sign', { mode, handler: { by: 'person', uids }, ...rest });
	const play = new Play(aFlow([draft, sign, next])).start('ann');
	expect(play.submit('ann')).toBeNull();
	return play;
}

const before = (play: Play, actor: string, uids: string[], turns: Turns = 'all') =>
	play.try(actor, { verb: 'addBefore', taskId: play.task(actor), uids, turns, words: '' });
const after = (play: Play, actor: string, uids: string[], turns: Turns = 'all') =>
	play.try(actor, { verb: 'addAfter', taskId: play.task(actor), uids, turns, opinion: '同意' });
const beside = (play: Play, actor: string, uids: string[]) =>
	play.try(actor, { verb: 'addParallel', taskId: play.task(actor), uids, words: '' });
const reduce = (play: Play, actor: string, whose: string) =>
	play.try(actor, {
		verb: 'reduce',
		taskId: play.task(whose),
		reason: '',
		edgeId: null,
		chosen: {},
	});

describe('8 前加签', () => {
	it('asks the others first, all of them, then me again', () => {
		const play = at('single', ['sam']);
		expect(before(play, 'sam', ['amy', 'abe'])).toBeNull();
		expect(play.open).toEqual({ sign: ['abe', 'amy'] });
		expect(play.try('sam', { verb: 'urge', message: '' })).toBe('flow/mayNotUrge');
		expect(play.submit('amy')).toBeNull();
		expect(play.open).toEqual({ sign: ['abe'] });
		expect(play.submit('abe')).toBeNull();
		expect(play.open).toEqual({ sign: ['sam'] });
		expect(play.submit('sam')).toBeNull();
		expect(play.open).toEqual({ next: ['next'] });
	});

	it('in a queue one after the other, or by whoever is first', () => {
		const queue = at('single', ['sam']);
		expect(before(queue, 'sam', ['amy', 'abe'], 'queue')).toBeNull();
		expect(queue.open).toEqual({ sign: ['amy'] });
		expect(queue.submit('amy')).toBeNull();
		expect(queue.open).toEqual({ sign: ['abe'] });
		const any = at('single', ['sam']);
		expect(before(any, 'sam', ['amy', 'abe'], 'any')).toBeNull();
		expect(any.submit('abe')).toBeNull();
		expect(any.open).toEqual({ sign: ['sam'] });
	});

	it('is refused to who was added, for people who are there, gone or not named', () => {
		const play = at('all', ['sam', 'sue']);
		expect(before(play, 'sam', ['sue'])).toBe('flow/alreadyOnStep');
		expect(before(play, 'sam', [])).toBe('flow/nobodyNamed');
		expect(before(play, 'sam', ['amy'])).toBeNull();
		expect(before(play, 'amy', ['abe'])).toBe('flow/nestedAdd');
		const sam = Object.values(play.state.tasks).find(({ assignee }) => assignee === 'sam');
		const again = { verb: 'addBefore', uids: ['abe'], turns: 'all', words: '' } as const;
		expect(play.try('sam', { ...again, taskId: sam?.id ?? '' })).toBe('flow/waitsForAdded');
		const closed = at('single', ['sam'], { verbs: [] });
		expect(before(closed, 'sam', ['amy'])).toBe('flow/no-addBefore');
	});

	it('is not for the receiver of a straight-back return', () => {
		const play = at('single', ['sam']);
		expect(play.return('sam', 'draft', true)).toBeNull();
		expect(before(play, 'ann', ['amy'])).toBe('flow/pendingStraightBack');
		expect(after(play, 'ann', ['amy'])).toBe('flow/pendingStraightBack');
	});
});

describe('9 后加签', () => {
	it('counts my opinion and completes the step only after the others', () => {
		const play = at('single', ['sam']);
		expect(after(play, 'sam', ['amy', 'abe'], 'queue')).toBeNull();
		expect(play.open).toEqual({ sign: ['amy'] });
		expect(play.submit('amy')).toBeNull();
		expect(play.submit('abe')).toBeNull();
		expect(play.open).toEqual({ next: ['next'] });
	});

	it('in 或签 the others are not asked any more', () => {
		const play = at('any', ['sam', 'sue']);
		expect(after(play, 'sam', ['amy'])).toBeNull();
		expect(play.open).toEqual({ sign: ['amy'] });
		expect(play.submit('amy')).toBeNull();
		expect(play.open).toEqual({ next: ['next'] });
	});
});

describe('10 并加签', () => {
	it('joins the same 会签, and the step waits for them too', () => {
		const play = at('all', ['sam', 'sue']);
		expect(beside(play, 'sam', ['amy'])).toBeNull();
		for (const person of ['sam', 'sue']) expect(play.submit(person)).toBeNull();
		expect(play.open).toEqual({ sign: ['amy'] });
		expect(play.submit('amy')).toBeNull();
		expect(play.open).toEqual({ next: ['next'] });
	});

	it('is for 会签 and 或签 only', () => {
		expect(beside(at('single', ['sam']), 'sam', ['amy'])).toBe('flow/no-addParallel');
		expect(beside(at('queue', ['sam', 'sue']), 'sam', ['amy'])).toBe('flow/no-addParallel');
	});
});

describe('11 减签', () => {
	it('gives the task back to its unsigned parent, and never completes it', () => {
		const play = at('single', ['sam']);
		expect(before(play, 'sam', ['amy'])).toBeNull();
		expect(reduce(play, 'ann', 'amy')).toBe('flow/notYours');
		expect(reduce(play, 'sam', 'amy')).toBeNull();
		expect(play.open).toEqual({ sign: ['sam'] });
	});

	it('completes the step where only the added one was waited for', () => {
		const play = at('single', ['sam']);
		expect(after(play, 'sam', ['amy'])).toBeNull();
		expect(reduce(play, 'sam', 'amy')).toBeNull();
		expect(play.open).toEqual({ next: ['next'] });
	});

	it('takes along what the added one added, and comes too late for who has signed', () => {
		const play = at('all', ['sam', 'sue']);
		expect(beside(play, 'sam', ['amy'])).toBeNull();
		expect(before(play, 'amy', ['abe'])).toBeNull();
		const amy = Object.values(play.state.tasks).find(({ assignee }) => assignee === 'amy');
		const command = { verb: 'reduce', reason: '', edgeId: null, chosen: {} } as const;
		expect(play.try('sam', { ...command, taskId: amy?.id ?? '' })).toBeNull();
		expect(play.open).toEqual({ sign: ['sam', 'sue'] });
		expect(play.try('sam', { ...command, taskId: amy?.id ?? '' })).toBe('flow/alreadyProcessed');
		expect(play.try('sam', { ...command, taskId: play.task('sam') })).toBe('flow/notAdded');
	});
});

describe('7 加分支, 16 退回出分支', () => {
	const edges: EdgeDraft[] = [
		['start', 'draft'],
		['draft', 'fork'],
		['fork', 'left'],
		['fork', 'right'],
		['left', 'join'],
		['right', 'join'],
		['join', 'next'],
		['next', 'end'],
	];
	const nodes = [
		draft,
		aNode('fork', 'fork'),
		aStep('left'),
		aStep('right'),
		aNode('join', 'join'),
		next,
	];
	const open = (flow = aFlow(nodes, edges)) => {
		const play = new Play(flow).start('ann');
		expect(play.submit('ann')).toBeNull();
		return play;
	};
	const branch = (play: Play, actor: string, nodeId = 'left') =>
		play.try(actor, {
			verb: 'addBranch',
			forkRunId: Object.keys(play.state.forks)[0] ?? 'none',
			nodeId,
			uids: ['new'],
		});

	it('the join waits for the branch that was added', () => {
		const play = open();
		expect(branch(play, 'left')).toBe('flow/notYours');
		expect(branch(play, 'ann', 'next')).toBe('flow/notInFork');
		expect(branch(play, 'ann')).toBeNull();
		expect(play.open).toEqual({ left: ['left', 'new'], right: ['right'] });
		for (const person of ['left', 'right']) expect(play.submit(person)).toBeNull();
		expect(play.open).toEqual({ left: ['new'] });
		expect(play.submit('new')).toBeNull();
		expect(play.open).toEqual({ next: ['next'] });
		expect(branch(play, 'ann')).toBe('flow/noFork');
	});

	it('a return out of a branch ends them all and forgets the join', () => {
		const play = open();
		expect(play.return('left', 'draft', true)).toBe('flow/noStraightBackOut');
		expect(play.return('left', 'right')).toBe('flow/stillInProgress');
		expect(play.return('left', 'draft')).toBeNull();
		expect(play.open).toEqual({ draft: ['ann'] });
		expect(play.state.forks).toEqual({});
	});

	it('needs the step’s leave', () => {
		const shut = aStep('left', { verbs: ['return'] });
		const [head, fork, , right, join, last] = nodes;
		if (!head || !fork || !right || !join || !last) throw new Error('six nodes');
		const play = open(aFlow([head, fork, shut, right, join, last], edges));
		expect(play.return('left', 'draft')).toBe('flow/noReturnOut');
	});

	it('after the join a return leads before the fork', () => {
		const play = open();
		for (const person of ['left', 'right']) expect(play.submit(person)).toBeNull();
		expect(play.return('next', 'draft')).toBeNull();
		expect(play.open).toEqual({ draft: ['ann'] });
	});

	it('23 收回 takes back a whole fork that nobody has touched', () => {
		const play = open();
		const mine = Object.values(play.state.tasks).find(({ assignee }) => assignee === 'ann');
		const retract = { verb: 'retract', taskId: mine?.id ?? '' } as const;
		expect(play.try('ann', retract)).toBeNull();
		expect(play.open).toEqual({ draft: ['ann'] });
		expect(play.submit('ann')).toBeNull();
		expect(play.submit('left')).toBeNull();
		expect(play.try('ann', retract)).toBe('flow/alreadyProcessed');
	});
});
