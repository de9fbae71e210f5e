import { describe, expect, it } from 'vitest';
import { isInForce, principalsOf, proxiesOf, type Delegation } from '../flow/delegation.ts';
import { aFlow, aStep, Play } from '../flow/testing.ts';
import {
	afterBatch,
	createDelegation,
	endDelegation,
	phaseOf,
	ripened,
	type DelegationDraft,
	type DelegationScene,
} from './decide.ts';
import { readersWith } from './standing.ts';

const day = 86_400_000;
const now = new Date('2026-11-26T01:00:00Z');
const later = (days: number) => new Date(now.getTime() + days * day);

const scene: DelegationScene = {
	now,
	actor: 'zhou',
	managesPeople: false,
	isActive: (uid) => uid !== 'gone',
	nameOf: (uid) => uid,
};

function ask(
	part: Partial<DelegationDraft> = {},
	standing: Delegation[] = [],
	who: Partial<DelegationScene> = {},
) {
	const draft = { id: 'd', principal: 'zhou', proxy: 'ye', flowIds: [], reason: ' 出差 ' };
	const window = { from: now, until: later(5) };
	return createDelegation({ ...scene, ...who }, { ...draft, ...window, ...part }, standing);
}

function aDelegation(part: Partial<Delegation> = {}): Delegation {
	const made = ask();
	if (!made.ok) throw new Error(made.code);
	return { ...made.value, ...part };
}

describe('setting up a delegation', () => {
	it('DG-1 everybody does it for themselves, managers of people for others, nobody else', () => {
		expect(ask()).toMatchObject({ ok: true, value: { reason: '出差', nextAt: now } });
		expect(ask({ principal: 'he' })).toMatchObject({ code: 'delegation/notYours' });
		expect(ask({ principal: 'he' }, [], { managesPeople: true })).toMatchObject({ ok: true });
	});

	it.each([
		['DG-2 ends after it begins', { until: now }, 'delegation/window'],
		['DG-2 does not end in the past', { from: later(-3), until: later(-1) }, 'delegation/window'],
		['DG-2 lasts a year at most', { until: later(367) }, 'delegation/tooLong'],
		['DG-3 is not to oneself', { proxy: 'zhou' }, 'delegation/toSelf'],
		['DG-3 is not to a disabled person', { proxy: 'gone' }, 'delegation/disabled'],
	])('%s', (_, part, code) => {
		expect(ask(part)).toMatchObject({ ok: false, code });
	});

	it('DG-2 begins now where its beginning has passed', () => {
		expect(ask({ from: later(-3) })).toMatchObject({ ok: true, value: { from: now } });
	});

	it('DG-3 a disabled person delegates nothing, whoever asks', () => {
		const asked = ask({ principal: 'gone' }, [], { managesPeople: true });
		expect(asked).toMatchObject({ code: 'delegation/disabled', detail: { name: 'gone' } });
	});

	it.each([
		['the same time, all flows', {}, false],
		['another proxy', { proxy: 'he' }, true],
		['right after it', { from: later(5), until: later(6) }, true],
		['across its end', { from: later(4), until: later(6) }, false],
	])('DG-4 beside a standing one: %s', (_, part, ok) => {
		expect(ask(part, [aDelegation()]).ok).toBe(ok);
	});

	it('DG-4 different flows do not overlap, none named means all', () => {
		const outgoing = aDelegation({ flowIds: ['outgoing'] });
		expect(ask({ flowIds: ['incoming'] }, [outgoing]).ok).toBe(true);
		expect(ask({ flowIds: ['incoming', 'outgoing'] }, [outgoing]).ok).toBe(false);
		expect(ask({}, [outgoing]).ok).toBe(false);
		expect(ask({}, [{ ...outgoing, endedAt: now }]).ok).toBe(true);
	});
});

describe('ending a delegation', () => {
	it('DG-5 is for both sides and for managers of people, once', () => {
		const by = (actor: string, managesPeople = false) =>
			endDelegation({ now, actor, managesPeople }, aDelegation());
		for (const actor of ['zhou', 'ye'])
			expect(by(actor)).toMatchObject({ ok: true, value: { endedBy: actor, nextAt: now } });
		expect(by('he')).toMatchObject({ code: 'delegation/notEnder' });
		expect(by('he', true).ok).toBe(true);
		const over = { now: later(5), actor: 'zhou', managesPeople: false };
		expect(endDelegation(over, aDelegation())).toMatchObject({ code: 'delegation/ended' });
	});

	it('DG-6 the schedule looks at the beginning, goes on while a batch is left, and at the end', () => {
		const future = aDelegation({ from: later(1), nextAt: later(1) });
		expect(phaseOf(future, now)).toBe('waits');
		expect(afterBatch(future, now, null).nextAt).toEqual(later(1));
		expect(afterBatch(future, later(1), 't9')).toMatchObject({ nextAt: later(1), cursor: 't9' });
		expect(afterBatch(future, later(1), null)).toMatchObject({ nextAt: later(5), cursor: null });
		const half = { ...future, cursor: 't9' };
		const over = ripened(half, later(6));
		expect(over).toMatchObject({ endedAt: later(5), endedBy: null, cursor: null });
		expect(ripened(half, later(2))).toBe(half);
		expect(afterBatch(over, later(6), 't1').nextAt).toEqual(later(6));
		expect(afterBatch(over, later(6), null).nextAt).toBeNull();
	});
});

describe('what follows', () => {
	const flow = aFlow([
		aStep('draft', { handler: { by: 'initiator' } }),
		aStep('zhou'),
		aStep('ye'),
	]);

	it('DG-8 nobody acts for whom their own principal acts', () => {
		const chain = [aDelegation(), aDelegation({ id: 'e', principal: 'ye', proxy: 'he' })];
		expect(proxiesOf(chain, 'zhou', 'flow', now)).toEqual(['ye']);
		expect([...principalsOf(chain, 'he', 'flow', now)]).toEqual(['ye']);
		expect(isInForce(aDelegation({ flowIds: ['other'] }), now, 'flow')).toBe(false);
	});

	it('DG-6, DG-7 proxies come in; who did nothing goes, who acted stays', () => {
		const play = new Play(flow).start('luo');
		play.submit('luo');
		const proxies = (uid: string) => (uid === 'zhou' ? ['he'] : []);
		const readers = ['luo', 'zhou'];
		expect(readersWith(readers, play.state, proxies, [])).toEqual(['luo', 'zhou', 'he']);
		const none = () => [];
		expect(readersWith(['luo', 'zhou', 'he'], play.state, none, ['he'])).toEqual(readers);
		expect(readersWith(['luo', 'he'], play.state, none, ['he'], ['he'])).toEqual(['luo', 'he']);
		play.proxies = { he: ['zhou'] };
		expect(play.submit('he', { for: 'zhou' })).toBeNull();
		expect(readersWith(['luo', 'he'], play.state, none, ['he'])).toEqual(['luo', 'he']);
	});
});
