import { aFlow, aStep, Play } from '@wenshu/domain/flow/testing.ts';
import type { InstanceRecord } from '@wenshu/domain/flow/model.ts';
import { describe, expect, it } from 'vitest';
import { passes, rowOf } from './rows.ts';

const flow = aFlow([
	aStep('draft', { handler: { by: 'initiator' } }),
	aStep('zhou', { due: { amount: 2, unit: 'hours' } }),
]);
const people: Record<string, { name: string; disabled: boolean }> = {
	zhou: { name: '周望川', disabled: false },
};

/** A case before zhou, as lists keep it. */
function aCase() {
	const play = new Play(flow).start('luo');
	play.submit('luo');
	const { state } = play;
	const current = [{ nodeId: 'zhou', name: '核稿', names: ['周望川'] }];
	const facts = { id: 'c', current, rework: false, state, updatedAt: play.now };
	return { record: facts as unknown as InstanceRecord, now: play.now };
}
const later = (at: Date, hours: number) => new Date(at.getTime() + hours * 3_600_000);

describe('a row of the monitor', () => {
	const { record, now } = aCase();
	const row = rowOf(record, (uid) => people[uid]);

	it('names who holds the case, since when, and its limit', () => {
		expect(row).toMatchObject({
			steps: '核稿',
			holders: [{ uid: 'zhou', name: '周望川', disabled: false }],
			since: now,
			dueAt: later(now, 2),
		});
	});

	it('is overdue after its limit and stuck after some days', () => {
		expect(passes(row, 'overdue', now, 3)).toBe(false);
		expect(passes(row, 'overdue', later(now, 3), 3)).toBe(true);
		expect(passes(row, 'stuck', later(now, 71), 3)).toBe(false);
		expect(passes(row, 'stuck', later(now, 73), 3)).toBe(true);
	});

	it('has no holder where a holder is disabled or unknown, or where nothing is open', () => {
		expect(passes(row, 'orphaned', now, 3)).toBe(false);
		const gone = rowOf(record, () => ({ name: '周望川', disabled: true }));
		expect(passes(gone, 'orphaned', now, 3)).toBe(true);
		const empty = rowOf({ ...record, state: { ...record.state, tasks: {} } }, (uid) => people[uid]);
		expect(passes(empty, 'orphaned', now, 3)).toBe(true);
		expect(empty.since).toEqual(record.updatedAt);
	});
});
