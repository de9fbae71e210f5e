import { describe, expect, it } from 'vitest';
import { done, listed, nextItems, send, type Handover, type Holding } from './model.ts';

const now = new Date('2026-11-26T01:00:00Z');
const liu = { uid: 'liu', name: '柳下舟' };
const people = {
	isActive: (uid: string) => uid !== 'liu' && uid !== 'gone',
	nameOf: (uid: string) => uid,
};
const holding = (ref: string): Holding => {
	return { id: `task-${ref}`, kind: 'task', ref, title: ref, detail: '核稿' };
};
const order = { to: 'ye', by: 'xue' };

function aList(...refs: string[]): Handover {
	return listed(null, liu, refs.map(holding), now);
}

function sent(handover: Handover, ...ids: string[]): Handover {
	const answer = send(handover, ids, order, people);
	if (!answer.ok) throw new Error(answer.code);
	return answer.value;
}

describe('handing over', () => {
	it('HO-1 is for those whose account is disabled, once the list is drawn up', () => {
		expect(send(null, ['task-a'], order, people)).toMatchObject({ code: 'handover/notListed' });
		const here = { ...aList('a'), id: 'zhou' };
		expect(send(here, ['task-a'], order, people)).toMatchObject({ code: 'handover/stillHere' });
	});

	it.each(['gone', 'liu'])('HO-2 %s cannot take over', (to) => {
		expect(send(aList('a'), ['task-a'], { ...order, to }, people)).toMatchObject({
			code: 'handover/badReceiver',
		});
	});

	it('HO-2 several people can share it', () => {
		const half = sent(aList('a', 'b'), 'task-a');
		const whole = send(half, ['task-b'], { to: 'he', by: 'xue' }, people);
		expect(whole.ok && whole.value.items.map(({ to }) => to)).toEqual(['ye', 'he']);
	});

	it('HO-4 goes in batches, and sending again what is moved changes nothing', () => {
		let list = sent(aList('a', 'b', 'c'), 'task-a', 'task-b', 'task-c');
		expect(nextItems(list, 2).map(({ ref }) => ref)).toEqual(['a', 'b']);
		for (const { id } of nextItems(list, 2))
			list = done(list, id, { status: 'moved', reason: null }, now);
		expect(list.pending).toBe(true);
		list = done(list, 'task-c', { status: 'moved', reason: null }, now);
		expect(list.pending).toBe(false);
		expect(send(list, ['task-a'], order, people)).toMatchObject({
			code: 'handover/nothingChosen',
		});
	});

	it('HO-5 keeps where things went, and lets a failure be tried again', () => {
		let list = sent(aList('a', 'b', 'c'), 'task-a', 'task-b');
		list = done(list, 'task-a', { status: 'moved', reason: null }, now);
		list = done(list, 'task-b', { status: 'failed', reason: '请另选他人。' }, now);
		const again = listed(list, liu, [holding('b'), holding('d')], now);
		expect(again.items.map(({ ref, status }) => [ref, status])).toEqual([
			['b', 'failed'],
			['d', 'held'],
			['a', 'moved'],
			['c', 'gone'],
		]);
		expect(sent(again, 'task-b').items[0]).toMatchObject({ status: 'waiting', reason: null });
	});
});
