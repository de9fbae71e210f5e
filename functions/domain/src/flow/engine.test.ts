import { openTasks } from './graph.ts';
import { describe, expect, it } from 'vitest';
import { aDirectory, aFlow, aStep, Play } from './testing.ts';

const initiator = { by: 'initiator' } as const;
const draft = aStep('draft', { handler: initiator });

function chain(): Play {
	return new Play(aFlow([draft, aStep('amy'), aStep('bob'), aStep('cat')])).start('dan');
}

describe('1 提交', () => {
	it('moves the case to the next step and from draft to running', () => {
		const play = chain();
		expect(play.state.status).toBe('draft');
		expect(play.submit('dan')).toBeNull();
		expect(play.state.status).toBe('running');
		expect(play.open).toEqual({ amy: ['amy'] });
	});

	it('closes the case at the end', () => {
		const play = chain();
		for (const who of ['dan', 'amy', 'bob', 'cat']) expect(play.submit(who)).toBeNull();
		expect(play.state.status).toBe('closed');
		expect(play.open).toEqual({});
		expect(play.submit('cat')).toBe('flow/closed');
	});

	it('is refused to anybody but the holder', () => {
		const play = chain();
		const taskId = play.task('dan');
		const stolen = { verb: 'submit', taskId, edgeId: null, chosen: {}, opinion: '' } as const;
		expect(play.try('amy', stolen)).toBe('flow/notYours');
	});

	it('is refused twice for one task, saying who was first', () => {
		const play = chain();
		const taskId = play.task('dan');
		const command = { verb: 'submit', taskId, edgeId: null, chosen: {}, opinion: '' } as const;
		play.do('dan', command);
		expect(play.try('dan', command)).toBe('flow/taskClosed');
	});

	it('demands the opinion where the step requires one', () => {
		const flow = aFlow([draft, aStep('amy', { opinion: 'required' })]);
		const play = new Play(flow).start('dan');
		play.submit('dan');
		expect(play.submit('amy', { opinion: '  ' })).toBe('flow/opinionMissing');
		expect(play.submit('amy', { opinion: '同意' })).toBeNull();
	});

	it('demands the duties of the step', () => {
		const play = new Play(aFlow([draft, aStep('amy', { duties: ['number'] })])).start('dan');
		play.submit('dan');
		expect(play.submit('amy')).toBe('flow/duty-number');
		play.duties.add('number');
		expect(play.submit('amy')).toBeNull();
	});

	it('asks which way where several edges leave', () => {
		const flow = aFlow(
			[draft, aStep('amy'), aStep('bob')],
			[
				['start', 'draft'],
				['draft', 'amy', '送甲'],
				['draft', 'bob', '送乙'],
				['amy', 'end'],
				['bob', 'end'],
			],
		);
		const play = new Play(flow).start('dan');
		expect(play.submit('dan')).toBe('flow/chooseNext');
		expect(play.submit('dan', { edgeId: 'e2' })).toBeNull();
		expect(play.open).toEqual({ bob: ['bob'] });
	});
});

describe('who handles a step', () => {
	const roles = { heads: ['h1', 'h2'], u: ['boss'] };

	it('is the head of the drafter’s unit', () => {
		const flow = aFlow([draft, aStep('head', { handler: { by: 'unitHead', unitId: null } })]);
		const play = new Play(flow, aDirectory(roles)).start('dan', 'u');
		play.submit('dan');
		expect(play.open).toEqual({ head: ['boss'] });
	});

	it('is chosen at run time among the role’s holders, as many as allowed', () => {
		const handler = { by: 'chosen', fromRoleId: 'heads', min: 1, max: 2 } as const;
		const flow = aFlow([draft, aStep('sign', { handler, mode: 'all' })]);
		const play = new Play(flow, aDirectory(roles)).start('dan');
		expect(play.submit('dan')).toBe('flow/chooseHandler');
		expect(play.submit('dan', { chosen: { sign: ['eve'] } })).toBe('flow/badHandler');
		expect(play.submit('dan', { chosen: { sign: ['h1', 'h2'] } })).toBeNull();
		expect(play.open).toEqual({ sign: ['h1', 'h2'] });
	});

	it('is one chosen holder where a single step has several candidates', () => {
		const flow = aFlow([draft, aStep('one', { handler: { by: 'role', roleId: 'heads' } })]);
		const play = new Play(flow, aDirectory(roles)).start('dan');
		expect(play.submit('dan')).toBe('flow/chooseHandler');
		expect(play.submit('dan', { chosen: { one: ['h2'] } })).toBeNull();
		expect(play.open).toEqual({ one: ['h2'] });
	});

	it('is never nobody: the submit is refused and the case stays', () => {
		const flow = aFlow([draft, aStep('lost', { handler: { by: 'role', roleId: 'none' } })]);
		const play = new Play(flow).start('dan');
		expect(play.submit('dan')).toBe('flow/noHandler');
		expect(play.open).toEqual({ draft: ['dan'] });
	});

	it('is never a disabled person', () => {
		const flow = aFlow([draft, aStep('amy')]);
		const play = new Play(flow, aDirectory({}, [], ['amy'])).start('dan');
		expect(play.submit('dan')).toBe('flow/noHandler');
	});
});

