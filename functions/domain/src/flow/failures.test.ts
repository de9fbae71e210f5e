import { describe, expect, it } from 'vitest';
import { openTasks, tasksOf } from './graph.ts';
import { offers } from './offers.ts';
import { standingOpinions } from './opinions.ts';
import { aDirectory, aFlow, aNode, aStep, Play, type EdgeDraft } from './testing.ts';
import { isSound, type FlowWorld } from './soundness.ts';
import type { TrailEntry } from './model.ts';

/** A step for several people in a mode. */
const several = (id: string, mode: 'all' | 'any' | 'queue', uids: string[], rest = {}) =>
	aStep(id, { mode, handler: { by: 'person', uids }, ...rest });
const draft = aStep('draft', { handler: { by: 'initiator' } });

/** 拟稿 → 审核 → (甲会签 ‖ 乙) → 汇合后 签发, with a step before the fork. */
function parallel(rest: Partial<Parameters<typeof aStep>[1]> = {}) {
	const edges: EdgeDraft[] = [
		['start', 'draft'],
		['draft', 'check'],
		['check', 'fork'],
		['fork', 'left'],
		['fork', 'right'],
		['left', 'join'],
		['right', 'join'],
		['join', 'sign'],
		['sign', 'end'],
	];
	const nodes = [
		draft,
		aStep('check'),
		aNode('fork', 'fork'),
		several('left', 'all', ['li', 'lu'], rest),
		aStep('right'),
		aNode('join', 'join'),
		aStep('sign'),
	];
	return new Play(aFlow(nodes, edges)).start('ann');
}

/** Lets a list of people submit, each without complaint. */
function submit(play: Play, ...people: string[]): void {
	for (const person of people) expect(play.submit(person), person).toBeNull();
}

