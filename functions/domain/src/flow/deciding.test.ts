import { describe, expect, it } from 'vitest';
import type { FlowNode, StepDraft } from './definition.ts';
import { offers } from './offers.ts';
import { aDirectory, aFlow, aNode, aStep, Play, type EdgeDraft } from './testing.ts';

const draft = aStep('draft', { handler: { by: 'initiator' } });
const next = aStep('next');
const vote = (uids: string[], part: Partial<StepDraft>) =>
	aStep('vote', { mode: 'vote', handler: { by: 'person', uids }, ...part });

function through(step: FlowNode, edges?: EdgeDraft[], rest = {}): Play {
	const play = new Play(aFlow([draft, step, next], edges, rest)).start('ann');
	expect(play.submit('ann')).toBeNull();
	return play;
}

describe('5 票签', () => {
	const twoThirds = { pass: { by: 'ratio', ratio: 0.67 }, weights: { chief: 2 } } as const;

	it('passes as soon as the weight is there; the others need not vote', () => {
		const play = through(vote(['chief', 'li', 'lu'], { vote: twoThirds, disagree: 'terminate' }));
		expect(play.submit('chief', { verdict: 'agree' })).toBeNull();
		expect(play.open).toEqual({ vote: ['li', 'lu'] });
		expect(play.submit('li', { verdict: 'agree' })).toBeNull();
		expect(play.open).toEqual({ next: ['next'] });
		expect(play.trail.at(-1)?.verb).toBe('vote');
		const lu = Object.values(play.state.tasks).find(({ assignee }) => assignee === 'lu');
		expect(lu).toMatchObject({ status: 'cancelled', reason: '表决已有结果' });
	});

	it('fails as soon as passing has become impossible', () => {
		const play = through(vote(['chief', 'li', 'lu'], { vote: twoThirds, disagree: 'terminate' }));
		expect(play.submit('chief', { verdict: 'disagree', opinion: '不可' })).toBeNull();
		expect(play.state.status).toBe('terminated');
	});

	it('two of three are two thirds, and a count is a count', () => {
		const share = { pass: { by: 'ratio', ratio: 2 / 3 }, weights: {} } as const;
		const play = through(vote(['li', 'lu', 'lo'], { vote: share }));
		for (const person of ['li', 'lu']) expect(play.submit(person)).toBeNull();
		expect(play.open).toEqual({ next: ['next'] });
		const one = { pass: { by: 'count', count: 1 }, weights: {} } as const;
		const quick = through(vote(['li', 'lu', 'lo'], { vote: one }));
		expect(quick.submit('lo')).toBeNull();
		expect(quick.open).toEqual({ next: ['next'] });
	});
});

describe('17 不同意', () => {
	const edges: EdgeDraft[] = [
		['start', 'draft'],
		['draft', 'sign'],
		['sign', 'next'],
		['sign', 'draft', { label: '不同意', disagree: true }],
		['next', 'end'],
	];
	const sign = (mode: StepDraft['mode'], disagree: StepDraft['disagree'] = 'route') =>
		aStep('sign', { mode, disagree, handler: { by: 'person', uids: ['sam', 'sue'] } });

	it('in 会签 waits for all, then goes the way of disagreement', () => {
		const play = through(sign('all'), edges);
		expect(play.submit('sam', { verdict: 'disagree' })).toBe('flow/reasonMissing');
		expect(play.submit('sam', { verdict: 'disagree', opinion: '依据不足' })).toBeNull();
		expect(play.open).toEqual({ sign: ['sue'] });
		expect(play.submit('sue')).toBeNull();
		expect(play.open).toEqual({ draft: ['ann'] });
	});

	it('in 串签 and 或签 decides at once', () => {
		for (const mode of ['queue', 'any'] as const) {
			const play = through(sign(mode), edges);
			expect(play.submit('sam', { verdict: 'disagree', opinion: '依据不足' })).toBeNull();
			expect(play.open).toEqual({ draft: ['ann'] });
			expect(play.trail.at(-1)?.verb).toBe('reject');
		}
	});

	it('is refused where nothing follows from it', () => {
		const play = through(sign('any', 'none'));
		expect(play.submit('sam', { verdict: 'disagree', opinion: '依据不足' })).toBe(
			'flow/noDisagree',
		);
	});
});

