import type { Page } from '@playwright/test';
import { isOurs, type Candidate } from './candidates.ts';
import { fill } from './filling.ts';
import { Meter, type Count } from './meter.ts';
import type { Desk } from './page.ts';
import type { Room, Stage } from './stage.ts';
import { READER, storePaper, type Keeping } from './storing.ts';
import type { Paper } from './trace.ts';

declare const desk: Desk;

/** What opening a long text came to. */
export interface Opened {
	/** From the call to the text on the screen, in ms. */
	readonly painted: number[];
	/** Bytes of JavaScript objects that the page holds with the text open. */
	readonly heap: number[];
	/** What one open transfers. */
	readonly traffic: Count;
	/** The server's part; others keep no record. */
	readonly keeping: Keeping | null;
}

/** After this everything that follows an opening has happened, in ms. */
const QUIET = 6_000;

/** Opens the paper some times, the candidates in turn, each time in a browser that never saw it. */
export async function openPaper(
	stage: Stage,
	candidates: readonly Candidate[],
	paper: Paper,
	rounds: number,
): Promise<Map<Candidate, Opened>> {
	const rooms = new Map<Candidate, Room>();
	const result = new Map<Candidate, Opened>();
	for (const candidate of candidates) {
		const { room, keeping } = await store(stage, candidate, paper);
		rooms.set(candidate, room);
		result.set(candidate, { painted: [], heap: [], traffic: await weigh(stage, room), keeping });
	}
	for (let round = 0; round < rounds; round += 1) {
		for (const [candidate, room] of rooms) {
			const { page, context, opening } = await stage.seat(room, READER);
			const letters = await page.evaluate(() => desk.letters());
			if (letters !== paper.characters - paper.paragraphs + 1)
				throw new Error(`${candidate} shows ${String(letters)} letters`);
			result.get(candidate)?.painted.push(opening.painted);
			result.get(candidate)?.heap.push(await heapOf(page));
			await context.close();
		}
	}
	for (const room of rooms.values()) room.leave();
	return result;
}

/** One open through a meter; not timed, for the meter takes its time. */
async function weigh(stage: Stage, room: Room): Promise<Count> {
	const meter = await Meter.before(room.port);
	const { context } = await stage.seat({ ...room, port: meter.port }, READER);
	await new Promise((resolve) => setTimeout(resolve, QUIET));
	const count = meter.read();
	await context.close();
	meter.close();
	return count;
}

async function heapOf(page: Page): Promise<number> {
	const devtools = await page.context().newCDPSession(page);
	await devtools.send('HeapProfiler.collectGarbage');
	const { usedSize } = await devtools.send('Runtime.getHeapUsage');
	return usedSize;
}

async function store(
	stage: Stage,
	candidate: Candidate,
	paper: Paper,
): Promise<{ room: Room; keeping: Keeping | null }> {
	const id = stage.newId();
	const port = stage.port(candidate);
	if (isOurs(candidate)) {
		const keeping = await storePaper(stage.backstage, id, paper);
		return { room: { candidate, id, port, leave: () => undefined }, keeping };
	}
	const leave = await fill(candidate, port, id, paper.snapshot);
	return { room: { candidate, id, port, leave }, keeping: null };
}