describe('2 串签, 3 会签, 4 或签', () => {
	const three = { handler: { by: 'person' as const, uids: ['p', 'q', 'r'] } };
	function at(mode: 'queue' | 'all' | 'any'): Play {
		const play = new Play(aFlow([draft, aStep('sign', { ...three, mode }), aStep('amy')]));
		play.start('dan').submit('dan');
		return play;
	}

	it('串签 opens one after the other', () => {
		const play = at('queue');
		expect(play.open).toEqual({ sign: ['p'] });
		expect(play.submit('p')).toBeNull();
		expect(play.open).toEqual({ sign: ['q'] });
		const waiting = Object.values(play.state.tasks).find((task) => task.assignee === 'r');
		const early = { verb: 'submit', edgeId: null, chosen: {}, opinion: '' } as const;
		expect(play.try('r', { ...early, taskId: waiting?.id ?? '' })).toBe('flow/notYourTurn');
		play.submit('q');
		play.submit('r');
		expect(play.open).toEqual({ amy: ['amy'] });
	});

	it('会签 waits for all', () => {
		const play = at('all');
		expect(play.open).toEqual({ sign: ['p', 'q', 'r'] });
		play.submit('q');
		play.submit('p');
		expect(play.open).toEqual({ sign: ['r'] });
		play.submit('r');
		expect(play.open).toEqual({ amy: ['amy'] });
	});

	it('或签 is done by the first; the others learn by whom', () => {
		const play = at('any');
		const late = play.task('r');
		play.submit('q');
		expect(play.open).toEqual({ amy: ['amy'] });
		expect(play.state.tasks[late]?.reason).toBe('已由q办理');
	});
});

