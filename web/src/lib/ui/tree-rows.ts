/** A node of a tree. Children may be absent. */
export interface TreeNode {
	id: string;
	name: string;
	hint?: string;
	count?: number;
	disabled?: boolean;
	children?: TreeNode[];
}

/** A visible line of a tree: depth from 1, place among its siblings from 1. */
export interface TreeRow {
	node: TreeNode;
	depth: number;
	place: number;
	siblings: number;
	parentId: string | null;
}

/** The lines that show when exactly the nodes in `open` are unfolded. */
export function visibleRows(nodes: readonly TreeNode[], open: ReadonlySet<string>): TreeRow[] {
	const rows: TreeRow[] = [];
	const walk = (level: readonly TreeNode[], depth: number, parentId: string | null) => {
		level.forEach((node, index) => {
			rows.push({ node, depth, place: index + 1, siblings: level.length, parentId });
			if (node.children && open.has(node.id)) walk(node.children, depth + 1, node.id);
		});
	};
	walk(nodes, 1, null);
	return rows;
}

/** Makes a tree of things that name their parent. Things whose parent is missing become roots. */
export function treeOf<T extends { id: string; parentId: string | null }>(
	items: readonly T[],
	draw: (item: T) => Omit<TreeNode, 'id' | 'children'>,
): TreeNode[] {
	const known = new Set(items.map((item) => item.id));
	const childrenOf = (parentId: string | null): TreeNode[] =>
		items
			.filter(
				(item) => (item.parentId && known.has(item.parentId) ? item.parentId : null) === parentId,
			)
			.map((item) => {
				const children = childrenOf(item.id);
				return { id: item.id, ...draw(item), ...(children.length > 0 && { children }) };
			});
	return childrenOf(null);
}

/** The ids of all nodes that have children. */
export function branchIds(nodes: readonly TreeNode[]): string[] {
	return nodes.flatMap((node) => (node.children ? [node.id, ...branchIds(node.children)] : []));
}
