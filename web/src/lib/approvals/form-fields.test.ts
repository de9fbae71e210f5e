import { flowSchema, taskNodeSchema, type FlowField } from '@wenshu/domain/flow/definition.ts';
import type { FlowState } from '@wenshu/domain/flow/model.ts';
import { describe, expect, test } from 'vitest';
import { formLines, plainLabel, unitOf, valueWords } from '@wenshu/domain/approval/form-fields.ts';

const step = (id: string, facts: object) =>
	taskNodeSchema.parse({ id, kind: 'task', name: id, handler: { by: 'initiator' }, ...facts });
const apply = step('apply', { fields: { amount: 'required', secret: 'edit' } });
const check = step('check', {
	handler: { by: 'unitHead', unitId: null },
	fields: { secret: 'hidden', amount: 'edit' },
});
const flow = flowSchema.parse({
	id: 'purchase',
	version: 1,
	name: '采购',
	module: 'procurement',
	fields: [
		{ id: 'amount', label: '金额（元）', type: 'number' },
		{ id: 'secret', label: '底价', type: 'text' },
	],
	nodes: [
		{ id: 'start', kind: 'start', name: '开始' },
		apply,
		check,
		{ id: 'end', kind: 'end', name: '办结' },
	],
	edges: [
		{ id: 'a', from: 'start', to: 'apply' },
		{ id: 'b', from: 'apply', to: 'check' },
		{ id: 'c', from: 'check', to: 'end' },
	],
});
const state = {
	runs: { r1: { id: 'r1', nodeId: 'apply' }, r2: { id: 'r2', nodeId: 'check' } },
	tasks: {
		t1: { id: 't1', runId: 'r1', assignee: 'ye', actedBy: null },
		t2: { id: 't2', runId: 'r2', assignee: 'zhou', actedBy: null },
	},
} as unknown as FlowState;
const seen = (uid: string, node: typeof apply | null) =>
	formLines(flow, state, { uids: new Set([uid]), node }).map(({ field, right }) => [
		field.id,
		right,
	]);

describe('the form of a matter', () => {
	test('follows the rights of the step one holds', () => {
		expect(seen('ye', apply)).toEqual([
			['amount', 'required'],
			['secret', 'edit'],
		]);
		expect(seen('zhou', check)).toEqual([['amount', 'edit']]);
	});
	test('is read afterwards; what was hidden stays hidden', () => {
		expect(seen('ye', null)).toEqual([
			['amount', 'read'],
			['secret', 'read'],
		]);
		expect(seen('zhou', null)).toEqual([['amount', 'read']]);
	});
});

describe('values in words', () => {
	const nameOf = (uid: string) => ({ ye: '叶知秋', he: '何听澜' })[uid] ?? uid;
	const field = (label: string, type: FlowField['type']): FlowField => ({
		id: 'f',
		label,
		type,
		options: [],
	});
	test.each([
		[field('金额（元）', 'number'), 1234.5, '1,234.50 元'],
		[field('里程（公里）', 'number'), 12, '12 公里'],
		[field('天数', 'number'), 0.5, '0.5'],
		[field('代理人', 'people'), ['ye', 'he'], '叶知秋、何听澜'],
		[field('是否负责人', 'boolean'), false, '否'],
		[field('事由', 'text'), '', ''],
	])('%o is told in full', (of, value, words) => {
		expect(valueWords(of, value, nameOf, ['是', '否'])).toBe(words);
	});
	test('a unit in brackets leaves the label', () => {
		expect([unitOf('预算（元）'), plainLabel('预算（元）'), unitOf('天数')]).toEqual([
			'元',
			'预算',
			null,
		]);
	});
});
