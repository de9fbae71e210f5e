import { rmSync } from 'node:fs';
import path from 'node:path';
import { build, buildFunctions } from './builds.ts';
import { runChecks } from './check.ts';
import { findChromium, prepareTools } from './chromium.ts';
import { startSuite } from './emulators.ts';
import type { Emulator, Suite } from './emulators.ts';
import { packageFile, root } from './paths.ts';
import { TEST_BASE, basePort, mailPort } from './ports.ts';
import { run, stopDescendants } from './processes.ts';
import { clearSuite, loadBureau } from './sample.ts';
import { prepareSite } from './site.ts';
import { stopRequested } from './stopping.ts';
import { NOTHING, add, countPlaywright, countVitest, single, summary } from './tally.ts';
import type { Tally } from './tally.ts';
import { Problem, bold, dim, green, red, say, seconds } from './terminal.ts';

const STAGES = ['check', 'unit', 'gates', 'rules', 'functions', 'e2e'] as const;
type Stage = (typeof STAGES)[number];

/** The emulators each stage needs. */
const NEEDS: Partial<Record<Stage, readonly Emulator[]>> = {
	rules: ['auth', 'firestore'],
	functions: ['auth', 'functions', 'firestore', 'hosting'],
	e2e: ['auth', 'functions', 'firestore', 'hosting'],
};

/** Environment in which the tests of a stage find the running suite. */
function testEnvironment(suite: Suite | undefined): NodeJS.ProcessEnv {
	if (!suite) return process.env;
	return {
		...process.env,
		WENSHU_PORT: String(suite.ports.base),
		WENSHU_PROJECT: suite.project,
		WENSHU_BLOBS: path.join(suite.folder, 'blobs'),
		METADATA_SERVER_DETECTION: 'none',
	};
}

/** Mail goes to a server that a test starts, and fails where none does. */
function mailEnvironment(base: number): NodeJS.ProcessEnv {
	return {
		WENSHU_SMTP_URL: `smtp://127.0.0.1:${String(mailPort(base))}`,
		WENSHU_SMTP_FROM: '云州市医疗保障局 <oa@wenshu.test>',
	};
}

async function vitest(
	projects: readonly string[],
	filters: readonly string[],
	suite?: Suite,
): Promise<Tally> {
	const report = path.join(root, '.emulator', `vitest-${projects.join('-')}.json`);
	const code = await run(
		process.execPath,
		[
			packageFile('vitest/vitest.mjs'),
			'run',
			...['--config', 'test/vitest.config.ts', '--passWithNoTests'],
			...projects.flatMap((project) => ['--project', project]),
			...['--reporter', 'default', '--reporter', 'json', `--outputFile.json=${report}`],
			...filters,
		],
		{ env: testEnvironment(suite) },
	);
	return countVitest(report, code);
}

async function playwright(filters: readonly string[], suite: Suite): Promise<Tally> {
	const report = path.join(root, '.emulator', 'playwright.json');
	const code = await run(
		process.execPath,
		[
			packageFile('@playwright/test/cli.js'),
			'test',
			...['--config', 'test/playwright.config.ts', '--reporter', 'list,json'],
			'--pass-with-no-tests',
			...filters,
		],
		{
			env: {
				...testEnvironment(suite),
				CHROMIUM_PATH: (await findChromium()) ?? '',
				PLAYWRIGHT_JSON_OUTPUT_FILE: report,
			},
		},
	);
	return countPlaywright(report, code);
}

/** Loads the sample bureau afresh, so that no stage sees what another one did. */
async function freshBureau(suite: Suite): Promise<void> {
	await clearSuite(suite.ports.base);
	if (!(await loadBureau(suite.ports.base))) say(dim('  (no sample data)'));
}

