import type { FlowNode } from '@wenshu/domain/flow/definition.ts';
import { describe, expect, test } from 'vitest';
import { LEAST_WIDTH, StepGeometry } from './step-geometry.ts';
import type { PlacedNode } from './step-layout.ts';

const place = (name: string, row: number, column = 0, columns = 1, kind = 'task'): PlacedNode => ({
	node: { id: name, kind, name } as FlowNode,
	row,
	column,
	columns,
	mark: 'next',
	holders: [],
	added: 0,
});
const geometry = (...nodes: PlacedNode[]) =>
	new StepGeometry({ nodes, edges: [], rows: Math.max(...nodes.map(({ row }) => row)) + 1 });

describe('a drawing of steps', () => {
	test('is as wide as its boxes side by side need, and never narrower than a panel', () => {
		expect(geometry(place('拟稿', 0)).width).toBe(LEAST_WIDTH);
		const many = Array.from({ length: 9 }, (_, at) => place('会签', 0, at, 9));
		expect(geometry(...many).width).toBe(9 * 84);
	});

	test('keeps boxes of one row apart and cuts names to what they hold', () => {
		const [left, right] = [place('办公室主任核稿并送签', 0, 0, 4), place('会签', 0, 1, 4)];
		const drawing = geometry(left, right);
		const edge = drawing.centre(left).x + drawing.boxWidth(left) / 2;
		expect(edge).toBeLessThan(drawing.centre(right).x - drawing.boxWidth(right) / 2);
		expect(drawing.nameOf(left)).toMatch(/^办公室主.*…$/u);
		expect(drawing.nameOf(right)).toBe('会签');
	});

	test('draws a line straight down, and round a box that stands on its way', () => {
		const [from, between, to] = [place('甲', 0), place('乙', 1), place('丙', 2)];
		const middle = LEAST_WIDTH / 2;
		const xs = (path: string) =>
			[...path.matchAll(/(?:^M|C| )([\d.]+) [\d.]+/gu)].map(([, x]) => Number(x));
		expect(new Set(xs(geometry(from, to).line(from, to)))).toEqual(new Set([middle]));
		const round = xs(geometry(from, between, to).line(from, to));
		expect(Math.max(...round)).toBeGreaterThan(middle + geometry(between).boxWidth(between) / 2);
	});
});
