import type { Candidate } from './candidates.ts';
import type { Count } from './meter.ts';
import { Meter } from './meter.ts';
import type { Desk } from './page.ts';
import type { Seat, Stage } from './stage.ts';

declare const desk: Desk;

/** What one case comes to in Firestore, all its people together. */
export interface Traffic {
	/** Of the first person alone, from the call until everything is quiet. */
	readonly open: Count;
	/** In a minute in which one person types. */
	readonly typing: Count;
	/** In a minute in which nobody does anything. */
	readonly idle: Count;
}

/** So many letters a second does somebody type who knows what to write. */
const PACE = 5;
const MINUTE = 60;
/** After this everything that follows an opening or the last key has happened, in ms. */
const QUIET = 8_000;

const pause = (milliseconds: number): Promise<void> =>
	new Promise((resolve) => setTimeout(resolve, milliseconds));

/** One person types for a minute while the others look on, then nobody does anything for a minute. */
export async function count(stage: Stage, candidate: Candidate, people: number): Promise<Traffic> {
	const uids = Array.from({ length: people }, (_, index) => `bench-${String(index)}`);
	const room = await stage.room(candidate, uids);
	const meter = await Meter.before(room.port);
	const metered = { ...room, port: meter.port };
	const seats: Seat[] = [];
	let open: Count | null = null;
	for (const uid of uids) {
		seats.push(await stage.seat(metered, uid));
		await pause(QUIET);
		open ??= meter.read();
	}
	meter.read();
	await seats[0]?.page.evaluate(([seconds, pace]) => desk.typeFor(seconds, pace), [
		MINUTE,
		PACE,
	] as const);
	await seats[0]?.page.waitForFunction(() => desk.saved(), null, { polling: 250 });
	await pause(QUIET);
	const typing = meter.read();
	await pause(MINUTE * 1_000);
	const idle = meter.read();
	for (const { context } of seats) await context.close();
	meter.close();
	if (!open) throw new Error('nobody sat down');
	return { open, typing, idle };
}

/** List prices in US dollars for 100,000 documents (firebase-js-sdk #2621). */
const PRICE = { read: 0.06, write: 0.18 };
/** Documents that the rules look up for one entry of the log: access, head, session, predecessor. */
const LOOKED_UP = 4;

/** What an hour like this minute costs, in US cents; documents that rules look up are billed as reads. */
export function hourCosts({ writes, reads }: Count): number {
	const dollars = (reads + writes * LOOKED_UP) * PRICE.read + writes * PRICE.write;
	return Math.round(((60 * dollars) / 100_000) * 100 * 100) / 100;
}
