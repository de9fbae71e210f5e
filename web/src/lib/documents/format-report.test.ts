import type { ClauseOutcome } from '@wenshu/domain/conformity/conformity.ts';
import { describe, expect, test } from 'vitest';
import { groupsOf, reportText } from './format-report.ts';

const clause = (changes: Partial<ClauseOutcome>): ClauseOutcome => ({
	id: 'red-rule',
	clause: '7.2.7',
	rule: '居中印一条红色分隔线。',
	outcome: 'pass',
	found: '156 mm',
	wanted: '156 mm（±1 mm）',
	page: 1,
	places: 1,
	failures: 0,
	...changes,
});
const report = {
	sealed: false,
	pages: 2,
	clauses: [
		clause({}),
		clause({
			id: 'lines',
			clause: '5.2.3',
			outcome: 'fail',
			found: '21 行',
			wanted: '22 行',
			page: 2,
		}),
		clause({ id: 'letter-mark', clause: '10.1', outcome: 'notApplicable', page: null }),
	],
};

describe('the report of a format check', () => {
	test('groups clauses by outcome', () => {
		const groups = groupsOf(report);
		expect(groups.fail.map((one) => one.id)).toEqual(['lines']);
		expect(groups.notApplicable.map((one) => one.id)).toEqual(['letter-mark']);
	});

	test('says on paper what fails, where, and what is wanted', () => {
		const text = reportText('关于测试的通知', report, '2026年11月27日 10:00');
		expect(text).toContain('结果：不符合 1 项，符合 1 项，不适用 1 项');
		expect(text).toContain('实测：21 行；要求：22 行（第 2 页）');
		expect(text.indexOf('【不符合】')).toBeLessThan(text.indexOf('【符合】'));
		expect(text).not.toMatch(/10\.1.*\n\u3000\u3000实测/u);
	});
});
