import { describe, expect, it } from 'vitest';
import { conditionSentence } from './condition-sentence.ts';
import type { FlowField } from './definition.ts';

const fields: FlowField[] = [
	{ id: 'amount', label: '金额（元）', type: 'number', options: [] },
	{ id: 'method', label: '方式', type: 'choice', options: ['询价', '公开招标'] },
	{ id: 'inPlan', label: '已列入预算', type: 'boolean', options: [] },
	{ id: 'day', label: '日期', type: 'date', options: [] },
	{ id: 'team', label: '成员', type: 'people', options: [] },
	{ id: 'remark', label: '说明', type: 'text', options: [] },
];
const names = { person: (uid: string) => `人员${uid}`, unit: (id: string) => `机构${id}` };
const said = (when: string) => conditionSentence(when, fields, names);

describe('a condition in words', () => {
	it.each([
		['amount > 50000.0', '金额（元）大于 50,000'],
		['amount <= 1234567.5', '金额（元）不大于 1,234,567.5'],
		['50000.0 <= amount', '金额（元）不小于 50,000'],
		['amount == -3.0', '金额（元）等于 -3'],
		['amount != 0.0', '金额（元）不等于 0'],
		['method == "询价"', '方式为“询价”'],
		['"询价" != method', '方式不为“询价”'],
		['method in ["询价", "公开招标"]', '方式为“询价”、“公开招标”之一'],
		['!(method in ["询价"])', '方式不为“询价”之一'],
		['inPlan', '已列入预算为“是”'],
		['!inPlan', '已列入预算为“否”'],
		['inPlan == false', '已列入预算为“否”'],
		['inPlan != false', '已列入预算为“是”'],
		['day >= "2026-12-01"', '日期不早于 2026-12-01'],
		['day == ""', '日期未填写'],
		['remark != ""', '说明已填写'],
		['remark.contains("急")', '说明含有“急”'],
		['remark.startsWith("关于")', '说明以“关于”开头'],
		['!remark.endsWith("请示")', '不满足（说明以“请示”结尾）'],
		['"a" in team', '成员包含 人员a'],
		['initiator in team', '成员包含发起人'],
		['size(team) > 3', '成员人数大于 3'],
		['team.size() == 0', '成员人数等于 0'],
		['initiator == "a"', '发起人为 人员a'],
		['unit != "u"', '发起人所在机构不为 机构u'],
	])('%s is %s', (when, words) => {
		expect(said(when)).toBe(words);
	});

	it('且 binds before 或, as in the condition', () => {
		expect(said('inPlan && amount > 5.0 || method == "询价"')).toBe(
			'已列入预算为“是”，且金额（元）大于 5，或方式为“询价”',
		);
		expect(said('inPlan && (amount > 5.0 || method == "询价")')).toBe(
			'已列入预算为“是”，且（金额（元）大于 5，或方式为“询价”）',
		);
		expect(said('!(inPlan && amount > 5.0)')).toBe(
			'不满足（已列入预算为“是”，且金额（元）大于 5）',
		);
	});

	it('what cannot be told plainly, or is not a condition, has no words', () => {
		for (const when of [
			'amount * 2.0 > 5.0',
			'team.exists(each, each == "a")',
			'inPlan ? amount > 5.0 : amount > 1.0',
			'method < "询价"',
			'unknown > 5.0',
			'amount > ',
		])
			expect(said(when)).toBeNull();
	});
});
