import { describe, expect, test } from 'vitest';
import {
	step,
	amount,
	flow,
	one,
	ways,
	forked,
	meeting,
	line,
	again,
	said,
	type Line,
} from './sound/testing.ts';
import { aFlow, aNode } from './testing.ts';
import { isSound, unsoundness } from './soundness.ts';

const table: Line[] = [
	[
		'无法到达',
		'error',
		flow(
			[step('a')],
			[
				['first', 'end'],
				['a', 'end'],
			],
		),
		line([step('a')]),
	],
	[
		'没有去向',
		'error',
		flow(
			[step('a')],
			[
				['first', 'a', '甲'],
				['first', 'end', '乙'],
			],
		),
		ways('甲', '乙'),
	],
	[
		'循环没有出口',
		'error',
		flow(
			[step('a'), step('b')],
			[
				['first', 'a', '甲'],
				['first', 'end', '乙'],
				['a', 'b'],
				['b', 'a'],
			],
		),
		flow(
			[step('a'), step('b')],
			[
				['first', 'a', '甲'],
				['first', 'end', '乙'],
				['a', 'b'],
				['b', 'a', '再来'],
				['b', 'end', '完'],
			],
		),
	],
	[
		'之后无法办结',
		'error',
		flow(
			[step('a'), step('b')],
			[
				['first', 'a', '甲'],
				['first', 'end', '乙'],
				['a', 'b'],
			],
		),
		line([step('a'), step('b')]),
	],
	[
		'没有人办理，会一直转下去',
		'error',
		flow(
			[aNode('g', 'gate'), aNode('h', 'gate')],
			[
				['first', 'g'],
				['g', 'h', { when: 'urgent' }],
				['g', 'end'],
				['h', 'g'],
			],
		),
		flow(
			[aNode('g', 'gate'), step('h')],
			[
				['first', 'g'],
				['g', 'h', { when: 'urgent' }],
				['g', 'end'],
				['h', 'g'],
			],
		),
	],
	[
		'没有汇合',
		'error',
		forked([
			['fork', 'a'],
			['fork', 'b'],
			['a', 'end'],
			['b', 'end'],
		]),
		forked(meeting),
	],
	['先汇合再结束', 'error', forked([...meeting, ['a', 'end', '跳出']]), forked(meeting)],
	[
		'不同的地方汇合',
		'error',
		forked(
			[
				['fork', 'a'],
				['fork', 'b'],
				['a', 'join'],
				['b', 'j'],
				['join', 'end'],
				['j', 'end'],
			],
			[aNode('j', 'join')],
		),
		forked(meeting),
	],
	['前面没有对应的分支', 'error', line([step('a'), aNode('j', 'join')]), forked(meeting)],
	[
		'分支与汇合交叉',
		'error',
		forked([...meeting.slice(0, -1), ['join', 'c'], ['a', 'c', '跳出'], ['c', 'end']], [step('c')]),
		forked([...meeting.slice(0, -1), ['join', 'c'], ['c', 'end']], [step('c')]),
	],
	[
		'重复办理',
		'warning',
		forked([
			['fork', 'a'],
			['fork', 'b'],
			['a', 'b'],
			['b', 'join'],
			['join', 'end'],
		]),
		forked(meeting),
	],
	[
		'至少要分成两支',
		'error',
		forked([
			['fork', 'a'],
			['a', 'join'],
			['join', 'end'],
		]),
		forked(meeting),
	],
	[
		'连着不存在的环节',
		'error',
		flow(
			[step('a')],
			[
				['first', 'a'],
				['a', 'end'],
				['a', 'gone', '丢'],
			],
		),
		line([step('a')]),
	],
	['要写明名称', 'error', ways('甲', ''), ways('甲', '乙')],
	['都叫“甲”', 'error', ways('甲', '甲'), ways('甲', '乙')],
	[
		'无路可走',
		'error',
		ways({ when: 'urgent' }, { when: 'amount > 5.0' }),
		ways({ when: 'urgent' }, ''),
	],
	[
		'无路可走',
		'error',
		ways({ when: 'amount > 5.0' }, { when: 'amount < 5.0' }),
		ways({ when: 'amount > 5.0' }, { when: 'amount <= 5.0' }),
	],
	['永远不会成立', 'error', ways({ when: 'urgent && !urgent' }, ''), ways({ when: 'urgent' }, '')],
	[
		'没有名为 sum 的字段',
		'error',
		ways({ when: 'sum > 5.0' }, ''),
		ways({ when: 'amount > 5.0' }, ''),
	],
	['必须由发起人办理', 'error', aFlow([step('a')]), line([step('a')])],
	[
		'只能是单人办理',
		'error',
		aFlow([step('a', { handler: { by: 'initiator' }, mode: 'any' })]),
		aFlow([step('a', { handler: { by: 'initiator' } })]),
	],
	[
		'的编号 a 与另一个环节重复',
		'error',
		line([step('a'), step('a')]),
		line([step('a'), step('b')]),
	],
	[
		'字段编号 amount 重复',
		'error',
		flow([], [['first', 'end']], { fields: [amount, amount] }),
		flow([], [['first', 'end']], { fields: [amount] }),
	],
	['有且只有一个开始', 'error', again(line([]), { nodes: line([]).nodes.slice(1) }), line([])],
	['必须有结束', 'error', again(line([]), { nodes: line([]).nodes.slice(0, -1) }), line([])],
	[
		'没有人在这里选择',
		'error',
		flow(
			[aNode('g', 'gate')],
			[
				['first', 'g'],
				['g', 'end', '甲'],
				['g', 'first', '乙'],
			],
		),
		flow(
			[aNode('g', 'gate')],
			[
				['first', 'g'],
				['g', 'end', '甲'],
				['g', 'first', { when: 'urgent' }],
			],
		),
	],
	[
		'可能被自动跳过',
		'error',
		flow(
			[step('a', { nobody: 'skip' })],
			[
				['first', 'a'],
				['a', 'end', '甲'],
				['a', 'first', '乙'],
			],
		),
		flow(
			[step('a')],
			[
				['first', 'a'],
				['a', 'end', '甲'],
				['a', 'first', '乙'],
			],
		),
	],
	[
		'请列出可选的值',
		'error',
		flow([], [['first', 'end']], { fields: [{ id: 'kind', label: '种类', type: 'choice' }] }),
		flow([], [['first', 'end']], {
			fields: [{ id: 'kind', label: '种类', type: 'choice', options: ['a'] }],
		}),
	],
	[
		'的编号 x 重复',
		'error',
		again(line([]), { edges: line([]).edges.map((edge) => ({ ...edge, id: 'x' })) }),
		line([]),
	],
	[
		'是结束，不能再有后续',
		'error',
		flow(
			[],
			[
				['first', 'end'],
				['end', 'first'],
			],
		),
		line([]),
	],
	[
		'是开始，不能有连入的线',
		'error',
		flow(
			[],
			[
				['first', 'end', '甲'],
				['first', 'start', '乙'],
			],
		),
		line([]),
	],
	[
		'只能有一条连出的线',
		'error',
		flow(
			[],
			[
				['start', 'first', '又'],
				['first', 'end'],
			],
		),
		line([]),
	],
	[
		'连出的线不能带条件',
		'error',
		forked([...meeting.slice(0, -1), ['join', 'end', { when: 'urgent' }]]),
		forked(meeting),
	],
	[
		'不能有“不同意”的连线',
		'error',
		flow(
			[aNode('g', 'gate')],
			[
				['first', 'g'],
				['g', 'end'],
				['g', 'first', { disagree: true }],
			],
		),
		flow(
			[aNode('g', 'gate')],
			[
				['first', 'g'],
				['g', 'end'],
			],
		),
	],
	[
		'不能用在条件里',
		'warning',
		flow([], [['first', 'end']], { fields: [{ ...amount, id: 'a-b' }] }),
		flow([], [['first', 'end']]),
	],
];

describe('soundness of a definition', () => {
	test.each(table)('%s (%s)', (words, severity, wrong, right) => {
		expect(said(wrong, words)[0]?.severity).toBe(severity);
		expect(said(right, words)).toEqual([]);
		expect(isSound(right)).toBe(true);
	});

	test('a finding says where it is', () => {
		const edge = ways({ when: 'sum > 5.0' }, '').edges.find(({ when }) => when !== null);
		expect(unsoundness(ways({ when: 'sum > 5.0' }, ''))).toMatchObject([
			{ nodeId: null, edgeId: edge?.id },
		]);
		expect(unsoundness(one({ mode: 'vote' }))).toMatchObject([{ nodeId: 'a', edgeId: null }]);
	});
});
