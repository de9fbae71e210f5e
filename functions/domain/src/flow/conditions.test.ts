import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCondition, evaluateCondition, holds, neverTrue } from './conditions.ts';
import type { FlowField } from './definition.ts';

const fields: FlowField[] = [
	{ id: 'amount', label: '金额', type: 'number', options: [] },
	{ id: 'kind', label: '种类', type: 'choice', options: ['公开招标', '询价'] },
	{ id: 'note', label: '说明', type: 'text', options: [] },
	{ id: 'urgent', label: '是否加急', type: 'boolean', options: [] },
	{ id: 'day', label: '日期', type: 'date', options: [] },
	{ id: 'people', label: '参加人', type: 'people', options: [] },
	{ id: 'odd-id', label: '怪编号', type: 'number', options: [] },
	{ id: 'constructor', label: '施工方', type: 'text', options: [] },
];

describe('conditions of edges', () => {
	test.each([
		['amount > 50000.0', { amount: 60_000 }, true],
		['amount > 50000.0', { amount: 50_000 }, false],
		['amount > 50000', { amount: '60000' }, true],
		['amount == 0.0', {}, true],
		['kind == "询价" && !urgent', { kind: '询价' }, true],
		['kind in ["询价", "公开招标"]', { kind: '单一来源' }, false],
		['note.contains("医保") || urgent', { note: '医保基金' }, true],
		['day >= "2026-01-01"', { day: '2026-03-05' }, true],
		['day == "2026-03-05"', { day: new Date('2026-03-04T18:00:00Z') }, true],
		['day == "2026-03-05"', { day: '2026-03-05T08:00' }, true],
		['day == ""', {}, true],
		['size(people) > 1', { people: ['a', 'b'] }, true],
		['"a" in people', { people: 'a' }, true],
		['people.exists(p, p == initiator)', { people: ['a'], initiator: 'a' }, true],
		['unit == "gov"', { unit: 'gov' }, true],
		['constructor == ""', {}, true],
		['urgent', { urgent: 'yes' }, false],
	])('%s with %o is %s', (when, values, wanted) => {
		expect(checkCondition(when, fields)).toBeNull();
		expect(evaluateCondition(when, values, fields)).toEqual({ ok: true, value: wanted });
		expect(holds(when, values, fields)).toBe(wanted);
	});

	test.each([
		['', '空'],
		['amount >', '没有写完'],
		['amount = 5.0', '写法有误'],
		['sum > 5.0', '没有名为 sum 的字段'],
		['odd-id > 1.0', '编号 odd-id 不能用在条件里'],
		['amount == 5', '5.0'],
		['amount', '是”或“否'],
		['note > 5.0', '“说明”是文本'],
		['note.matches("(a+)+$")', '不能使用函数 matches'],
		['people.map(p, p) == people', '不能使用函数 map'],
		['people.all(p, people.exists(q, q == p))', '不能套在另一个循环里'],
		[`${'urgent || '.repeat(60)}urgent`, '太长'],
		[`${'!('.repeat(40)}urgent${')'.repeat(40)}`, '太复杂'],
		[`${'1+'.repeat(200)}1 == 2`, '太复杂'],
		['{"a": 1}.a == 1', '太复杂'],
	])('%s is refused, saying %s', (when, words) => {
		expect(checkCondition(when, fields)).toContain(words);
		expect(evaluateCondition(when, {}, fields).ok).toBe(false);
		expect(holds(when, {}, fields)).toBe(false);
	});

	test('what fails only when evaluated does not hold, and nothing is thrown', () => {
		expect(evaluateCondition('int(note) > 1', { note: 'x' }, fields)).toMatchObject({
			ok: false,
			code: 'flow/badCondition',
		});
		expect(holds('int(note) > 1', { note: 'x' }, fields)).toBe(false);
		const crowd = Array.from({ length: 1001 }, String);
		expect(holds('size(people) > 1', { people: crowd }, fields)).toBe(false);
	});

	test.each([
		'false',
		'1 > 2',
		'1 / 0 == 1',
		'amount > 5.0 && amount < 3.0',
		'amount > 5.0 && amount <= 5.0',
		'amount == 5.0 && amount != 5.0',
		'amount >= 5.0 && amount <= 5.0 && amount != 5.0',
		'3.0 > amount && !(amount < 5)',
		'kind == "单一来源"',
		'kind in ["单一来源", "其他"]',
		'kind == "询价" && kind == "公开招标"',
		'note == "a" && note != "a"',
		'note == "a" && note in ["b", "c"]',
		'day > "2026-05-01" && day < "2026-01-01"',
		'urgent && !urgent',
		'urgent == true && urgent == false',
		'"a" in people && !("a" in people)',
		'(amount > 5.0 || urgent) && amount < 3.0 && !urgent',
		'urgent ? false : 1 > 2',
	])('%s can never hold', (when) => {
		expect(checkCondition(when, fields)).toBeNull();
		expect(neverTrue(when, fields)).toEqual(expect.any(String));
	});

	test.each([
		'true',
		'amount > 3.0 && amount < 5.0',
		'amount >= 5.0 && amount <= 5.0',
		'amount > 5.0 || amount < 3.0',
		'kind == "询价"',
		'kind != "单一来源"',
		'kind == ""',
		'kind == "单一来源" || urgent',
		'note == "a" || note == "b"',
		'urgent ? amount > 5.0 : amount < 3.0',
		'1 / 0 == 1 || urgent',
		'people.exists(p, p == "a")',
		'amount >',
		'amount > 9007199254740993 && amount < 9007199254740995',
	])('%s may hold', (when) => {
		expect(neverTrue(when, fields)).toBeNull();
	});
});

/** Conditions and values small enough that contradictions and hits are common. */
const atom = fc.oneof(
	fc
		.tuple(fc.constantFrom('<', '<=', '>', '>=', '=='), fc.integer({ min: -1, max: 2 }))
		.map(([op, value]) => `amount ${op} ${value}.0`),
	fc
		.tuple(fc.constantFrom('==', '!='), fc.constantFrom('公开招标', '询价', '其他', ''))
		.map(([op, value]) => `kind ${op} "${value}"`),
	fc.constantFrom('urgent', 'note == "a"', 'note in ["a", "b"]', '"a" in people', 'true', '1 > 2'),
);
const condition = fc.letrec<{ tree: string }>((tie) => ({
	tree: fc.oneof(
		{ maxDepth: 3 },
		atom,
		tie('tree').map((part) => `!(${part})`),
		fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(${a} && ${b})`),
		fc.tuple(tie('tree'), tie('tree')).map(([a, b]) => `(${a} || ${b})`),
		fc.tuple(tie('tree'), tie('tree'), tie('tree')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
	),
})).tree;

test('no condition that holds is ever said to be impossible', () => {
	const values = fc.record({
		amount: fc.integer({ min: -2, max: 3 }),
		kind: fc.constantFrom('公开招标', '询价', ''),
		urgent: fc.boolean(),
		note: fc.constantFrom('a', 'b', 'c'),
		people: fc.constantFrom(['a'], []),
	});
	fc.assert(
		fc.property(condition, values, (when, given) => {
			fc.pre(checkCondition(when, fields) === null && holds(when, given, fields));
			return neverTrue(when, fields) === null;
		}),
		{ seed: 20_261_126, numRuns: 2000, maxSkipsPerRun: 1000 },
	);
});
