import { messages } from '@wenshu/domain/messages.ts';
import { traceMessages } from '@wenshu/domain/trace/messages.ts';
import { describe, expect, test } from 'vitest';
import { sourceFiles } from './source-files.ts';

/** A code used as a refusal that brings no sentence of its own; acts have types of the same shape. */
const refusal =
	/(?:\brefuse\(|\bok:\s*false,\s*code:\s*|\brefuseWith\(|HttpsError\('[a-z-]+',\s*)'([a-z]+\/[a-zA-Z]+)'(?!, message)/g;

/** Everything that is said in whole sentences. */
const sentences = { ...messages, ...traceMessages };

describe('acts', () => {
	test('every kind of act has a name in the journal, and every name an act', () => {
		const types = new Set(
			sourceFiles('.ts')
				.filter((file) => file.path.startsWith('functions/src/'))
				.flatMap((file) =>
					[
						...file.text.matchAll(/\btype: '([a-z]+\/[a-zA-Z]+)',|\bflowAct\(\s*'([a-zA-Z]+)'/g),
					].map(([, type, verb]) => type ?? `flow/${verb ?? ''}`),
				),
		);
		types.delete('application/pdf');
		const [words] = sourceFiles('journal-words.ts');
		const named = [...(words?.text ?? '').matchAll(/^\t'([a-z]+\/[a-zA-Z]+)':/gm)].map(
			(match) => match[1],
		);
		expect(named.sort()).toEqual([...types].sort());
	});
});

describe('refusals', () => {
	test('every refusal has a sentence', () => {
		const missing = sourceFiles('.ts', '.svelte')
			.filter((file) => !/^(test|emulator-data)\/|\.test\.ts$|\/messages\.ts$/.test(file.path))
			.flatMap((file) =>
				[...file.text.matchAll(refusal)].map((match) => ({ file, code: match[1] ?? '' })),
			)
			.filter(({ code }) => !Object.hasOwn(messages, code))
			.map(({ file, code }) => `${file.path}: ${code}`);
		expect(missing).toEqual([]);
	});

	test('a sentence is Chinese first, then English, and both are whole sentences', () => {
		const odd = Object.entries(sentences).filter(
			([, [chinese, english]]) =>
				!/[\u4e00-\u9fff].*[。！？]$/u.test(chinese) ||
				!/^[\x20-\x7e“”’–…〓]+[.!?]$/u.test(english),
		);
		expect(odd.map(([code, pair]) => [code, ...pair])).toEqual([]);
	});

	test('English names no detail that Chinese does not', () => {
		const details = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1]!);
		const odd = Object.entries(sentences).filter(([, [chinese, english]]) =>
			details(english).some((detail) => !details(chinese).includes(detail)),
		);
		expect(odd.map(([code, pair]) => [code, ...pair])).toEqual([]);
	});
});
