import { flowSchema, type Flow } from '@wenshu/domain/flow/definition.ts';
import { describe, expect, it } from 'vitest';
import {
	addAfter,
	blankFlow,
	canMove,
	connect,
	connectRefusal,
	copyNode,
	moveEdge,
	moveNode,
	removeField,
	removeNode,
	retarget,
	updateNode,
} from './edit.ts';
import { outlineOf } from './outline.ts';
import { begin, change, redo, undo } from './undo.ts';

const lines = (flow: Flow): string[] => flow.edges.map((edge) => `${edge.from}>${edge.to}`).sort();
const blank = (): Flow => blankFlow('f', '请假', 'document');
/** start → draft → task1 → task2 → end */
function row(): Flow {
	const one = addAfter(blank(), 'draft', 'task');
	return addAfter(one.flow, one.id, 'task').flow;
}

describe('drawing a flow', () => {
	it('a blank flow has the shape of a definition', () => {
		expect(flowSchema.parse(blank())).toEqual(blank());
	});
	it('a step added after another takes over what followed it', () => {
		expect(lines(row())).toEqual(['draft>task1', 'start>draft', 'task1>task2', 'task2>end']);
	});
	it('a fork comes with its join and two branches; one more branch meets the others at the join', () => {
		const forked = addAfter(blank(), 'draft', 'fork');
		expect(lines(forked.flow)).toEqual([
			'draft>fork1',
			'fork1>task1',
			'fork1>task2',
			'join1>end',
			'start>draft',
			'task1>join1',
			'task2>join1',
		]);
		const third = addAfter(forked.flow, 'fork1', 'task');
		expect(lines(third.flow)).toContain('task3>join1');
	});
	it('a choice has a way through a new step and one past it, each with a label', () => {
		const { flow } = addAfter(blank(), 'draft', 'gate');
		expect(lines(flow)).toEqual([
			'draft>gate1',
			'gate1>end',
			'gate1>task1',
			'start>draft',
			'task1>end',
		]);
		expect(flow.edges.filter((edge) => edge.from === 'gate1').every((edge) => edge.label)).toBe(
			true,
		);
	});
	it('nothing is added after an end', () => {
		const flow = blank();
		expect(addAfter(flow, 'end', 'task').flow).toBe(flow);
	});
	it('what led to a deleted step leads to what followed it, and keeps its condition', () => {
		const flow = row();
		const conditional = {
			...flow,
			edges: flow.edges.map((edge) => (edge.to === 'task1' ? { ...edge, when: 'a' } : edge)),
		};
		const left = removeNode(conditional, 'task1');
		expect(lines(left)).toEqual(['draft>task2', 'start>draft', 'task2>end']);
		expect(left.edges.find((edge) => edge.to === 'task2')?.when).toBe('a');
	});
	it('start and the only end stay', () => {
		const flow = blank();
		expect(removeNode(flow, 'start')).toBe(flow);
		expect(removeNode(flow, 'end')).toBe(flow);
		const { flow: two } = addAfter(flow, 'draft', 'end');
		expect(removeNode(two, 'end').nodes).toHaveLength(3);
	});
	it('steps that follow each other change places, and back', () => {
		const flow = row();
		const down = moveNode(flow, 'task1', 'down');
		expect(lines(down)).toEqual(['draft>task2', 'start>draft', 'task1>end', 'task2>task1']);
		expect(lines(moveNode(down, 'task1', 'up'))).toEqual(lines(flow));
	});
	it('nothing moves past start, end, a fork or a choice', () => {
		expect(canMove(row(), 'draft', 'up')).toBe(false);
		expect(canMove(row(), 'task2', 'down')).toBe(false);
		const { flow } = addAfter(row(), 'task1', 'fork');
		expect(canMove(flow, 'task1', 'down')).toBe(false);
	});
	it.each([
		['task1', 'task1', 'self'],
		['task1', 'start', 'intoStart'],
		['end', 'task1', 'outOfEnd'],
		['task1', 'task2', 'twice'],
		['task1', 'nobody', 'missing'],
		['task2', 'task1', null],
	])('connecting %s to %s: %s', (from, to, refusal) => {
		const flow = row();
		expect(connectRefusal(flow, from, to)).toBe(refusal);
		expect(connect(flow, from, to) === flow).toBe(refusal !== null);
	});
	it('an edge is led elsewhere only where the two may be connected', () => {
		const flow = row();
		const edge = flow.edges.find((each) => each.to === 'task1')?.id ?? '';
		expect(lines(retarget(flow, edge, 'end'))).toContain('draft>end');
		expect(retarget(flow, edge, 'start')).toBe(flow);
	});
	it('a copy stands right after the step with all its settings, under a name of its own', () => {
		const flow = updateNode(row(), 'task1', { submitLabel: '同意' });
		const { flow: copied, id } = copyNode(flow, 'task1');
		expect(lines(copied)).toContain(`task1>${id}`);
		expect(copied.nodes.find((node) => node.id === id)).toMatchObject({ submitLabel: '同意' });
		expect(new Set(copied.nodes.map((node) => node.name)).size).toBe(copied.nodes.length);
	});
	it('the order of conditions can be changed', () => {
		const { flow } = addAfter(blank(), 'draft', 'gate');
		const [first, second] = flow.edges.filter((edge) => edge.from === 'gate1');
		const moved = moveEdge(flow, second?.id ?? '', -1);
		expect(moved.edges.filter((edge) => edge.from === 'gate1')).toEqual([second, first]);
		expect(moveEdge(flow, first?.id ?? '', -1)).toBe(flow);
	});
	it('a removed field leaves no rights behind', () => {
		const field = { id: 'days', label: '天数', type: 'number' as const, options: [] };
		const flow = { ...updateNode(row(), 'task1', { fields: { days: 'edit' } }), fields: [field] };
		const left = removeField(flow, 'days');
		expect(left.fields).toEqual([]);
		expect(left.nodes.find((node) => node.id === 'task1')).toMatchObject({ fields: {} });
	});
});