async function perform(
	stage: Stage,
	filters: readonly string[],
	suite: Suite | undefined,
): Promise<Tally> {
	switch (stage) {
		case 'check':
			return await runChecks(filters[0]);
		case 'unit':
			return await vitest(['domain', 'functions', 'sample', 'web'], filters);
		case 'gates':
			await build();
			return await vitest(['gates'], filters);
		case 'rules': {
			if (!suite) return single(false);
			rmSync(path.join(suite.folder, 'rules-projects'), { recursive: true, force: true });
			const tests = await vitest(['rules'], filters, suite);
			// A filtered run cannot have seen every rule.
			return filters.length > 0 ? tests : add(tests, await vitest(['coverage'], [], suite));
		}
		case 'functions':
			if (suite) await freshBureau(suite);
			return await vitest(['emulator'], filters, suite);
		case 'e2e':
			if (!suite) return single(false);
			await freshBureau(suite);
			return await playwright(filters, suite);
	}
}

/** Runs one stage under a heading, with its time; an error of the house counts as a failure. */
async function runStage(
	stage: Stage,
	filters: readonly string[],
	suite: Suite | undefined,
): Promise<Tally> {
	const start = performance.now();
	say(`\n${bold(`── ${stage}`)}`);
	let tally: Tally;
	try {
		tally = await perform(stage, filters, suite);
	} catch (error) {
		console.error(error instanceof Problem ? error.message : error);
		tally = single(false);
	}
	if (tally.passed + tally.failed + tally.skipped === 0) {
		say(red(`  没有匹配的测试 / no test matches: ${filters.join(' ')}`));
		tally = single(false);
	}
	const mark = tally.failed === 0 ? green('✔') : red('✖');
	say(`${mark} ${stage}: ${summary(tally)} (${seconds(start)})`);
	return tally;
}

/** Starts what the wanted stages need, once for all of them. */
async function startFor(stages: readonly Stage[]): Promise<Suite | undefined> {
	const only = [...new Set(stages.flatMap((stage) => NEEDS[stage] ?? []))];
	if (only.length === 0) return undefined;
	const start = performance.now();
	const base = basePort(TEST_BASE);
	if (stages.includes('e2e')) await build();
	else if (only.includes('functions')) await buildFunctions();
	prepareSite(base);
	const suite = await startSuite({ base, only, env: mailEnvironment(base) });
	say(`\n${dim(`emulators on ${String(base)} (${seconds(start)})`)}`);
	return suite;
}

function chosen(args: readonly string[]): readonly Stage[] {
	const [name] = args;
	if (name === undefined) return STAGES;
	const stage = STAGES.find((one) => one === name);
	if (!stage) throw new Problem(`npm test -- [${STAGES.join(' | ')}] [filter]`);
	return [stage];
}

/** Runs the stages in order and stops the suite they shared. */
async function runAll(
	stages: readonly Stage[],
	filters: readonly string[],
	stopping: () => boolean,
): Promise<Tally> {
	let tally = NOTHING;
	let suite: Suite | undefined;
	try {
		for (const [index, stage] of stages.entries()) {
			if (stopping()) break;
			if (NEEDS[stage] && !suite) suite = await startFor(stages.slice(index));
			tally = add(tally, await runStage(stage, filters, suite));
		}
	} catch (error) {
		console.error(error instanceof Problem ? error.message : error);
		tally = add(tally, single(false));
	} finally {
		await suite?.stop();
	}
	return tally;
}

/**
 * `npm test [-- stage [filter]]`: everything from a fresh clone on. The last line says how many
 * tests passed and failed; the exit code is not zero when any failed.
 */
export async function test(args: readonly string[]): Promise<number> {
	const start = performance.now();
	const stages = chosen(args);
	if (stages.some((stage) => stage !== 'check')) await prepareTools();
	let stopping = false;
	const stopped = stopRequested().then(() => {
		stopping = true;
		return undefined;
	});
	const tally = await Promise.race([runAll(stages, args.slice(1), () => stopping), stopped]);
	if (!tally) {
		await stopDescendants();
		return 130;
	}
	say(`\n${dim(seconds(start))}`);
	say(summary(tally));
	return tally.failed === 0 ? 0 : 1;
}
