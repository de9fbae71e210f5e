import { describe, expect, it } from 'vitest';
import { isInForce, principalsOf, proxiesOf, type Delegation } from './delegation.ts';
import { openTasks } from './graph.ts';
import { SYSTEM } from './scene.ts';
import { aDirectory, aFlow, aStep, Play } from './testing.ts';
import { subNodeSchema, type StepDraft } from './definition.ts';

const draft = aStep('draft', { handler: { by: 'initiator' } });
const next = aStep('next');
const onward = { edgeId: null, chosen: {} };

function at(rest: Partial<StepDraft> = {}, flow = {}): Play {
	const play = new Play(aFlow([draft, aStep('sam', rest), next], undefined, flow)).start('ann');
	expect(play.submit('ann')).toBeNull();
	play.supervisors = new Set(['boss', 'chief']);
	return play;
}

describe('19 委派', () => {
	const ask = (play: Play, uid: string, question = '可行吗？') =>
		play.try('sam', { verb: 'delegate', taskId: play.task('sam'), uid, question });

	it('asks one person, who answers, and the task comes back', () => {
		const play = at();
		expect(ask(play, 'amy', ' ')).toBe('flow/questionMissing');
		expect(ask(play, 'amy')).toBeNull();
		expect(play.open).toEqual({ sam: ['amy'] });
		expect(play.submit('amy')).toBe('flow/answerMissing');
		expect(play.return('amy', 'draft')).toBe('flow/onlyAnswer');
		const further = { verb: 'delegate', uid: 'abe', question: '?' } as const;
		expect(play.try('amy', { ...further, taskId: play.task('amy') })).toBe('flow/onlyAnswer');
		expect(play.submit('amy', { opinion: '可行' })).toBeNull();
		expect(play.trail.at(-1)).toMatchObject({ verb: 'answer', opinion: '可行', to: ['sam'] });
		expect(play.open).toEqual({ sam: ['sam'] });
		expect(ask(play, 'amy')).toBeNull();
	});
});

describe('20 代办委托', () => {
	const delegation: Delegation = {
		id: 'd1',
		principal: 'sam',
		principalName: 'sam',
		proxy: 'pat',
		proxyName: 'pat',
		from: new Date(1000),
		until: new Date(2000),
		flowIds: ['flow'],
		reason: '出差',
		createdBy: 'sam',
		createdByName: 'sam',
		createdAt: new Date(0),
		endedAt: null,
		endedBy: null,
		nextAt: null,
		cursor: null,
	};

	it('holds within its window, for its flows, until it is ended', () => {
		const holds = (at: number, flowId = 'flow', rest = {}) =>
			isInForce({ ...delegation, ...rest }, new Date(at), flowId);
		expect([999, 1000, 1999, 2000].map((at) => holds(at))).toEqual([false, true, true, false]);
		expect(holds(1500, 'other')).toBe(false);
		expect(holds(1500, 'other', { flowIds: [] })).toBe(true);
		expect(holds(1500, 'flow', { endedAt: new Date(1200) })).toBe(false);
		expect(principalsOf([delegation], 'pat', 'flow', new Date(1500))).toEqual(new Set(['sam']));
		expect(proxiesOf([delegation], 'sam', 'flow', new Date(2000))).toEqual([]);
	});

	it('(g) a proxy acts in the principal’s name, never after the window, and passes nothing on', () => {
		const play = at();
		expect(play.submit('pat', { for: 'sam' })).toBe('flow/notYours');
		play.proxies = { pat: ['sam'], zoe: ['pat'] };
		expect(play.submit('zoe', { for: 'sam' })).toBe('flow/notYours');
		expect(play.submit('pat', { for: 'sam', opinion: '同意' })).toBeNull();
		expect(play.trail.at(-1)).toMatchObject({ actor: 'pat', onBehalfOf: 'sam', opinion: '同意' });
		const task = Object.values(play.state.tasks).find(({ assignee }) => assignee === 'sam');
		expect(task).toMatchObject({ status: 'done', actedBy: 'pat' });
	});
});

