import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { root } from '../emulator-data/run/paths.ts';

const at = (...parts: string[]): string => path.join(root, ...parts);

/** The suffix of a test says what it needs; each project gives it that and no more. */
export default defineConfig({
	root,
	test: {
		projects: [
			{
				root: at('functions/domain'),
				test: { name: 'domain', include: ['src/**/*.test.ts'], testTimeout: 20_000 },
			},
			{
				root: at('functions'),
				test: { name: 'functions', include: ['src/**/*.test.ts'], testTimeout: 60_000 },
			},
			{
				root: at('emulator-data'),
				test: { name: 'sample', include: ['**/*.test.ts'], testTimeout: 60_000 },
			},
			{
				extends: at('web/vite.config.ts'),
				root: at('web'),
				test: { name: 'web', include: ['src/**/*.test.ts'], testTimeout: 20_000 },
			},
			{
				root: at('test'),
				test: {
					name: 'gates',
					include: ['gates/*.test.ts', 'corpus/*.test.ts'],
					testTimeout: 60_000,
				},
			},
			{
				root: at('test'),
				test: {
					name: 'rules',
					include: ['rules/*.rules.test.ts'],
					testTimeout: 60_000,
					hookTimeout: 60_000,
				},
			},
			{
				root: at('test'),
				test: { name: 'coverage', include: ['gates/*.coverage.ts'], testTimeout: 120_000 },
			},
			{
				root: at('test'),
				test: {
					name: 'emulator',
					include: ['functions/*.emulator.test.ts'],
					// One process per function and request: files run one after the other, and the first
					// call of a function waits for its process.
					fileParallelism: false,
					testTimeout: 90_000,
					hookTimeout: 120_000,
				},
			},
		],
	},
});
