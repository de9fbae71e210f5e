import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../emulator-data/run/paths.ts';
import { NAMES, type Candidate } from './coedit/candidates.ts';
import { count, hourCosts } from './coedit/counting.ts';
import { gather, type Crowd } from './coedit/crowd.ts';
import { firstLetters, timeKeystrokes } from './coedit/keystrokes.ts';
import { openPaper, type Opened } from './coedit/opening.ts';
import { TAIL } from './coedit/storing.ts';
import { Stage } from './coedit/stage.ts';
import { readPaper } from './coedit/trace.ts';
import { alone, compare, load, percentiles, report, show } from './harness.ts';
import type { Measure, Needs } from './harness.ts';

/** Functions, site and sample would only compete for the same cores. */
export const needs: Needs = { suite: true, only: ['firestore'], browser: true };

const ALL: readonly Candidate[] = ['fast', 'log', 'yWebsocket', 'hocuspocus'];
/** Without the fast path the emulator sends the whole log to each of 20 people at every letter. */
const CROWDS = [
	{ count: 2, candidates: ['fast', 'log', 'yWebsocket'] },
	{ count: 8, candidates: ['fast', 'log', 'yWebsocket'] },
	{ count: 20, candidates: ['fast', 'yWebsocket'] },
] as const;

/**
 * Co-editing against y-websocket and Hocuspocus, which run on this machine like our database. `--trace
 * FILE` names an editing trace (or WENSHU_TRACE does); `--part NAME` prints one part and writes nothing.
 */
export async function measure(args: readonly string[]): Promise<void> {
	const { values } = parseArgs({
		args: [...args],
		options: { trace: { type: 'string' }, part: { type: 'string' } },
	});
	const file = traceFile(values.trace ?? process.env['WENSHU_TRACE']);
	const stage = await Stage.set();
	const measures: Measure[] = [];
	const loads: Record<string, number> = {};
	const parts = {
		keystrokes: () => keystrokes(stage),
		crowds: () => crowds(stage),
		paper: () => (file ? paper(stage, file) : []),
		traffic: () => traffic(stage),
	};
	try {
		for (const [name, part] of Object.entries(parts)) {
			if (values.part !== undefined && values.part !== name) continue;
			console.log(`${name} …`);
			measures.push(...(await part()));
			loads[name] = load();
		}
	} finally {
		await stage.strike();
	}
	measures.push(alone('opens that the emulator never answered', '', stage.unanswered));
	if (values.part === undefined) report('coedit', measures, { 'load during': loads });
	else show(measures);
}

/** The trace that was named, or the one beside the project. */
function traceFile(given: string | undefined): string | null {
	const file = given ?? path.join(root, '../shared/data/automerge-paper.json.gz');
	if (existsSync(file)) return file;
	if (given) throw new Error(`there is no trace at ${file}`);
	console.log(`Without a trace no long text is opened: npm run bench coedit -- --trace ${file}`);
	return null;
}

const ranks = ['p50', 'p95'] as const;

async function keystrokes(stage: Stage): Promise<Measure[]> {
	const series = await timeKeystrokes(stage, ALL, 8, 20);
	const of = (candidate: Candidate) => percentiles(series.get(candidate) ?? []);
	const peers = (rank: 'p50' | 'p95') => ({
		[NAMES.yWebsocket]: of('yWebsocket')[rank],
		[NAMES.hocuspocus]: of('hocuspocus')[rank],
	});
	const rows = (['fast', 'log'] as const).flatMap((ours) =>
		ranks.map((rank) =>
			compare(`keystroke to sight, ${NAMES[ours]}, ${rank}`, 'ms', of(ours)[rank], peers(rank)),
		),
	);
	const first = percentiles(await firstLetters(stage, 'log', 15));
	return [
		...rows,
		compare(`first letter after a rest, ${NAMES.log}, p50`, 'ms', first.p50, peers('p50')),
	];
}

