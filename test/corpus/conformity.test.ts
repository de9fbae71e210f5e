import { checkConformity, clauses } from '@wenshu/domain/conformity/conformity.ts';
import { describe, expect, test } from 'vitest';
import { corpus } from './documents.ts';
import { produce } from './produce.ts';

const tested = new Set<string>();
/** What the layout may have done on its own to keep the clauses. */
const allowed = new Set(['layout/respaced', 'layout/keptLast', 'layout/recipientsBelow']);
let standard = 0;

describe('every document of the corpus keeps every clause of GB/T 9704-2012', () => {
	test('there are thirty of them at least, each with a name of its own', () => {
		expect(new Set(corpus.map((one) => one.name)).size).toBe(corpus.length);
		expect(corpus.length).toBeGreaterThanOrEqual(30);
	});

	for (const document of corpus) {
		test(document.name, async () => {
			const { paper, warnings, lines } = await produce(document);
			expect(warnings.map((one) => one.code).filter((code) => !allowed.has(code))).toEqual([]);
			const outcomes = checkConformity(paper, document.page, lines);
			if (lines === undefined) standard += 1;
			for (const one of outcomes) if (one.outcome !== 'notApplicable') tested.add(one.id);
			expect(outcomes.filter((one) => one.outcome === 'fail')).toEqual([]);
		});
	}

	test('most of them with the standard spacing', () => {
		expect(standard).toBeGreaterThan(corpus.length / 2);
	});

	test('no clause is dead: each applies to at least one document', () => {
		expect(clauses.map((one) => one.id).filter((id) => !tested.has(id))).toEqual([]);
	});
});