describe('12–15 退回', () => {
	it('goes to a step that was walked, for the people who did it, and replays step by step', () => {
		const play = chain();
		for (const who of ['dan', 'amy', 'bob']) play.submit(who);
		expect(play.return('cat', 'amy')).toBeNull();
		expect(play.open).toEqual({ amy: ['amy'] });
		play.submit('amy');
		expect(play.open).toEqual({ bob: ['bob'] });
	});

	it('straight back goes from the drafter directly to the returner', () => {
		const play = chain();
		for (const who of ['dan', 'amy', 'bob']) play.submit(who);
		expect(play.return('cat', 'draft', true)).toBeNull();
		expect(play.open).toEqual({ draft: ['dan'] });
		expect(play.submit('dan')).toBeNull();
		expect(play.open).toEqual({ cat: ['cat'] });
		play.submit('cat');
		expect(play.state.status).toBe('closed');
	});

	it('consecutive returns go one step each', () => {
		const play = chain();
		for (const who of ['dan', 'amy', 'bob']) play.submit(who);
		play.return('cat', 'bob');
		play.return('bob', 'amy');
		expect(play.open).toEqual({ amy: ['amy'] });
		expect(play.return('amy', 'draft')).toBeNull();
		expect(play.open).toEqual({ draft: ['dan'] });
	});

	it('offers no step that was never visited', () => {
		const play = chain();
		play.submit('dan');
		expect(play.return('amy', 'bob')).toBe('flow/notWalked');
		expect(play.return('amy', 'cat')).toBe('flow/notWalked');
	});

	it('inside a 会签 ends the whole step; all members are asked again', () => {
		const sign = aStep('sign', { mode: 'all', handler: { by: 'person', uids: ['p', 'q'] } });
		const play = new Play(aFlow([draft, sign])).start('dan');
		play.submit('dan');
		play.submit('p', { opinion: '同意' });
		expect(play.return('q', 'draft')).toBeNull();
		expect(play.open).toEqual({ draft: ['dan'] });
		play.submit('dan');
		expect(play.open).toEqual({ sign: ['p', 'q'] });
		expect(Object.values(play.state.tasks).some((task) => task.opinion === '同意')).toBe(true);
	});

	it('from a 会签 to a 会签 leaves tasks for everybody who signed', () => {
		const one = aStep('one', { mode: 'all', handler: { by: 'person', uids: ['a', 'b'] } });
		const two = aStep('two', { mode: 'all', handler: { by: 'person', uids: ['c', 'd'] } });
		const play = new Play(aFlow([draft, one, two])).start('dan');
		for (const who of ['dan', 'a', 'b', 'c']) play.submit(who);
		expect(play.return('d', 'one')).toBeNull();
		expect(play.open).toEqual({ one: ['a', 'b'] });
		play.submit('a');
		play.submit('b');
		expect(play.open).toEqual({ two: ['c', 'd'] });
	});

	it('needs a reason and a step that allows it', () => {
		const play = new Play(aFlow([draft, aStep('amy', { verbs: [] })])).start('dan');
		play.submit('dan');
		expect(play.return('amy', 'draft')).toBe('flow/noReturn');
		const allowed = chain();
		allowed.submit('dan');
		const empty = { verb: 'return', toNodeId: 'draft', straightBack: false, reason: ' ' } as const;
		expect(allowed.try('amy', { ...empty, taskId: allowed.task('amy') })).toBe(
			'flow/reasonMissing',
		);
	});
});