describe('the list of steps', () => {
	it('lists each branch in full, then the join, and says how deep', () => {
		let { flow } = addAfter(blank(), 'draft', 'fork');
		({ flow } = addAfter(flow, 'task1', 'task'));
		const rows = outlineOf(flow).map(({ node, depth }) => `${String(depth)} ${node.id}`);
		expect(rows).toEqual([
			'0 start',
			'0 draft',
			'0 fork1',
			'1 task1',
			'1 task3',
			'1 task2',
			'0 join1',
			'0 end',
		]);
	});
	it('tells ways only where they are not simply the next line', () => {
		const { flow } = addAfter(blank(), 'draft', 'gate');
		const ways = Object.fromEntries(
			outlineOf(flow).map(({ node, ways }) => [node.id, ways.map(({ to }) => to?.id)]),
		);
		expect(ways).toEqual({ start: [], draft: [], gate1: ['task1', 'end'], task1: [], end: [] });
	});
	it('lists everything once, also with lines that lead back and steps that nothing leads to', () => {
		const back = connect(row(), 'task2', 'draft');
		const flow = { ...back, edges: back.edges.filter((edge) => edge.to !== 'task1') };
		const rows = outlineOf(flow);
		expect(rows.map(({ node }) => node.id).sort()).toEqual(flow.nodes.map(({ id }) => id).sort());
		expect(rows.filter(({ loose }) => loose).map(({ node }) => node.id)).toContain('task1');
	});
});

describe('undo', () => {
	it('goes back and forth, and typing about one thing is one step', () => {
		let history = begin('');
		for (const text of ['a', 'ab', 'abc']) history = change(history, text, 'name');
		history = change(history, 'abcd', 'other');
		expect(history.present).toBe('abcd');
		history = undo(history);
		expect(history.present).toBe('abc');
		expect(undo(history).present).toBe('');
		expect(redo(undo(undo(history))).present).toBe('abc');
		expect(undo(undo(undo(history)))).toMatchObject({ past: [], present: '' });
	});
	it('a change after an undo forgets what was undone', () => {
		const history = change(undo(change(begin(1), 2)), 3);
		expect(redo(history).present).toBe(3);
		expect(undo(history).present).toBe(1);
	});
});
