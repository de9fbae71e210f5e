import { flowSchema, type Flow } from '@wenshu/domain/flow/definition.ts';
import type { FlowState, Run } from '@wenshu/domain/flow/model.ts';
import { describe, expect, test } from 'vitest';
import { layOut } from './step-layout.ts';

const task = (id: string) => ({ id, kind: 'task', name: id, handler: { by: 'initiator' } });
const edge = (from: string, to: string) => ({ id: `${from}-${to}`, from, to });
const flow: Flow = flowSchema.parse({
	id: 'flow',
	version: 1,
	name: '发文',
	module: 'document',
	nodes: [
		{ id: 'start', kind: 'start', name: '开始' },
		task('draft'),
		task('review'),
		task('countersign'),
		task('sign'),
		{ id: 'end', kind: 'end', name: '办结' },
	],
	edges: [
		edge('start', 'draft'),
		edge('draft', 'review'),
		edge('review', 'countersign'),
		edge('review', 'sign'),
		edge('review', 'draft'),
		edge('countersign', 'sign'),
		edge('sign', 'end'),
	],
});
const run = (
	id: string,
	nodeId: string,
	status: Run['status'],
	fromRunId: string | null,
	at: number,
) => ({ id, nodeId, status, fromRunId, openedAt: new Date(at) }) as Run;
const stateOf = (...runs: Run[]) =>
	({
		status: 'running',
		runs: Object.fromEntries(runs.map((each) => [each.id, each])),
	}) as FlowState;

describe('the drawing of a flow', () => {
	const state = stateOf(
		run('1', 'draft', 'done', null, 1),
		run('2', 'review', 'returned', '1', 2),
		run('3', 'draft', 'active', '2', 3),
	);
	const drawing = layOut(flow, state);
	const place = (id: string) => drawing.nodes.find((each) => each.node.id === id);

	test('puts a step below everything that may lead to it', () => {
		expect(
			['start', 'draft', 'review', 'countersign', 'sign', 'end'].map((id) => place(id)?.row),
		).toEqual([0, 1, 2, 3, 4, 5]);
		expect(drawing.rows).toBe(6);
	});

	test('leaves out lines that lead back', () => {
		expect(drawing.edges.map(({ edge: each }) => each.id)).not.toContain('review-draft');
	});

	test('marks where the case is, and what was returned', () => {
		expect(place('draft')?.mark).toBe('now');
		expect(place('review')?.mark).toBe('returned');
		expect(place('sign')?.mark).toBe('next');
	});

	test('draws the walked way stronger', () => {
		const walked = drawing.edges.filter((each) => each.walked).map((each) => each.edge.id);
		expect(walked).toEqual(['start-draft', 'draft-review']);
	});
});
