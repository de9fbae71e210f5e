import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Inflow } from './inflow.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

test('IN-1 the first change goes in at once, what follows within a frame goes in together', () => {
	const batches: number[][] = [];
	const inflow = new Inflow((updates) => batches.push(updates.map(([byte = -1]) => byte)));
	for (let byte = 0; byte < 5; byte += 1) inflow.take([new Uint8Array([byte])]);
	expect(batches).toEqual([[0]]);
	vi.advanceTimersByTime(20);
	expect(batches).toEqual([[0], [1, 2, 3, 4]]);
	// A single typist is never held up.
	for (let byte = 5; byte < 8; byte += 1) {
		vi.advanceTimersByTime(100);
		inflow.take([new Uint8Array([byte])]);
		expect(batches.at(-1)).toEqual([byte]);
	}
});

test('IN-2 a device that is slow to draw takes larger pieces', () => {
	const sizes: number[] = [];
	const inflow = new Inflow((updates) => {
		sizes.push(updates.length);
		// Drawing takes 40 ms, whatever there is to draw.
		vi.setSystemTime(Date.now() + 40);
		vi.advanceTimersByTime(40);
	});
	inflow.take([new Uint8Array([0])]);
	for (let turn = 0; turn < 30; turn += 1) {
		inflow.take([new Uint8Array([turn])]);
		vi.advanceTimersByTime(1);
	}
	vi.advanceTimersByTime(100);
	expect(sizes).toEqual([1, 30]);
});
