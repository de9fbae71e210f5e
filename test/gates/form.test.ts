import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../emulator-data/run/paths.ts';
import { sourceFiles } from './source-files.ts';

const lines = (text: string): number => text.split('\n').length - 1;
const code = sourceFiles('.ts', '.svelte', '.mjs', '.js');

describe('form of the house', () => {
	test('no source file is longer than 400 lines', () => {
		const long = code.filter((file) => lines(file.text) > 400);
		expect(long.map((file) => `${file.path}: ${String(lines(file.text))}`)).toEqual([]);
	});

	test('the rules stay within 1000 lines and 48 KB', () => {
		const rules = readFileSync(path.join(root, 'firestore.rules'), 'utf8');
		expect(lines(rules)).toBeLessThanOrEqual(1000);
		expect(Buffer.byteLength(rules)).toBeLessThanOrEqual(48 * 1024);
	});

	test('no component inserts HTML by text', () => {
		const found = sourceFiles('.svelte').filter((file) => file.text.includes('{@html'));
		expect(found.map((file) => file.path)).toEqual([]);
	});

	test('forms say themselves what is missing, in the language of the page', () => {
		const found = sourceFiles('.svelte').filter((file) =>
			/<form\b(?![^>]*novalidate)/.test(file.text),
		);
		expect(found.map((file) => file.path)).toEqual([]);
	});

	test('no script writes markup into the page', () => {
		const found = code.filter(
			(file) =>
				file.path.startsWith('web/src/') &&
				!file.path.endsWith('.test.ts') &&
				/\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML\(|document\.write\(/.test(file.text),
		);
		expect(found.map((file) => file.path)).toEqual([]);
	});

	test('names say what a file is for', () => {
		const banned = /(^|\/)(utils?|helpers?|common|misc|managers?|data|info)(\/|\.|$)/;
		expect(code.map((file) => file.path).filter((place) => banned.test(place))).toEqual([]);
		const shape = /^(\+?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*|[A-Z][A-Za-z0-9]*\.svelte|\+.*)$/;
		const odd = code.filter((file) => !shape.test(path.basename(file.path)));
		expect(odd.map((file) => file.path)).toEqual([]);
	});

	test('modules export by name', () => {
		const found = sourceFiles('.ts').filter(
			(file) => !/\.config\.ts$/.test(file.path) && /^export default /m.test(file.text),
		);
		expect(found.map((file) => file.path)).toEqual([]);
	});

	test('every rule of firestore.rules is named by a rules test', () => {
		const rules = readFileSync(path.join(root, 'firestore.rules'), 'utf8');
		const ids = [...rules.matchAll(/^\s*\/\/ ([A-Z]{2}-\d+) /gm)].map((match) => match[1] ?? '');
		const tests = sourceFiles('.rules.test.ts')
			.map((file) => file.text)
			.join('\n');
		expect(ids.length).toBeGreaterThan(0);
		expect(ids.filter((id) => !new RegExp(`\\b${id}\\b`).test(tests))).toEqual([]);
		expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
	});
});