describe('conditions, 6 inclusive branches, 26 自由流, 37 自动跳过', () => {
	const amount = { fields: [{ id: 'amount', label: '金额', type: 'number' }] };

	it('the first condition that holds decides; nobody chooses', () => {
		const edges: EdgeDraft[] = [
			['start', 'draft'],
			['draft', 'big', { when: 'amount > 50000.0' }],
			['draft', 'small'],
			['big', 'end'],
			['small', 'end'],
		];
		const flow = aFlow([draft, aStep('big'), aStep('small')], edges, amount as never);
		for (const [value, open] of [
			[60000, { big: ['big'] }],
			[50000, { small: ['small'] }],
		] as const) {
			const play = new Play(flow);
			play.fields = { amount: value };
			play.start('ann');
			const { ways } = offers(flow, play.state, play.context('ann'));
			expect(ways.map(({ steps }) => steps[0]?.node.id)).toEqual(Object.keys(open));
			expect(play.submit('ann')).toBeNull();
			expect(play.open).toEqual(open);
		}
	});

	it('a fork opens the branches whose condition holds, and the join waits for those', () => {
		const edges: EdgeDraft[] = [
			['start', 'draft'],
			['draft', 'fork'],
			['fork', 'left'],
			['fork', 'right', { when: 'amount > 5.0' }],
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
		const play = new Play(aFlow(nodes, edges, amount as never)).start('ann');
		expect(play.submit('ann')).toBeNull();
		expect(play.open).toEqual({ left: ['left'] });
		expect(play.submit('left')).toBeNull();
		expect(play.open).toEqual({ next: ['next'] });
	});

	it('a free step lets its holder pick step and people, or the end', () => {
		const free = aStep('desk', { free: true });
		const play = through(free);
		const pick = { nodeId: 'next', uids: ['who', 'ever'] };
		expect(play.submit('desk', { free: { nodeId: 'next', uids: [] } })).toBe('flow/nobodyNamed');
		expect(play.submit('desk', { free: pick })).toBeNull();
		expect(play.open).toEqual({ next: ['ever', 'who'] });
		const end = through(free);
		expect(end.submit('desk', { free: 'end' })).toBeNull();
		expect(end.state.status).toBe('closed');
	});

	it('a step of exactly who has just signed, or of nobody, is passed over and recorded', () => {
		const again = aStep('again', { handler: { by: 'initiator' }, samePerson: 'skip' });
		const empty = aStep('empty', { handler: { by: 'role', roleId: 'none' }, nobody: 'skip' });
		const play = new Play(aFlow([draft, again, empty, next])).start('ann');
		const way = offers(play.flow, play.state, play.context('ann')).ways[0];
		expect(way?.steps.map(({ node }) => node.id)).toEqual(['next']);
		expect(play.submit('ann')).toBeNull();
		expect(play.open).toEqual({ next: ['next'] });
		const skipped = Object.values(play.state.runs).filter(({ status }) => status === 'skipped');
		expect(skipped.map(({ nodeId }) => nodeId)).toEqual(['again', 'empty']);
		expect(play.return('next', 'draft')).toBeNull();
		expect(play.open).toEqual({ draft: ['ann'] });
	});

	it('a step that signs is never passed over', () => {
		const sign = aStep('sign', {
			handler: { by: 'initiator' },
			samePerson: 'skip',
			effect: 'sign',
		});
		const play = new Play(aFlow([draft, sign])).start('ann');
		expect(play.submit('ann')).toBeNull();
		expect(play.open).toEqual({ sign: ['ann'] });
	});

	it('where nobody is found the policy says who is asked', () => {
		const step = (nobody: StepDraft['nobody']) =>
			aStep('step', { handler: { by: 'role', roleId: 'none' }, nobody });
		const at = (nobody: StepDraft['nobody']) =>
			new Play(aFlow([draft, step(nobody)]), aDirectory({ u: ['head'] })).start('ann');
		const refused = at('refuse');
		expect(refused.submit('ann')).toBe('flow/noHandler');
		const head = at('unitHead');
		expect(head.submit('ann')).toBeNull();
		expect(head.open).toEqual({ step: ['head'] });
		const admin = at('admin');
		expect(admin.submit('ann')).toBeNull();
		expect(admin.open).toEqual({ step: ['admin'] });
	});

	it('handlers come from a form’s field, an earlier step, or above somebody', () => {
		const steps = [
			aStep('named', { handler: { by: 'field', fieldId: 'who' }, mode: 'all' }),
			aStep('same', { handler: { by: 'sameAs', nodeId: 'named' }, mode: 'all' }),
			aStep('above', { handler: { by: 'superior', ofNodeId: null } }),
		];
		const play = new Play(aFlow([draft, ...steps]));
		play.fields = { who: ['amy', 'abe'] };
		play.start('ann');
		expect(play.submit('ann')).toBeNull();
		expect(play.open).toEqual({ named: ['abe', 'amy'] });
		for (const person of ['amy', 'abe']) expect(play.submit(person)).toBeNull();
		expect(play.open).toEqual({ same: ['abe', 'amy'] });
		for (const person of ['amy', 'abe']) expect(play.submit(person)).toBeNull();
		expect(play.open).toEqual({ above: ['boss'] });
	});

	it('15 agreement is kept over a return where the step says so', () => {
		const sign = aStep('sign', {
			mode: 'all',
			keepAgreed: true,
			handler: { by: 'person', uids: ['sam', 'sue'] },
		});
		const play = through(sign);
		expect(play.submit('sam')).toBeNull();
		expect(play.return('sue', 'draft')).toBeNull();
		expect(play.submit('ann')).toBeNull();
		expect(play.open).toEqual({ sign: ['sue'] });
		expect(play.submit('sue')).toBeNull();
		expect(play.open).toEqual({ next: ['next'] });
	});

	it('a required field, and a duty, come before the submit', () => {
		const fields = { fields: [{ id: 'who', label: '承办人', type: 'people' }] };
		const step = aStep('step', { fields: { who: 'required' } });
		const play = through(step, undefined, fields);
		expect(play.submit('step')).toBe('flow/fieldMissing');
		play.fields = { who: ['amy'] };
		expect(play.submit('step')).toBeNull();
	});
});
