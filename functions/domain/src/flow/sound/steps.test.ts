import { describe, expect, test } from 'vitest';
import { isSound } from '../soundness.ts';
import { step, sub, flow, one, line, meeting, said, type Line } from './testing.ts';
import { aFlow, aNode } from '../testing.ts';

const table: Line[] = [
	[
		'请设置通过条件',
		'error',
		one({ mode: 'vote' }),
		one({ mode: 'vote', vote: { pass: { by: 'ratio', ratio: 0.5 } } }),
	],
	[
		'通过条件不起作用',
		'warning',
		one({ vote: { pass: { by: 'count', count: 1 } } }),
		one({ mode: 'vote', vote: { pass: { by: 'count', count: 1 } } }),
	],
	[
		'最多只有 1 票',
		'error',
		one({ mode: 'vote', vote: { pass: { by: 'count', count: 2 } } }),
		one({ mode: 'vote', vote: { pass: { by: 'count', count: 2 }, weights: { a: 2 } } }),
	],
	[
		'却最多选',
		'error',
		one({ mode: 'all', handler: { by: 'chosen', fromRoleId: null, min: 3, max: 2 } }),
		one({ mode: 'all', handler: { by: 'chosen', fromRoleId: null, min: 2, max: 3 } }),
	],
	[
		'不能要求选择多人',
		'error',
		one({ handler: { by: 'chosen', fromRoleId: null, min: 2, max: 3 } }),
		one({ mode: 'queue', handler: { by: 'chosen', fromRoleId: null, min: 2, max: 3 } }),
	],
	[
		'只会选择一人',
		'warning',
		one({ handler: { by: 'chosen', fromRoleId: null, min: 1, max: 3 } }),
		one({ handler: { by: 'chosen', fromRoleId: null, min: 1, max: 1 } }),
	],
	[
		'可以并加签',
		'error',
		one({ verbs: ['addParallel'] }),
		one({ mode: 'any', verbs: ['addParallel'] }),
	],
	[
		'“加分支”不起作用',
		'warning',
		flow(
			[
				aNode('fork', 'fork'),
				step('a', { verbs: ['addBranch'] }),
				step('b'),
				aNode('join', 'join'),
			],
			[['first', 'fork'], ...meeting],
		),
		flow(
			[
				step('before', { verbs: ['addBranch'] }),
				aNode('gate', 'gate'),
				aNode('fork', 'fork'),
				step('a'),
				step('b'),
				aNode('join', 'join'),
			],
			[['first', 'before'], ['before', 'gate'], ['gate', 'fork'], ...meeting],
		),
	],
	[
		'“退回到分支之前”不起作用',
		'warning',
		one({ verbs: ['return', 'returnOut'] }),
		one({ verbs: ['return'] }),
	],
	['没有“不同意”的连线', 'error', one({ disagree: 'route' }), one({ disagree: 'terminate' })],
	[
		'没有设置不同意时按连线走',
		'error',
		flow(
			[step('a')],
			[
				['first', 'a'],
				['a', 'end'],
				['a', 'first', { disagree: true }],
			],
		),
		flow(
			[step('a', { disagree: 'route' })],
			[
				['first', 'a'],
				['a', 'end'],
				['a', 'first', { disagree: true }],
			],
		),
	],
	[
		'超时处理不起作用',
		'warning',
		one({ onExpire: 'escalate' }),
		one({ onExpire: 'escalate', due: { amount: 1, unit: 'workdays' } }),
	],
	[
		'必须本人办理',
		'error',
		one({ onExpire: 'submit' }),
		one({ onExpire: 'submit', personal: false }),
	],
	[
		'是签发环节',
		'error',
		one({ onExpire: 'submit', personal: false, effect: 'sign' }),
		one({ onExpire: 'submit', personal: false }),
	],
	[
		'由多人共同办理',
		'error',
		one({ onExpire: 'submit', personal: false, mode: 'all' }),
		one({ onExpire: 'submit', personal: false, mode: 'any' }),
	],
	[
		'没有声明这个字段',
		'error',
		one({ fields: { nope: 'edit' } }),
		one({ fields: { amount: 'edit' } }),
	],
	[
		'没有声明这个字段',
		'error',
		one({ handler: { by: 'field', fieldId: 'nope' } }),
		one({ handler: { by: 'field', fieldId: 'who' } }),
	],
	[
		'不是人员字段',
		'error',
		one({ handler: { by: 'field', fieldId: 'amount' } }),
		one({ handler: { by: 'field', fieldId: 'who' } }),
	],
	[
		'没有这个办理环节',
		'error',
		one({ handler: { by: 'sameAs', nodeId: 'nope' } }),
		one({ handler: { by: 'sameAs', nodeId: 'first' } }),
	],
	[
		'不在本环节之前',
		'error',
		line([step('a', { handler: { by: 'superior', ofNodeId: 'b' } }), step('b')]),
		line([step('a'), step('b', { handler: { by: 'superior', ofNodeId: 'a' } })]),
	],
	[
		'有的走法不经过它',
		'warning',
		flow(
			[step('a'), step('b', { handler: { by: 'sameAs', nodeId: 'a' } })],
			[
				['first', 'a', '甲'],
				['first', 'b', '乙'],
				['a', 'b'],
				['b', 'end'],
			],
		),
		line([step('a'), step('b', { handler: { by: 'sameAs', nodeId: 'a' } })]),
	],
	[
		'没有人能选择办理人',
		'error',
		line([
			sub(),
			aNode('g', 'gate'),
			step('a', { handler: { by: 'chosen', fromRoleId: null, min: 1, max: 1 } }),
		]),
		line([
			sub({ wait: false }),
			step('a', { handler: { by: 'chosen', fromRoleId: null, min: 1, max: 1 } }),
		]),
	],
	['不能以本流程作为子流程', 'error', line([sub({ flowId: 'flow' })]), line([sub()])],
	[
		'没有这个字段',
		'error',
		line([sub({ fieldsIn: { nope: 'x' } })]),
		line([sub({ fieldsIn: { amount: 'x' } })]),
	],
	[
		'只能有一条“不同意”的连线',
		'error',
		flow(
			[step('a', { disagree: 'route' })],
			[
				['first', 'a'],
				['a', 'end'],
				['a', 'first', { disagree: true }],
				['a', 'end', { disagree: true }],
			],
		),
		flow(
			[step('a', { disagree: 'route' })],
			[
				['first', 'a'],
				['a', 'end'],
				['a', 'first', { disagree: true }],
			],
		),
	],
	[
		'“不同意”的连线不能带条件',
		'error',
		flow(
			[step('a', { disagree: 'route' })],
			[
				['first', 'a'],
				['a', 'end'],
				['a', 'first', { disagree: true, when: 'urgent' }],
			],
		),
		flow(
			[step('a', { disagree: 'route' })],
			[
				['first', 'a'],
				['a', 'end'],
				['a', 'first', { disagree: true }],
			],
		),
	],
	['请一并允许退回', 'warning', one({ verbs: ['returnOut'] }), one({ verbs: ['return'] })],
	[
		'催办阶梯不起作用',
		'warning',
		one({ chase: [{ when: 'after', span: null, to: ['holder'] }] }),
		one({
			chase: [{ when: 'after', span: null, to: ['holder'] }],
			due: { amount: 1, unit: 'hours' },
		}),
	],
	[
		'有必须完成的事项',
		'error',
		one({ onExpire: 'submit', personal: false, opinion: 'required' }),
		one({ onExpire: 'submit', personal: false }),
	],
	[
		'超时无处可退',
		'error',
		aFlow([step('a', { handler: { by: 'initiator' }, onExpire: 'return' })]),
		one({ onExpire: 'return' }),
	],
];

describe('soundness of steps', () => {
	test.each(table)('%s (%s)', (words, severity, wrong, right) => {
		expect(said(wrong, words)[0]?.severity).toBe(severity);
		expect(said(right, words)).toEqual([]);
		expect(isSound(right)).toBe(true);
	});
});
