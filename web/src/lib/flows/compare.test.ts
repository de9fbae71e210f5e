import type { Flow } from '@wenshu/domain/flow/definition.ts';
import { describe, expect, it, vi } from 'vitest';
import { addAfter, blankFlow, moveNode, removeNode, updateEdge, updateNode } from './edit.ts';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
vi.stubGlobal('document', { documentElement: {} });
const { compareFlows } = await import('./compare.ts');
const { shapeProblems } = await import('./shape.ts');

const same = (id: string): string => id;
const names = { person: same, post: same, role: same, unit: same };
const row = (): Flow => {
	const one = addAfter(blankFlow('f', '请假', 'document'), 'draft', 'task');
	return addAfter(one.flow, one.id, 'task').flow;
};

describe('what a draft lacks', () => {
	it.each([
		[{ name: '' }, /名称没有填写/],
		[{ handler: { by: 'person' as const, uids: [] } }, /没有选择办理人员/],
		[{ handler: { by: 'role' as const, roleId: '' } }, /没有选择角色/],
		[{ submitLabel: '' }, /按钮没有文字/],
		[{ due: { amount: 0, unit: 'hours' as const } }, /时限应为/],
	])('%j is said in words at its step', (part, words) => {
		const [problem] = shapeProblems(updateNode(row(), 'task1', part));
		expect(problem).toMatchObject({ nodeId: 'task1', severity: 'error' });
		expect(problem?.problem).toMatch(words);
	});
	it('a flow without a name is the flow’s own problem', () => {
		expect(shapeProblems({ ...row(), name: '' })).toEqual([
			{
				nodeId: null,
				edgeId: null,
				severity: 'error',
				problem: expect.stringMatching(/流程名称/) as string,
			},
		]);
	});
	it('a complete flow lacks nothing', () => {
		expect(shapeProblems(row())).toEqual([]);
	});
});

describe('comparing two versions', () => {
	it('finds nothing between equal ones, whatever ids their lines have', () => {
		const renamed = {
			...row(),
			edges: row().edges.map((edge, n) => ({ ...edge, id: `x${String(n)}` })),
		};
		expect(compareFlows(row(), renamed, names)).toEqual([]);
	});
	it('says which property of a step went from what to what', () => {
		const after = updateNode(row(), 'task1', {
			mode: 'all',
			handler: { by: 'role', roleId: 'boss' },
			due: { amount: 2, unit: 'workdays' },
		});
		const [difference, ...others] = compareFlows(row(), after, names);
		expect(others).toEqual([]);
		expect(difference).toMatchObject({ kind: 'altered', nodeId: 'task1', subject: '环节“新环节”' });
		expect(difference?.facts).toEqual([
			['办理人', '部门负责人', 'boss'],
			['办理方式', '单人', '会签'],
			['办理时限', '不限时', '2 个工作日'],
		]);
	});
	it('names what was added and what is gone', () => {
		const before = row();
		const { flow: added } = addAfter(before, 'draft', 'task');
		const after = removeNode(added, 'task2');
		const said = compareFlows(before, after, names).map(
			({ kind, subject }) => `${kind} ${subject}`,
		);
		expect(said.sort()).toEqual([
			'added 环节“新环节 3”',
			'added 连线“拟稿 → 新环节 3”',
			'added 连线“新环节 3 → 新环节”',
			'added 连线“新环节 → 结束”',
			'gone 环节“新环节 2”',
			'gone 连线“拟稿 → 新环节”',
			'gone 连线“新环节 2 → 结束”',
			'gone 连线“新环节 → 新环节 2”',
		]);
	});
	it('a condition that changed is a change of its line', () => {
		const edge = row().edges[0]?.id ?? '';
		const [difference] = compareFlows(row(), updateEdge(row(), edge, { when: 'a > 1.0' }), names);
		expect(difference?.facts).toEqual([['条件', '无', 'a > 1.0']]);
	});
	it('steps that changed places show as other lines', () => {
		const said = compareFlows(row(), moveNode(row(), 'task1', 'down'), names);
		expect(said.every(({ subject }) => subject.startsWith('连线'))).toBe(true);
		expect(said).not.toHaveLength(0);
	});
});