async function crowds(stage: Stage): Promise<Measure[]> {
	const measures: Measure[] = [];
	for (const { count: people, candidates } of CROWDS) {
		const crowd = new Map<Candidate, Crowd>();
		for (const candidate of candidates)
			crowd.set(candidate, await gather(stage, candidate, people, 3, 30));
		const peer = crowd.get('yWebsocket');
		for (const [candidate, { converged, latencies, links }] of crowd) {
			if (candidate === 'yWebsocket') continue;
			const name = `${String(people)} editors, ${NAMES[candidate]}`;
			const versus = (value: (one: Crowd) => number) => ({
				[NAMES.yWebsocket]: peer ? value(peer) : Number.NaN,
			});
			measures.push(
				compare(
					`${name}: all typed 20 letters at once, all have all`,
					'ms',
					percentiles(converged).p50,
					versus((one) => percentiles(one.converged).p50),
				),
				...ranks.map((rank) =>
					compare(
						`${name}: keystroke to sight, ${rank}`,
						'ms',
						percentiles(latencies)[rank],
						versus((one) => percentiles(one.latencies)[rank]),
					),
				),
			);
			if (candidate === 'fast') measures.push(alone(`${name}: links of one browser`, '', links));
		}
	}
	return measures;
}

async function paper(stage: Stage, file: string): Promise<Measure[]> {
	const text = readPaper(file);
	const candidates = ['fast', 'yWebsocket', 'hocuspocus'] as const;
	const opened = await openPaper(stage, candidates, text, 7);
	const about = (name: string): string => `paper of ${String(text.characters)} letters: ${name}`;
	const { traffic, keeping } = opened.get('fast') as Opened;
	const row = (name: string, unit: string, value: (one: Opened) => number): Measure => {
		const [ours = Number.NaN, yWebsocket = Number.NaN, hocuspocus = Number.NaN] = candidates.map(
			(candidate) => value(opened.get(candidate) as Opened),
		);
		const peers = { [NAMES.yWebsocket]: yWebsocket, [NAMES.hocuspocus]: hocuspocus };
		return compare(about(name), unit, ours, peers);
	};
	return [
		row('cold open to first paint, p50', 'ms', ({ painted }) => percentiles(painted).p50),
		row('cold open to first paint, worst', 'ms', ({ painted }) => percentiles(painted).p95),
		row('heap of the page', 'MB', ({ heap }) => percentiles(heap.map((one) => one / 1e6)).p50),
		row('bytes transferred by an open', 'kB', ({ traffic }) => Math.round(traffic.bytes / 1e3)),
		alone(about(`reads of an open, ${String(TAIL)} of them the tail`), 'reads', traffic.reads),
		alone(about('folding 200 entries'), 'ms', Math.round(keeping?.fold ?? Number.NaN)),
		alone(
			about(`verifying all ${String(text.entries.length)} entries`),
			'ms',
			Math.round(keeping?.verify ?? Number.NaN),
		),
	];
}

/** What Firestore bills; nobody else bills anything, they want a server instead. */
async function traffic(stage: Stage): Promise<Measure[]> {
	// Counting bears company: each case has its own text and its own meter.
	const cases = await Promise.all(
		(
			[
				['alone, fast path', 'fast', 1],
				['two, fast path', 'fast', 2],
				['two, log alone', 'log', 2],
			] as const
		).map(
			async ([name, candidate, people]) => [name, await count(stage, candidate, people)] as const,
		),
	);
	return cases.flatMap(([name, { open, typing, idle }]) => [
		alone(`${name}: writes of an open`, 'writes', open.writes),
		alone(`${name}: reads of an open`, 'reads', open.reads),
		alone(`${name}: writes of a minute of typing`, 'writes', typing.writes),
		alone(`${name}: reads of a minute of typing`, 'reads', typing.reads),
		alone(`${name}: an hour of typing costs`, 'US cents', hourCosts(typing)),
		alone(`${name}: writes of an idle minute`, 'writes', idle.writes),
		alone(`${name}: reads of an idle minute`, 'reads', idle.reads),
	]);
}