describe('38 代录, 39 离职交接', () => {
	it('a clerk records what was decided on paper, with its scan', () => {
		const play = at();
		play.recorders = new Set(['clerk']);
		const record = {
			verb: 'proxyRecord',
			taskId: play.task('sam'),
			opinion: '同意',
			...onward,
		} as const;
		expect(play.try('ann', { ...record, scan: 'f1' })).toBe('flow/mayNotRecord');
		expect(play.try('clerk', { ...record, scan: '' })).toBe('flow/scanMissing');
		expect(play.try('clerk', { ...record, scan: 'f1' })).toBeNull();
		expect(play.trail.at(-1)).toMatchObject({ verb: 'proxyRecord', onBehalfOf: 'sam' });
		expect(play.open).toEqual({ next: ['next'] });
	});

	it('all that somebody holds goes to another, returns that lead to them included', () => {
		const play = at();
		expect(play.return('sam', 'draft', true)).toBeNull();
		expect(play.try('boss', { verb: 'handover', from: 'sam', to: 'new' })).toBe('flow/nothingHeld');
		expect(play.try('ann', { verb: 'handover', from: 'ann', to: 'new' })).toBe('flow/mayNotManage');
		expect(play.try('boss', { verb: 'handover', from: 'ann', to: 'new' })).toBeNull();
		expect(play.open).toEqual({ draft: ['new'] });
		expect(play.submit('new')).toBeNull();
		expect(play.open).toEqual({ sam: ['sam'] });
		play.do('sam', { verb: 'circulate', uids: ['leo'], remark: '' });
		expect(play.try('boss', { verb: 'handover', from: 'leo', to: 'new' })).toBeNull();
		expect(Object.values(play.state.reads).find(({ status }) => status === 'unread')?.reader).toBe(
			'new',
		);
	});
});

describe('22 征求意见, 24 撤销, 25 跳转', () => {
	it('a question waits for an answer outside the verdict, or is withdrawn', () => {
		const play = at();
		const ask = { verb: 'ask', uids: ['leo', 'lea'], question: '有何意见？' } as const;
		expect(play.try('ann', ask)).toBe('flow/mayNotAsk');
		expect(play.try('sam', ask)).toBeNull();
		const [leo = '', lea = ''] = Object.keys(play.state.reads);
		expect(play.try('leo', { verb: 'read', readId: leo, remark: '' })).toBe('flow/answerMissing');
		expect(play.try('leo', { verb: 'read', readId: leo, remark: '无' })).toBeNull();
		expect(play.trail.at(-1)).toMatchObject({ verb: 'answer', opinion: '无', printed: false });
		expect(play.try('sam', { verb: 'withdraw', readId: lea })).toBeNull();
		expect(play.try('lea', { verb: 'read', readId: lea, remark: '晚' })).toBe('flow/readWithdrawn');
		expect(play.open).toEqual({ sam: ['sam'] });
	});

	it('the initiator revokes while nobody else has acted', () => {
		const revoke = { verb: 'revoke', reason: '重复' } as const;
		const play = at();
		expect(play.try('sam', revoke)).toBe('flow/notInitiator');
		expect(play.submit('sam')).toBeNull();
		expect(play.try('ann', revoke)).toBe('flow/cannotRevoke');
		const early = at();
		expect(early.try('ann', revoke)).toBeNull();
		expect(early.state.status).toBe('revoked');
		expect(early.try('sam', { verb: 'urge', message: '' })).toBe('flow/revoked');
		const always = at({}, { revocable: 'always' });
		expect(always.submit('sam')).toBeNull();
		expect(always.try('ann', revoke)).toBeNull();
	});

	it('a step that was skipped has asked nobody, and does not keep the initiator from revoking', () => {
		const empty = aStep('empty', { handler: { by: 'role', roleId: 'none' }, nobody: 'skip' });
		const play = new Play(aFlow([draft, empty, next])).start('ann');
		expect(play.submit('ann')).toBeNull();
		expect(play.open).toEqual({ next: ['next'] });
		expect(play.try('ann', { verb: 'revoke', reason: '重复' })).toBeNull();
	});

	it('a reroute needs a reason and a second person, and is stale once the case has moved', () => {
		const play = at();
		const propose = { verb: 'reroute', tokenIds: [], toNodeId: 'next', uids: ['who'] } as const;
		expect(play.try('ann', { ...propose, reason: '急' })).toBe('flow/mayNotManage');
		expect(play.try('boss', { ...propose, reason: '' })).toBe('flow/reasonMissing');
		expect(play.try('boss', { ...propose, reason: '急' })).toBeNull();
		expect(play.try('chief', { ...propose, reason: '急' })).toBe('flow/reroutePending');
		const settle = { verb: 'settleReroute', accept: true, words: '' } as const;
		expect(play.try('boss', settle)).toBe('flow/secondPerson');
		expect(play.open).toEqual({ sam: ['sam'] });
		expect(play.try('chief', settle)).toBeNull();
		expect(play.open).toEqual({ next: ['who'] });
		expect(play.try('chief', settle)).toBe('flow/noReroute');
		const closed = at({}, { reroutable: false });
		expect(closed.try('boss', { ...propose, reason: '急' })).toBe('flow/notReroutable');
	});
});

