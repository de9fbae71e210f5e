import { expect, it } from 'vitest';
import { branchIds, treeOf, visibleRows } from './tree-rows.ts';

const units = [
	{ id: 'root', parentId: null, name: '局' },
	{ id: 'office', parentId: 'root', name: '办公室' },
	{ id: 'clerks', parentId: 'office', name: '文书科' },
	{ id: 'lost', parentId: 'gone', name: '孤儿' },
];
const tree = treeOf(units, ({ name }) => ({ name }));

it('things name their parents and become a tree; the parentless are roots', () => {
	expect(tree.map((node) => node.id)).toEqual(['root', 'lost']);
	expect(branchIds(tree)).toEqual(['root', 'office']);
});

it('only what lies under open branches shows, with its depth and place', () => {
	expect(visibleRows(tree, new Set(['root'])).map(({ node }) => node.id)).toEqual([
		'root',
		'office',
		'lost',
	]);
	const all = visibleRows(tree, new Set(branchIds(tree)));
	expect(
		all.map(({ depth, place, siblings, parentId }) => [depth, place, siblings, parentId]),
	).toEqual([
		[1, 1, 2, null],
		[2, 1, 1, 'root'],
		[3, 1, 1, 'office'],
		[1, 2, 2, null],
	]);
});
