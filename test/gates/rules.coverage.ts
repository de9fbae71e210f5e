import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../emulator-data/run/paths.ts';
import { ports } from '../support/emulator.ts';
import { PROJECTS } from '../support/rules.ts';
import { allowsOf, merge, unseen } from '../support/rules-coverage.ts';
import type { CoverageReport } from '../support/rules-coverage.ts';

const source = readFileSync(path.join(root, 'firestore.rules'), 'utf8');

/** Runs after the rules tests, on the emulator that served them. */
describe('firestore.rules coverage', () => {
	test('every allow was seen to grant and to refuse', async () => {
		const allows = allowsOf(source);
		expect(allows.size).toBeGreaterThan(0);
		for (const project of readdirSync(PROJECTS)) {
			const answer = await fetch(
				`http://127.0.0.1:${String(ports.firestore)}/emulator/v1/projects/${project}:ruleCoverage`,
			);
			merge(allows, (await answer.json()) as CoverageReport);
		}
		expect(unseen(allows)).toEqual([]);
	}, 120_000);
});
