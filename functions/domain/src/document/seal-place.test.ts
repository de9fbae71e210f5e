import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { placeFlaws, REACH_MM, settlePlace, snapPlace, type SealPlace } from './seal-place.ts';

const own: SealPlace = { page: 3, xMm: 140, yMm: 120 };
const size = { width: 42, height: 42 };
const moved = (xMm: number, yMm: number): SealPlace => ({
	page: 3,
	xMm: own.xMm + xMm,
	yMm: own.yMm + yMm,
});

describe('where a seal goes', () => {
	test('to its own place when nobody says otherwise', () => {
		expect(settlePlace(null, own, size)).toEqual({ ok: true, value: own });
	});

	test('anywhere within its reach', () => {
		expect(settlePlace(moved(REACH_MM, 0), own, size).ok).toBe(true);
		expect(settlePlace(moved(9, 9), own, size).ok).toBe(true);
	});

	test.each([
		['too far', moved(REACH_MM + 1, 0)],
		['on another page', { ...own, page: 2 }],
	])('not %s', (_, place) => {
		expect(settlePlace(place, own, size)).toMatchObject({ code: 'seal/offPlace' });
	});

	test('not off the paper', () => {
		const edge = { page: 1, xMm: 185, yMm: 280 };
		expect(settlePlace({ ...edge, xMm: 192 }, edge, size)).toMatchObject({ code: 'seal/offPlace' });
		expect(settlePlace({ ...edge, yMm: 277 }, edge, size)).toMatchObject({ code: 'seal/offPlace' });
	});
});

describe('GB/T 9704-2012 §7.3.5.2 about its place', () => {
	test('its own place breaks nothing', () => {
		expect(placeFlaws(own, own, 42)).toEqual([]);
	});

	test.each([
		[
			'down by four millimetres: too far from the text, name above the centre',
			0,
			4,
			'seal/placeFar',
		],
		['down so far that name and date lie above its centre', 0, 3.5, 'seal/placeName'],
		['up by seven: it touches the text', 0, -7, 'seal/placeText'],
		['aside by eleven: it misses the name', 11, 0, 'seal/placeName'],
	] as const)('%s', (_, across, down, flaw) => {
		expect(placeFlaws(moved(across, down), own, 42)).toContain(flaw);
	});
});

test('a dragged seal always comes to rest where it may stand', () => {
	fc.assert(
		fc.property(
			fc.double({ min: 21, max: 189, noNaN: true }),
			fc.double({ min: 21, max: 276, noNaN: true }),
			(xMm, yMm) => {
				const place = snapPlace({ page: 3, xMm, yMm }, own);
				return settlePlace(place, own, size).ok;
			},
		),
		{ seed: 7, numRuns: 500 },
	);
	expect(snapPlace(moved(1, -1.5), own)).toEqual(own);
	expect(snapPlace(moved(5.26, 0), own)).toEqual(moved(5.5, 0));
});
