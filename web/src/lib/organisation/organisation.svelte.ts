import type { Organisation } from '@wenshu/domain/access/compute-access.ts';
import { subtree, unitsInTreeOrder } from '@wenshu/domain/access/units.ts';
import type { Person, Post, Unit } from '@wenshu/domain/access/model.ts';
import { directory } from '../platform/directory.svelte.ts';
import { treeOf, type TreeNode } from '../ui/tree-rows.ts';

/** The directory as the domain's decisions take it, and in the orders that the pages show. */
class OrganisationView implements Organisation {
	readonly units: ReadonlyMap<string, Unit> = $derived(
		new Map(directory.units.map((unit) => [unit.id, unit])),
	);
	readonly posts: ReadonlyMap<string, Post> = $derived(
		new Map(directory.posts.map((post) => [post.id, post])),
	);
	readonly roles = $derived(new Map(directory.roles.map((role) => [role.id, role])));
	readonly people: ReadonlyMap<string, Person> = $derived(
		new Map(directory.people.map((person) => [person.uid, person])),
	);
	/** Units as one reads down the tree. */
	readonly tree: Unit[] = $derived(unitsInTreeOrder(this.units));
	/** Posts by the place of their unit in the tree, then by rank. */
	readonly postsInOrder: Post[] = $derived.by(() => {
		const places = new Map(this.tree.map((unit, index) => [unit.id, index]));
		return [...directory.posts].sort(
			(a, b) =>
				(places.get(a.unitId) ?? 0) - (places.get(b.unitId) ?? 0) ||
				a.rank - b.rank ||
				a.order - b.order,
		);
	});
	/** Everybody, disabled people too, by the post they hold. */
	readonly holders: ReadonlyMap<string, Person[]> = $derived.by(() => {
		const found = new Map<string, Person[]>();
		for (const person of directory.people)
			for (const id of person.postIds) found.set(id, [...(found.get(id) ?? []), person]);
		return found;
	});

	/** Nodes for a tree of units; `draw` may add counts. */
	nodes(draw: (unit: Unit) => Partial<TreeNode> = () => ({})): TreeNode[] {
		return treeOf(this.tree, (unit) => ({ name: unit.name, ...draw(unit) }));
	}
	/** Posts of one unit, highest first. */
	postsOf(unitId: string): Post[] {
		return this.postsInOrder.filter((post) => post.unitId === unitId);
	}
	/** Everybody whose main post is in a unit, or in one below it too. */
	peopleOf(unitId: string, below = false): Person[] {
		const units = new Set(below ? subtree(this.units, unitId) : [unitId]);
		return directory.people.filter((person) => units.has(person.unitId));
	}
	/** A post with its unit: 办公室 · 文书. */
	postName(id: string): string {
		const post = this.posts.get(id);
		if (!post) return id;
		return `${this.units.get(post.unitId)?.shortName ?? ''} · ${post.name}`;
	}
}

/** The organisation as the administration sees it. */
export const organisation = new OrganisationView();
