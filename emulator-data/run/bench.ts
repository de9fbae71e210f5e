import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, buildFunctions } from './builds.ts';
import { prepareTools } from './chromium.ts';
import { startSuite, type Emulator, type Suite } from './emulators.ts';
import { root } from './paths.ts';
import { basePort, projectOf } from './ports.ts';
import { stopDescendants } from './processes.ts';
import { loadBureau } from './sample.ts';
import { prepareSite } from './site.ts';
import { stopRequested } from './stopping.ts';
import { Problem } from './terminal.ts';

/** Away from a running `npm start` and from the tests. */
const BENCH_BASE = 5300;

interface Bench {
	/** What the bench needs beside its own peers. */
	readonly needs: {
		readonly suite: boolean;
		/** The bare emulators it is content with: nothing is built and no sample is loaded. */
		readonly only?: readonly Emulator[];
		readonly browser?: boolean;
	};
	readonly measure: (args: readonly string[]) => Promise<void>;
}

/** `npm run bench NAME`: runs test/bench/NAME.bench.ts against its peers in one run; what follows is the bench's. */
export async function bench(args: readonly string[]): Promise<number> {
	const folder = path.join(root, 'test/bench');
	const known = readdirSync(folder)
		.filter((name) => name.endsWith('.bench.ts'))
		.map((name) => name.slice(0, -'.bench.ts'.length));
	const [name = '', ...rest] = args;
	const file = path.join(folder, `${name}.bench.ts`);
	if (!name || !existsSync(file)) throw new Problem(`npm run bench ${known.join(' | ')}`);
	const base = basePort(BENCH_BASE);
	process.env['WENSHU_PORT'] = String(base);
	process.env['WENSHU_PROJECT'] = projectOf(base);
	const { needs, measure } = (await import(pathToFileURL(file).href)) as Bench;
	if (needs.browser) await prepareTools();
	if (!needs.suite) {
		await measure(rest);
		return 0;
	}
	const stopped = stopRequested().then(() => 130);
	const measured = measureOnSuite(base, needs, () => measure(rest)).then(() => 0);
	const code = await Promise.race([measured, stopped]);
	if (code !== 0) await stopDescendants();
	return code;
}

async function measureOnSuite(
	base: number,
	needs: Bench['needs'],
	measure: () => Promise<void>,
): Promise<void> {
	if (needs.only) {
		await measureOn(await startSuite({ base, only: needs.only }), measure);
		return;
	}
	await (needs.browser ? build() : buildFunctions());
	prepareSite(base);
	await measureOn(await startSuite({ base }), async () => {
		await loadBureau(base);
		await measure();
	});
}

async function measureOn(suite: Suite, measure: () => Promise<void>): Promise<void> {
	try {
		await measure();
	} finally {
		await suite.stop();
	}
}
