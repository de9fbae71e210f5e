import type { Candidate } from './candidates.ts';
import { arm, demandSame, latencies, lettersSeen, press } from './keystrokes.ts';
import type { Desk } from './page.ts';
import type { Seat, Stage } from './stage.ts';

declare const desk: Desk;

/** What so many editors at one text came to, in ms. */
export interface Crowd {
	/** From the moment when everybody types 20 letters to the moment when everybody has all of them. */
	readonly converged: readonly number[];
	/** From a key of one to the letter before each other. */
	readonly latencies: readonly number[];
	/** People whom the first reaches on the fast path. */
	readonly links: number;
}

const LETTERS = 'abcdefghijklmnopqrst';
/** Everybody is told in time when to begin, in ms. */
const AHEAD = 1_500;

/** Everybody types at once, some times over; then one types and all look on. */
export async function gather(
	stage: Stage,
	candidate: Candidate,
	count: number,
	volleys: number,
	keys: number,
): Promise<Crowd> {
	const seats = await stage.party(candidate, count);
	await arm(seats);
	await seats[0]?.page.evaluate(() => {
		desk.watch();
	});
	const converged: number[] = [];
	for (let volley = 1; volley <= volleys; volley += 1)
		converged.push(await fire(seats, volley * count * LETTERS.length));
	await demandSame(candidate, seats);
	// A server that keeps everything in memory has nothing to store; ours may finish that first.
	for (const { page } of seats)
		await page.waitForFunction(() => desk.saved(), null, { timeout: 120_000, polling: 250 });
	const links = (await seats[0]?.page.evaluate(() => desk.links())) ?? 0;
	await press(seats[0] as Seat, keys);
	const times = await latencies(seats, volleys * count * LETTERS.length);
	await demandSame(candidate, seats);
	for (const { context } of seats) await context.close();
	return { converged, latencies: times, links };
}

/** One volley; answers the time until the last page had the given number of letters. */
async function fire(seats: readonly Seat[], total: number): Promise<number> {
	const first = seats[0] as Seat;
	const instant = (await first.page.evaluate(() => desk.now())) + AHEAD;
	await Promise.all(
		seats.map(({ page }, index) =>
			page.evaluate(([at, place, letters]) => desk.typeAt(at, place, letters), [
				instant,
				index,
				LETTERS,
			] as const),
		),
	);
	const ends = await Promise.all(
		seats.map(async ({ page }) => (await lettersSeen(page, total))[total - 1] ?? Number.NaN),
	);
	return Math.max(...ends) - instant;
}
