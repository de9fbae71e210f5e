import { describe, expect, test } from 'vitest';
import { isSound, type FlowWorld } from '../soundness.ts';
import { step, sub, amount, flow, one, line, said, type Line } from './testing.ts';
import { aDirectory, aFlow } from '../testing.ts';

const world: FlowWorld = {
	directory: {
		...aDirectory({ clerk: ['x'], head: ['y'] }, ['x', 'y'], ['gone']),
		administrators: () => [],
	},
	roleIds: new Set(['clerk', 'empty']),
	postIds: new Set(['head', 'vacant']),
	unitIds: new Set(['head', 'hall']),
	flows: new Map([
		['other', aFlow([step('x')], undefined, { id: 'other', fields: [amount] })],
		['back', aFlow([sub({ flowId: 'flow' })], undefined, { id: 'back' })],
	]),
	modules: new Set(['document']),
};

const inWorld: Line[] = [
	[
		'角色 nope，它不存在',
		'error',
		one({ handler: { by: 'role', roleId: 'nope' } }),
		one({ handler: { by: 'role', roleId: 'clerk' } }),
	],
	[
		'角色目前没有人',
		'error',
		one({ handler: { by: 'role', roleId: 'empty' } }),
		one({ handler: { by: 'role', roleId: 'clerk' } }),
	],
	[
		'角色目前没有人',
		'warning',
		one({ handler: { by: 'role', roleId: 'empty' }, nobody: 'skip' }),
		one({ handler: { by: 'unitRole', roleId: 'clerk', unitId: null } }),
	],
	[
		'岗位 nope，它不存在',
		'error',
		one({ handler: { by: 'post', postIds: ['nope'] } }),
		one({ handler: { by: 'post', postIds: ['head'] } }),
	],
	[
		'岗位目前没有人',
		'error',
		one({ handler: { by: 'post', postIds: ['vacant'] } }),
		one({ handler: { by: 'post', postIds: ['vacant', 'head'] } }),
	],
	[
		'机构 nope，它不存在',
		'error',
		one({ handler: { by: 'unitHead', unitId: 'nope' } }),
		one({ handler: { by: 'unitHead', unitId: 'head' } }),
	],
	[
		'机构负责人目前没有人',
		'error',
		one({ handler: { by: 'unitHead', unitId: 'hall' } }),
		one({ handler: { by: 'unitHead', unitId: null } }),
	],
	[
		'都已离开',
		'error',
		one({ handler: { by: 'person', uids: ['gone'] } }),
		one({ handler: { by: 'person', uids: ['x'] } }),
	],
	[
		'gone已离开',
		'warning',
		one({ handler: { by: 'person', uids: ['gone', 'x'] } }),
		one({ handler: { by: 'person', uids: ['x'] } }),
	],
	[
		'候选人只有 1 位',
		'error',
		one({ mode: 'all', handler: { by: 'chosen', fromRoleId: 'clerk', min: 2, max: 2 } }),
		one({ mode: 'all', handler: { by: 'chosen', fromRoleId: null, min: 2, max: 2 } }),
	],
	[
		'没有人能做流程监控',
		'error',
		one({ handler: { by: 'field', fieldId: 'who' }, nobody: 'admin' }),
		one({ handler: { by: 'field', fieldId: 'who' } }),
	],
	['不存在或未启用', 'error', line([sub({ flowId: 'nope' })]), line([sub()])],
	['又会走回本流程', 'error', line([sub({ flowId: 'back' })]), line([sub()])],
	[
		'“流程”没有这个字段',
		'error',
		line([sub({ fieldsIn: { amount: 'nope' } })]),
		line([sub({ fieldsIn: { amount: 'amount' } })]),
	],
	[
		'没有表单',
		'error',
		flow([], [['first', 'end']], { module: 'nope', fields: [] }),
		flow([], [['first', 'end']], { module: 'nope' }),
	],
];

describe('soundness in an office', () => {
	test.each(inWorld)('%s (%s)', (words, severity, wrong, right) => {
		expect(said(wrong, words, world)[0]?.severity).toBe(severity);
		expect(said(wrong, words)).toEqual([]);
		expect(said(right, words, world)).toEqual([]);
		expect(isSound(right, world)).toBe(true);
	});
});