describe('shapes that break other engines', () => {
	it('1 a return out of a parallel 会签 leaves one task at the target (flowable #4046, #2259)', () => {
		const play = parallel();
		submit(play, 'ann', 'check', 'li');
		expect(play.return('lu', 'check')).toBeNull();
		expect(play.open).toEqual({ check: ['check'] });
		expect(Object.keys(play.state.tokens)).toHaveLength(1);
		expect(play.state.pendingJoins).toEqual({});
		submit(play, 'check');
		expect(play.open).toEqual({ left: ['li', 'lu'], right: ['right'] });
	});

	it('2 from 会签 back to 会签 the target has active tasks (flowable #3944)', () => {
		const play = new Play(
			aFlow([
				draft,
				several('first', 'all', ['fay', 'fox']),
				several('second', 'all', ['sam', 'sue']),
			]),
		).start('ann');
		submit(play, 'ann', 'fay', 'fox', 'sam');
		expect(play.return('sue', 'first')).toBeNull();
		expect(play.open).toEqual({ first: ['fay', 'fox'] });
	});

	it('3 after a return the condition of the 会签 holds again (flowable #2669)', () => {
		const play = new Play(aFlow([draft, several('sign', 'all', ['sam', 'sue']), aStep('next')]));
		play.start('ann');
		submit(play, 'ann', 'sam');
		expect(play.return('sue', 'draft')).toBeNull();
		submit(play, 'ann', 'sam');
		expect(play.open).toEqual({ sign: ['sue'] });
		submit(play, 'sue');
		expect(play.open).toEqual({ next: ['next'] });
	});

	it('4 a return within one branch does not hang the join (flowable #1641)', () => {
		const edges: EdgeDraft[] = [
			['start', 'draft'],
			['draft', 'fork'],
			['fork', 'one'],
			['one', 'two'],
			['two', 'join'],
			['fork', 'other'],
			['other', 'join'],
			['join', 'last'],
			['last', 'end'],
		];
		const nodes = [aNode('fork', 'fork'), aNode('join', 'join')];
		const steps = ['one', 'two', 'other', 'last'].map((id) => aStep(id));
		const play = new Play(aFlow([draft, ...nodes, ...steps], edges)).start('ann');
		submit(play, 'ann', 'other', 'one');
		expect(play.return('two', 'one')).toBeNull();
		submit(play, 'one', 'two');
		expect(play.open).toEqual({ last: ['last'] });
		submit(play, 'last');
		expect(play.state.status).toBe('closed');
	});

	it('5 the clock survives a return: the new task has a limit of its own (RVP #1018)', () => {
		const due = { amount: 8, unit: 'hours' } as const;
		const play = new Play(
			aFlow([aStep('draft', { handler: { by: 'initiator' }, due }), aStep('next')]),
		);
		play.start('ann');
		submit(play, 'ann');
		play.wait(20);
		expect(play.return('next', 'draft')).toBeNull();
		const [task] = openTasks(play.state);
		expect(task?.dueAt?.getTime()).toBe((task?.openedAt.getTime() ?? 0) + 8 * 3_600_000);
		expect(task?.rung).toBe(0);
	});

	it('6 returns one after the other go one step each (codingapi #183)', () => {
		const play = new Play(aFlow([draft, aStep('b'), aStep('c'), aStep('d')])).start('ann');
		submit(play, 'ann', 'b', 'c');
		for (const [from, to] of [
			['d', 'c'],
			['c', 'b'],
			['b', 'draft'],
		] as const) {
			const targets = offers(play.flow, play.state, play.context(from)).returnTargets;
			expect(targets[0]?.nodeId).toBe(to);
			expect(play.return(from, to)).toBeNull();
		}
		expect(play.open).toEqual({ draft: ['ann'] });
	});

	it('7 a 会签 member who returns to the initiator does not move the case on (AntFlow PR #7)', () => {
		const play = new Play(aFlow([draft, several('sign', 'all', ['sam', 'sue']), aStep('next')]));
		play.start('ann');
		submit(play, 'ann', 'sam');
		expect(play.return('sue', 'draft')).toBeNull();
		expect(play.open).toEqual({ draft: ['ann'] });
		expect(Object.values(play.state.runs).some(({ nodeId }) => nodeId === 'next')).toBe(false);
	});

	it('8 only steps that were walked can be returned to (RVP #982)', () => {
		const edges: EdgeDraft[] = [
			['start', 'draft'],
			['draft', 'a', '甲'],
			['draft', 'b', '乙'],
			['a', 'end'],
			['b', 'end'],
		];
		const play = new Play(aFlow([draft, aStep('a'), aStep('b')], edges)).start('ann');
		expect(play.submit('ann', { edgeId: 'e2' })).toBeNull();
		const { returnTargets } = offers(play.flow, play.state, play.context('b'));
		expect(returnTargets.map(({ nodeId }) => nodeId)).toEqual(['draft']);
		expect(play.return('b', 'a')).toBe('flow/notWalked');
	});

	it('9 a return while added signers are there takes them along (RVP PR #566, CordysCRM PR #3574)', () => {
		const play = new Play(aFlow([draft, several('sign', 'all', ['sam', 'sue'])])).start('ann');
		submit(play, 'ann');
		play.do('sam', {
			verb: 'addBefore',
			taskId: play.task('sam'),
			uids: ['amy', 'abe'],
			turns: 'all',
			words: '',
		});
		expect(play.return('sue', 'draft')).toBeNull();
		expect(play.open).toEqual({ draft: ['ann'] });
		// And from an added signer's hand.
		submit(play, 'ann');
		play.do('sam', {
			verb: 'addBefore',
			taskId: play.task('sam'),
			uids: ['amy'],
			turns: 'all',
			words: '',
		});
		expect(play.return('amy', 'draft')).toBeNull();
		expect(play.open).toEqual({ draft: ['ann'] });
		submit(play, 'ann');
		expect(play.open).toEqual({ sign: ['sam', 'sue'] });
	});

	it('10 what is handed in again goes straight to the returner (loonflow #483, #282)', () => {
		const play = new Play(
			aFlow([draft, aStep('b'), several('sign', 'all', ['sam', 'sue', 'sid'])]),
		);
		play.start('ann');
		submit(play, 'ann', 'b', 'sam');
		expect(play.return('sue', 'draft', true)).toBeNull();
		expect(play.open).toEqual({ draft: ['ann'] });
		submit(play, 'ann');
		// Sam's verdict stands; Sid had not been heard yet and still must be.
		expect(play.open).toEqual({ sign: ['sid', 'sue'] });
		submit(play, 'sue', 'sid');
		expect(play.state.status).toBe('closed');
	});

	it('11 agreement and refusal pressed at the same moment: one wins, the other is told (steedos #1890)', () => {
		const play = new Play(
			aFlow([draft, several('sign', 'any', ['sam', 'sue'], { disagree: 'terminate' })]),
		).start('ann');
		submit(play, 'ann');
		const [hers, his] = [play.task('sue'), play.task('sam')];
		const onward = { edgeId: null, chosen: {} };
		const yes = {
			verb: 'submit',
			taskId: his,
			opinion: '同意',
			verdict: 'agree',
			...onward,
		} as const;
		play.do('sam', yes);
		const no = {
			verb: 'submit',
			taskId: hers,
			opinion: '不可',
			verdict: 'disagree',
			...onward,
		} as const;
		expect(play.try('sue', no)).toBe('flow/closed');
		expect(play.state.tasks[hers]?.reason).toBe('已由sam办理');
		expect(play.try('sam', { verb: 'retract', taskId: his })).toBe('flow/closed');
	});

	it('12 the record says 退回 where it was returned, and the opinion stays (steedos #1376)', () => {
		const play = new Play(aFlow([draft, aStep('b')])).start('ann');
		submit(play, 'ann');
		expect(play.return('b', 'draft')).toBeNull();
		const last = play.trail.at(-1);
		expect(last).toMatchObject({
			verb: 'return',
			opinion: '请修改',
			note: '退回至draft',
			to: ['ann'],
		});
		const trail = play.trail.map((entry, seq) => ({ ...entry, seq })) as unknown as TrailEntry[];
		expect(standingOpinions(trail)[0]).toMatchObject({ verb: 'return', opinion: '请修改' });
		const run = Object.values(play.state.runs).find(({ nodeId }) => nodeId === 'b');
		expect(tasksOf(play.state, run?.id ?? '')[0]?.status).toBe('returned');
	});

	it('13 a flow for which there is no form cannot be published (o2oa #109)', () => {
		const none = new Set<string>();
		const modules = new Set(['document']);
		const ids = { roleIds: none, postIds: none, unitIds: none };
		const world: FlowWorld = { directory: aDirectory(), ...ids, flows: new Map(), modules };
		const alone = aStep('draft', { handler: { by: 'initiator' }, verbs: [] });
		expect(isSound(aFlow([alone]), world)).toBe(true);
		expect(isSound(aFlow([alone], undefined, { module: 'ghost' }), world)).toBe(false);
	});
});
