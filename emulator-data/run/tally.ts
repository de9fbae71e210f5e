import { existsSync, readFileSync, rmSync } from 'node:fs';

/** How many tests, or checks that count as one, went which way. */
export interface Tally {
	readonly passed: number;
	readonly failed: number;
	readonly skipped: number;
}

export const NOTHING: Tally = { passed: 0, failed: 0, skipped: 0 };

export function add(one: Tally, other: Tally): Tally {
	return {
		passed: one.passed + other.passed,
		failed: one.failed + other.failed,
		skipped: one.skipped + other.skipped,
	};
}

/** A check that either holds or does not. */
export function single(holds: boolean): Tally {
	return holds ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1 };
}

/** The last line of `npm test`. */
export function summary(tally: Tally): string {
	const skipped = tally.skipped > 0 ? `, ${String(tally.skipped)} skipped` : '';
	return `${String(tally.passed)} passed, ${String(tally.failed)} failed${skipped}`;
}

/** A run that ended badly without saying which test failed still counts as a failure. */
function honest(tally: Tally, code: number): Tally {
	return code !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

function take(file: string): unknown {
	if (!existsSync(file)) return undefined;
	const report: unknown = JSON.parse(readFileSync(file, 'utf8'));
	rmSync(file);
	return report;
}

/** Counts Vitest's report; a file that could not be loaded counts as one failure. */
export function countVitest(file: string, code: number): Tally {
	const report = take(file) as
		| {
				numPassedTests: number;
				numFailedTests: number;
				numPendingTests: number;
				numTodoTests: number;
				testResults: { status: string; assertionResults: unknown[] }[];
		  }
		| undefined;
	if (!report) return honest(NOTHING, code);
	const broken = report.testResults.filter(
		(one) => one.status === 'failed' && one.assertionResults.length === 0,
	).length;
	const tally = {
		passed: report.numPassedTests,
		failed: report.numFailedTests + broken,
		skipped: report.numPendingTests + report.numTodoTests,
	};
	return honest(tally, code);
}

/** Counts Playwright's report; a test that passed only at the second try is a failure. */
export function countPlaywright(file: string, code: number): Tally {
	const report = take(file) as
		{ stats: { expected: number; unexpected: number; flaky: number; skipped: number } } | undefined;
	if (!report) return honest(NOTHING, code);
	const { expected, unexpected, flaky, skipped } = report.stats;
	return honest({ passed: expected, failed: unexpected + flaky, skipped }, code);
}