describe('18 转交, 21 传阅, 23 收回, 31 催办, 33 终止', () => {
	it('转交 passes the task on, but not to somebody already there', () => {
		const sign = aStep('sign', { mode: 'all', handler: { by: 'person', uids: ['p', 'q'] } });
		const play = new Play(aFlow([draft, sign])).start('dan');
		play.submit('dan');
		const to = (uid: string) =>
			play.try('p', { verb: 'transfer', taskId: play.task('p'), uid, opinion: '' });
		expect(to('q')).toBe('flow/alreadyOnStep');
		expect(to('zoe')).toBeNull();
		expect(play.open).toEqual({ sign: ['q', 'zoe'] });
	});

	it('传阅 leaves the token alone and asks nobody twice', () => {
		const play = chain();
		const send = { verb: 'circulate', uids: ['x', 'y'], remark: '请阅' } as const;
		expect(play.try('dan', send)).toBe('flow/draftNotCirculated');
		play.submit('dan');
		expect(play.try('amy', send)).toBeNull();
		expect(play.try('amy', send)).toBe('flow/noReader');
		expect(play.open).toEqual({ amy: ['amy'] });
		const read = Object.values(play.state.reads).find((each) => each.reader === 'x');
		const done = { verb: 'read', readId: read?.id ?? '', remark: '已阅' } as const;
		expect(play.try('y', done)).toBe('flow/notYours');
		expect(play.try('x', done)).toBeNull();
		expect(play.try('x', done)).toBe('flow/alreadyRead');
	});

	it('收回 brings the task back with its opinion while nobody has acted', () => {
		const play = chain();
		const taskId = play.task('dan');
		play.submit('dan', { opinion: '请审' });
		// Row 23: nor may anybody on the next step have put words aside (暂存).
		play.begun = new Set(openTasks(play.state).map(({ id }) => id));
		expect(play.try('dan', { verb: 'retract', taskId })).toBe('flow/alreadyBegun');
		play.begun.clear();
		expect(play.try('dan', { verb: 'retract', taskId })).toBeNull();
		expect(play.open).toEqual({ draft: ['dan'] });
		expect(play.state.tasks[taskId]?.opinion).toBe('请审');
		play.submit('dan');
		play.submit('amy');
		expect(play.try('dan', { verb: 'retract', taskId })).toBe('flow/alreadyProcessed');
	});

	it('收回 works again after the task was handed in again', () => {
		const play = chain();
		const taskId = play.task('dan');
		for (let round = 0; round < 2; round++) {
			play.submit('dan');
			expect(play.try('dan', { verb: 'retract', taskId })).toBeNull();
			expect(play.open).toEqual({ draft: ['dan'] });
		}
	});

	it('收回 is for the one whose act completed the step', () => {
		const sign = aStep('sign', { mode: 'all', handler: { by: 'person', uids: ['p', 'q'] } });
		const play = new Play(aFlow([draft, sign, aStep('amy')])).start('dan');
		play.submit('dan');
		const [first, last] = [play.task('p'), play.task('q')];
		play.submit('p');
		play.submit('q');
		expect(play.try('p', { verb: 'retract', taskId: first })).toBe('flow/notCompleter');
		expect(play.try('q', { verb: 'retract', taskId: last })).toBeNull();
		expect(play.open).toEqual({ sign: ['q'] });
	});

	it('a pending straight-back return forbids 转交 and 收回 to its receiver', () => {
		const play = chain();
		play.submit('dan');
		play.submit('amy');
		play.return('bob', 'amy', true);
		const taskId = play.task('amy');
		expect(play.try('amy', { verb: 'transfer', taskId, uid: 'zoe', opinion: '' })).toBe(
			'flow/pendingStraightBack',
		);
		play.submit('amy');
		expect(play.open).toEqual({ bob: ['bob'] });
		expect(play.try('amy', { verb: 'retract', taskId })).toBe('flow/pendingStraightBack');
	});

	it('催办 is for those who handled the case, and counts on the task', () => {
		const play = chain();
		play.submit('dan');
		expect(play.try('eve', { verb: 'urge', message: '' })).toBe('flow/mayNotUrge');
		expect(play.try('amy', { verb: 'urge', message: '' })).toBe('flow/mayNotUrge');
		expect(play.try('dan', { verb: 'urge', message: '请尽快' })).toBeNull();
		expect(play.state.tasks[play.task('amy')]?.urged).toBe(1);
	});

	it('终止 leaves no open task and keeps the trail', () => {
		const play = chain();
		play.submit('dan');
		expect(play.try('eve', { verb: 'terminate', reason: '撤' })).toBe('flow/mayNotTerminate');
		play.supervisors.add('eve');
		expect(play.try('eve', { verb: 'terminate', reason: '' })).toBe('flow/reasonMissing');
		expect(play.try('eve', { verb: 'terminate', reason: '重复' })).toBeNull();
		expect(play.open).toEqual({});
		expect(play.submit('amy')).toBe('flow/terminated');
	});
});

describe('6 并发分支', () => {
	function forked(): Play {
		const flow = aFlow(
			[draft, aStep('amy'), aStep('amy2'), aStep('bob'), aStep('cat')],
			[
				['start', 'draft'],
				['draft', 'fork'],
				['fork', 'amy'],
				['fork', 'bob'],
				['amy', 'amy2'],
				['amy2', 'join'],
				['bob', 'join'],
				['join', 'cat'],
				['cat', 'end'],
			],
		);
		flow.nodes.push(
			{ id: 'fork', kind: 'fork', name: '分' },
			{ id: 'join', kind: 'join', name: '合' },
		);
		const play = new Play(flow).start('dan');
		play.submit('dan');
		return play;
	}

	it('opens one token per branch and joins when all have arrived', () => {
		const play = forked();
		expect(play.open).toEqual({ amy: ['amy'], bob: ['bob'] });
		play.submit('bob');
		expect(play.open).toEqual({ amy: ['amy'] });
		play.submit('amy');
		play.submit('amy2');
		expect(play.open).toEqual({ cat: ['cat'] });
		play.submit('cat');
		expect(play.state.status).toBe('closed');
	});

	it('a return into one branch leaves the other alone and the join still fires once', () => {
		const play = forked();
		play.submit('amy');
		expect(play.return('amy2', 'amy')).toBeNull();
		expect(play.open).toEqual({ amy: ['amy'], bob: ['bob'] });
		play.submit('bob');
		play.submit('amy');
		play.submit('amy2');
		expect(play.open).toEqual({ cat: ['cat'] });
	});
});
