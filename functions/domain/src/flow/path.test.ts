import { describe, expect, it } from 'vitest';
import { stations } from './path.ts';
import { aFlow, aNode, aStep, Play, type EdgeDraft } from './testing.ts';

const draft = aStep('draft', { handler: { by: 'initiator' } });
const edges: EdgeDraft[] = [
	['start', 'draft'],
	['draft', 'gate'],
	['gate', 'leader', { when: 'days > 10.0' }],
	['gate', 'head'],
	['leader', 'end'],
	['head', 'end'],
];
const flow = aFlow([draft, aNode('gate', 'gate'), aStep('leader'), aStep('head')], edges, {
	fields: [{ id: 'days', label: '天数', type: 'number' }],
});

describe('流程跟踪', () => {
	it('names the steps to come by the form as it is filled in', () => {
		const { state, now } = new Play(flow).start('ann');
		const coming = (days?: number) =>
			stations(flow, state, now, days === undefined ? {} : { days })
				.filter(({ status }) => status === 'next')
				.map(({ nodeId }) => nodeId);
		expect(coming()).toEqual(['head']);
		expect(coming(2)).toEqual(['head']);
		expect(coming(12)).toEqual(['leader']);
	});

	it('tells how long each step took, and who had it', () => {
		const play = new Play(flow).start('ann');
		play.wait(3);
		expect(play.submit('ann')).toBeNull();
		const [first, second] = stations(flow, play.state, play.now);
		expect(first).toMatchObject({ nodeId: 'draft', status: 'done' });
		expect(first?.dwell).toBeGreaterThanOrEqual(3 * 3_600_000);
		expect(second).toMatchObject({ nodeId: 'head', status: 'active', people: [{ uid: 'head' }] });
	});
});
