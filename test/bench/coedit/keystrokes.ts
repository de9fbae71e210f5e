import type { Page } from '@playwright/test';
import type { Candidate } from './candidates.ts';
import type { Desk } from './page.ts';
import type { Seat, Stage } from './stage.ts';

declare const desk: Desk;

/** Pause between keys of a quick writer, in ms; it varies by a third. */
const PAUSE = 110;
/** Keys at the beginning of each round that do not count. */
const WARM_UP = 5;
/** Long enough that whatever paces the writing has recovered, in ms. */
const REST = 1_500;
const WORDS = 'thequickbrownfoxjumpsoverthelazydogandthenwritesanofficialletter';

/** Presses so many keys on a page, as a quick writer does. */
export async function press(seat: Seat, count: number): Promise<void> {
	for (let index = 0; index < count; index += 1) {
		await seat.page.keyboard.press(WORDS[index % WORDS.length] ?? 'x');
		const pause = PAUSE * (0.67 + 0.66 * Math.random());
		await new Promise((resolve) => setTimeout(resolve, pause));
	}
}

/** Arms a pair or a party: the first types into its paragraph, the others look on. */
export async function arm(seats: readonly Seat[]): Promise<void> {
	const [writer, ...watchers] = seats;
	for (const { page } of watchers)
		await page.evaluate(() => {
			desk.watch();
		});
	await writer?.page.evaluate(() => {
		desk.listen(0);
	});
}

/**
 * From each key pressed by the first to the letter in each other's text, in ms. `before` letters came
 * from elsewhere since the others look on.
 */
export async function latencies(seats: readonly Seat[], before = 0): Promise<number[]> {
	const [writer, ...watchers] = seats;
	const pressed = (await writer?.page.evaluate(() => desk.keys())) ?? [];
	const series: number[] = [];
	for (const { page } of watchers) {
		const seen = await lettersSeen(page, before + pressed.length);
		series.push(...pressed.map((at, index) => (seen[before + index] ?? Number.NaN) - at));
	}
	return series;
}

/** When each letter came, once so many have come. */
export async function lettersSeen(page: Page, count: number): Promise<number[]> {
	const there = (wanted: number): boolean => desk.seen().length >= wanted;
	await page.waitForFunction(there, count, { timeout: 120_000, polling: 250 });
	return await page.evaluate(() => desk.seen());
}

/**
 * From a key pressed in one browser to the letter in the text of another. The candidates take turns, a
 * few keys each, so that whatever else the machine does hits all alike.
 */
export async function timeKeystrokes(
	stage: Stage,
	candidates: readonly Candidate[],
	rounds: number,
	keys: number,
): Promise<Map<Candidate, number[]>> {
	const pairs = new Map<Candidate, Seat[]>();
	for (const candidate of candidates) {
		const pair = await stage.party(candidate, 2);
		await arm(pair);
		pairs.set(candidate, pair);
	}
	for (let round = 0; round < rounds; round += 1) {
		for (const pair of pairs.values()) await press(pair[0] as Seat, WARM_UP + keys);
	}
	const result = new Map<Candidate, number[]>();
	for (const [candidate, pair] of pairs) {
		const series = await latencies(pair);
		await demandSame(candidate, pair);
		result.set(
			candidate,
			series.filter((_, index) => index % (WARM_UP + keys) >= WARM_UP),
		);
	}
	for (const { context } of [...pairs.values()].flat()) await context.close();
	return result;
}

/** From a key pressed after a rest to the letter in the text of another: the log's pace is unspent. */
export async function firstLetters(
	stage: Stage,
	candidate: Candidate,
	count: number,
): Promise<number[]> {
	const pair = await stage.party(candidate, 2);
	await arm(pair);
	for (let letter = 0; letter < count; letter += 1) {
		await press(pair[0] as Seat, 1);
		await new Promise((resolve) => setTimeout(resolve, REST));
	}
	const series = await latencies(pair);
	for (const { context } of pair) await context.close();
	return series;
}

/** A race that loses letters is none: all texts must be the same letter by letter. */
export async function demandSame(candidate: Candidate, seats: readonly Seat[]): Promise<void> {
	const texts = await Promise.all(seats.map(({ page }) => page.evaluate(() => desk.json())));
	if (new Set(texts).size !== 1) throw new Error(`${candidate}: the texts differ`);
}