describe('33 终止 作废, 34 唤醒, 35 强制办结', () => {
	const why = { reason: '原因' };

	it('end, void and wake a case, each with a reason, by supervisors alone', () => {
		const play = at();
		expect(play.try('ann', { verb: 'forceEnd', ...why })).toBe('flow/mayNotManage');
		expect(play.try('boss', { verb: 'void', ...why })).toBe('flow/notEnded');
		expect(play.try('boss', { verb: 'forceEnd', ...why })).toBeNull();
		expect(play.state).toMatchObject({ status: 'closed', forced: true });
		const wake = { verb: 'resume', toNodeId: 'sam', uids: [], ...why } as const;
		play.duties = new Set(['archive']);
		expect(play.try('boss', wake)).toBe('flow/archived');
		play.duties = new Set();
		expect(play.try('boss', wake)).toBeNull();
		expect(play.open).toEqual({ sam: ['sam'] });
		expect(play.state).toMatchObject({ status: 'running', forced: false });
		for (const person of ['sam', 'next']) expect(play.submit(person)).toBeNull();
		expect(play.try('boss', { verb: 'void', ...why })).toBeNull();
		expect(play.try('boss', wake)).toBe('flow/notEnded');
	});
});

describe('28 提醒, 29 超时, 30 挂起', () => {
	const due = { amount: 8, unit: 'hours' } as const;
	const expire = (play: Play) =>
		play.try(SYSTEM, { verb: 'expire', taskId: openTasks(play.state)[0]?.id ?? '' });

	it('time climbs each rung once, and nobody else may', () => {
		const play = at({ due });
		const remind = { verb: 'remind', taskId: play.task('sam'), rung: 1, to: ['sam'] } as const;
		expect(play.try('boss', remind)).toBe('flow/onlySystem');
		expect(play.try(SYSTEM, remind)).toBeNull();
		expect(play.try(SYSTEM, remind)).toBe('flow/alreadyReminded');
		expect(expire(play)).toBe('flow/notDue');
	});

	it('an overdue step is told of, handed up, returned or submitted, as it says', () => {
		const wait = (onExpire: StepDraft['onExpire'], rest: Partial<StepDraft> = {}) => {
			const play = at({ due, onExpire, ...rest });
			play.wait(9);
			expect(expire(play)).toBeNull();
			return play;
		};
		expect(wait('remind').trail.at(-1)?.to).toEqual(['sam']);
		expect(wait('escalate').trail.at(-1)?.to).toEqual(['sam', 'boss']);
		expect(wait('return').open).toEqual({ draft: ['ann'] });
		expect(wait('submit', { personal: false }).open).toEqual({ next: ['next'] });
		expect(wait('submit', { personal: false }).trail.at(-1)).toMatchObject({
			verb: 'expire',
			actor: SYSTEM,
		});
	});

	it('time never signs: what signs, is done in person, or by several, is only told of', () => {
		const several: StepDraft['handler'] = { by: 'person', uids: ['sam', 'sue'] };
		for (const rest of [
			{ personal: true },
			{ personal: false, effect: 'sign' },
			{ personal: false, mode: 'all', handler: several },
			{ personal: false, mode: 'queue', handler: several },
			{ personal: false, duties: ['seal'] },
		] satisfies Partial<StepDraft>[]) {
			const play = at({ due, onExpire: 'submit', ...rest });
			play.wait(9);
			expect(expire(play)).toBeNull();
			expect(play.open['sam']).toContain('sam');
			expect(expire(play)).toBe('flow/alreadyReminded');
		}
	});

	it('the clock stands while the task is paused, and the time is added', () => {
		const play = at({ due });
		const taskId = play.task('sam');
		const before = play.state.tasks[taskId]?.dueAt?.getTime() ?? 0;
		expect(play.try('sam', { verb: 'continue', taskId })).toBe('flow/notPaused');
		expect(play.try('sam', { verb: 'pause', taskId, cause: '' })).toBe('flow/reasonMissing');
		expect(play.try('sam', { verb: 'pause', taskId, cause: '待补材料' })).toBeNull();
		play.wait(24);
		expect(expire(play)).toBe('flow/alreadyPaused');
		expect(play.try('sam', { verb: 'continue', taskId })).toBeNull();
		const later = play.state.tasks[taskId]?.dueAt?.getTime() ?? 0;
		expect(later - before).toBeGreaterThanOrEqual(24 * 3_600_000);
	});
});

