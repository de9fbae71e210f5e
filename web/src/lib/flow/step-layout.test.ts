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

describe('forks, choices and skipped steps on the drawing', () => {
	const routing = (id: string, kind: string) => ({ id, kind, name: id });
	const forked: Flow = flowSchema.parse({
		id: 'forked',
		version: 1,
		name: '采购',
		module: 'procurement',
		nodes: [
			routing('start', 'start'),
			task('apply'),
			task('optional'),
			routing('size', 'gate'),
			routing('split', 'fork'),
			task('money'),
			task('rules'),
			routing('joined', 'join'),
			task('leader'),
			routing('end', 'end'),
		],
		edges: [
			edge('start', 'apply'),
			edge('apply', 'optional'),
			edge('optional', 'size'),
			edge('size', 'split'),
			edge('size', 'leader'),
			edge('split', 'money'),
			edge('split', 'rules'),
			edge('money', 'joined'),
			edge('rules', 'joined'),
			edge('joined', 'leader'),
			edge('leader', 'end'),
		],
	});
	const drawn = layOut(
		forked,
		stateOf(
			run('1', 'apply', 'done', null, 1),
			run('2', 'optional', 'skipped', '1', 2),
			run('3', 'money', 'done', '1', 3),
			run('4', 'rules', 'done', '1', 4),
			run('5', 'leader', 'active', '3', 5),
		),
	);

	test('the walked way leads through them, and only the way that was taken', () => {
		const walked = drawn.edges.filter((each) => each.walked).map((each) => each.edge.id);
		expect(walked.sort()).toEqual(
			[
				'apply-optional',
				'joined-leader',
				'money-joined',
				'optional-size',
				'rules-joined',
				'size-split',
				'split-money',
				'split-rules',
				'start-apply',
			].sort(),
		);
	});

	test('what was passed is marked so', () => {
		const marks = Object.fromEntries(drawn.nodes.map(({ node, mark }) => [node.id, mark]));
		expect(marks).toMatchObject({
			optional: 'skipped',
			size: 'done',
			split: 'done',
			joined: 'done',
			leader: 'now',
			end: 'next',
		});
	});
});
