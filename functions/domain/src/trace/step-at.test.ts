import { describe, expect, test } from 'vitest';
import type { Capacity, HandOver } from './model.ts';
import { capacityAt, stepAt } from './step-at.ts';

const may = (stepName: string, onBehalfOf: string | null = null): Capacity => ({
	right: 'suggest',
	stepName,
	onBehalfOf,
});
const hand = (seq: number, capacities: Record<string, Capacity>): HandOver => ({
	seq,
	at: new Date(seq * 1000),
	by: 'amy',
	byName: 'Amy',
	verb: 'submit',
	stepName: null,
	capacities,
});
// Out of order, as a query may hand them over.
const hands = [
	hand(2, { bob: may('核稿'), cai: may('会签', 'dan') }),
	hand(1, { amy: may('拟稿') }),
	hand(3, { bob: may('复核'), eve: may('签发') }),
];

describe('CT-20 the step of a change follows from its writer and its time', () => {
	const cases: [string, number, string | null][] = [
		['amy', 1000, '拟稿'],
		['amy', 1999, '拟稿'],
		['bob', 2000, '核稿'],
		['bob', 3000, '复核'],
		['eve', 9000, '签发'],
		['amy', 500, null],
		['eve', 2500, null],
		['stranger', 9000, null],
	];
	for (const [by, at, step] of cases)
		test(`${by} at ${String(at)}: ${step ?? 'unknown'}`, () => {
			expect(stepAt(hands, by, at)).toBe(step);
		});
	test('what arrives after the step was left still belongs to it', () => {
		expect(stepAt(hands, 'amy', 9000)).toBe('拟稿');
	});
	test('it says on whose behalf', () => {
		expect(capacityAt(hands, 'cai', 2500)?.onBehalfOf).toBe('dan');
	});
});