describe('27 子流程', () => {
	const sub = (rest: object) =>
		subNodeSchema.parse({ id: 'sub', kind: 'sub', name: '核查', flowId: 'child', ...rest });
	const begun = (rest: object = {}) => {
		const play = new Play(aFlow([draft, sub(rest), next]), aDirectory()).start('ann');
		expect(play.submit('ann')).toBeNull();
		return play;
	};
	const end = (play: Play, closed: boolean) =>
		play.try(SYSTEM, { verb: 'subEnded', subId: Object.keys(play.state.subs)[0] ?? '', closed });

	it('the case waits until the other is closed, then goes on', () => {
		const play = begun();
		expect(play.open).toEqual({});
		expect(play.try('boss', { verb: 'subEnded', subId: 'x', closed: true })).toBe(
			'flow/onlySystem',
		);
		expect(end(play, true)).toBeNull();
		expect(play.open).toEqual({ next: ['next'] });
		expect(end(play, true)).toBe('flow/noTask');
	});

	it('a failed one leads back, on, or ends the case, as the step says', () => {
		const back = begun();
		expect(end(back, false)).toBeNull();
		expect(back.open).toEqual({ draft: ['ann'] });
		const on = begun({ onFailure: 'continue' });
		expect(end(on, false)).toBeNull();
		expect(on.open).toEqual({ next: ['next'] });
		const over = begun({ onFailure: 'terminate' });
		expect(end(over, false)).toBeNull();
		expect(over.state.status).toBe('terminated');
	});

	it('one that is not waited for leaves the case alone', () => {
		const play = begun({ wait: false });
		expect(play.open).toEqual({ next: ['next'] });
		expect(end(play, false)).toBeNull();
		expect(play.open).toEqual({ next: ['next'] });
	});

	it('never starts a flow inside itself', () => {
		const play = new Play(aFlow([draft, sub({}), next]));
		play.ancestors = ['child'];
		play.start('ann');
		expect(play.submit('ann')).toBe('flow/subLoop');
	});
});
