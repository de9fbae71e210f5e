import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform, release } from 'node:os';
import path from 'node:path';
import type { Emulator } from '../../emulator-data/run/emulators.ts';
import { root } from '../../emulator-data/run/paths.ts';

/** What a bench needs; the launcher reads it before it starts anything. */
export interface Needs {
	readonly suite: boolean;
	/** The bare emulators it is content with: nothing is built and no sample is loaded. */
	readonly only?: readonly Emulator[];
	readonly browser?: boolean;
}

/** One thing measured for us and for those we compare with, in the same run. */
export interface Measure {
	readonly name: string;
	readonly unit: string;
	readonly ours: number;
	readonly peers: Readonly<Record<string, number>>;
	/** Ours divided by the first peer: below 1 we are faster (or smaller); null without a peer. */
	readonly ratio: number | null;
}

/** Middle and 95th percentile of a series of times in milliseconds. */
export interface Times {
	readonly p50: number;
	readonly p95: number;
}

/** Sorts a series and takes its percentiles, to a tenth of a millisecond. */
export function percentiles(series: readonly number[]): Times {
	const sorted = [...series].sort((one, other) => one - other);
	const at = (share: number): number =>
		Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 10) /
		10;
	return { p50: at(0.5), p95: at(0.95) };
}

/** Times one doing after another, all candidates in turn, so that a loaded machine is fair to each. */
export async function timeInTurn<Name extends string>(
	rounds: number,
	candidates: Readonly<Record<Name, (round: number) => Promise<unknown>>>,
): Promise<Record<Name, Times>> {
	const names = Object.keys(candidates) as Name[];
	const series = new Map<Name, number[]>(names.map((name) => [name, []]));
	const warmUp = 5;
	for (let round = -warmUp; round < rounds; round += 1) {
		for (const name of names) {
			const start = performance.now();
			await candidates[name](round + warmUp);
			if (round >= 0) series.get(name)?.push(performance.now() - start);
		}
	}
	return Object.fromEntries(
		names.map((name) => [name, percentiles(series.get(name) ?? [])]),
	) as Record<Name, Times>;
}

/** A measure from percentiles of ours and of the peers. */
export function compare(
	name: string,
	unit: string,
	ours: number,
	peers: Readonly<Record<string, number>>,
): Measure {
	const [first = Number.NaN] = Object.values(peers);
	return { name, unit, ours, peers, ratio: Math.round((ours / first) * 100) / 100 };
}

/** A measure that others do not have, or that is told for its own sake. */
export function alone(name: string, unit: string, ours: number): Measure {
	return { name, unit, ours, peers: {}, ratio: null };
}

/** Load of the last minute; above the number of cores the times are too long. */
export function load(): number {
	return Math.round((loadavg()[0] ?? 0) * 10) / 10;
}

/** Prints the table. */
export function show(measures: readonly Measure[]): void {
	console.table(
		Object.fromEntries(
			measures.map((one) => [
				one.name,
				{ unit: one.unit, ours: one.ours, ...one.peers, ratio: one.ratio ?? '' },
			]),
		),
	);
}

/** Prints the table and writes test/bench/results/NAME.json, with what else should be known. */
export function report(
	name: string,
	measures: readonly Measure[],
	conditions: Readonly<Record<string, unknown>> = {},
): void {
	show(measures);
	const folder = path.join(root, 'test/bench/results');
	mkdirSync(folder, { recursive: true });
	const machine = {
		cpu: cpus()[0]?.model ?? '',
		cores: cpus().length,
		system: `${platform()} ${release()} ${arch()}`,
		node: process.versions.node,
		load: load(),
	};
	const file = path.join(folder, `${name}.json`);
	const all = { name, at: new Date().toISOString(), machine, ...conditions, measures };
	writeFileSync(file, JSON.stringify(all));
	// As the house formats its files.
	execFileSync('npx', ['prettier', '--write', file], { cwd: root, stdio: 'ignore' });
	console.log(path.relative(root, file));
}
