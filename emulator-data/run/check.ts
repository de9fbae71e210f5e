import { packageFile, root } from './paths.ts';
import { run, stopDescendants } from './processes.ts';
import { stopRequested } from './stopping.ts';
import { add, NOTHING, single, summary } from './tally.ts';
import type { Tally } from './tally.ts';
import { bold, green, red, say, seconds } from './terminal.ts';
import path from 'node:path';

/** A program whose success is one check. */
interface Check {
	readonly name: string;
	readonly program: string;
	readonly args: readonly string[];
	readonly folder?: string;
}

const TSC = 'typescript/bin/tsc';
const ESLINT = 'eslint/bin/eslint.js';
const LINT = ['-c', 'test/eslint.config.js', '--max-warnings', '0'];

/** The longest goes first, so that the others fill the time beside it. */
const CHECKS: readonly Check[] = [
	{ name: 'lint: web', program: ESLINT, args: [...LINT, 'web'] },
	{
		name: 'lint: functions, tests and sample data',
		program: ESLINT,
		args: [...LINT, '--ignore-pattern', 'web/**', '.'],
	},
	{ name: 'types: domain', program: TSC, args: ['-p', 'functions/domain'] },
	{ name: 'types: functions', program: TSC, args: ['-p', 'functions'] },
	{ name: 'types: tests and sample data', program: TSC, args: ['-p', 'test'] },
	{
		name: 'types: web',
		program: 'svelte-check/bin/svelte-check',
		args: [
			'--tsconfig',
			'./tsconfig.json',
			'--output',
			'human',
			'--threshold',
			'warning',
			'--fail-on-warnings',
		],
		folder: 'web',
	},
	{
		name: 'format',
		program: 'prettier/bin/prettier.cjs',
		args: ['--check', '--log-level', 'warn', '.'],
	},
];

/** Runs one check; its output is shown only when it fails. */
async function perform(check: Check): Promise<boolean> {
	const start = performance.now();
	const code = await run(process.execPath, [packageFile(check.program), ...check.args], {
		cwd: path.join(root, check.folder ?? ''),
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	say(`${code === 0 ? green('✔') : red('✖')} ${check.name} (${seconds(start)})`);
	return code === 0;
}

/** Types, lint and format; two at a time, because most machines have two cores at least. */
export async function runChecks(filter = ''): Promise<Tally> {
	const queue = CHECKS.filter((check) => check.name.includes(filter));
	let tally = NOTHING;
	const worker = async (): Promise<void> => {
		for (let check = queue.shift(); check; check = queue.shift()) {
			const passed = await perform(check);
			tally = add(tally, single(passed));
		}
	};
	await Promise.all([worker(), worker()]);
	return tally;
}

/** `npm run check`. */
export async function check(args: readonly string[]): Promise<number> {
	const stopped = stopRequested().then(() => undefined);
	const tally = await Promise.race([runChecks(args[0]), stopped]);
	if (!tally) {
		await stopDescendants();
		return 130;
	}
	say(bold(summary(tally)));
	return tally.failed === 0 ? 0 : 1;
}
