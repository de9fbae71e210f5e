import type { Access, Person, Post, Role, Unit } from './model.ts';
import type { Permission } from './permissions.ts';

/** The organisation as read at one moment, keyed by id. */
export interface Organisation {
	units: ReadonlyMap<string, Unit>;
	posts: ReadonlyMap<string, Post>;
	roles: ReadonlyMap<string, Role>;
	people: ReadonlyMap<string, Person>;
}

/**
 * The access document of one person: the union of what their posts and the posts' roles permit and of what is
 * lent to them now (`lent`, see `lentTo`). A disabled person keeps their posts on record but is permitted nothing.
 */
export function computeAccess(
	person: Person,
	org: Organisation,
	minAuthTime: number,
	mustChangePassword = false,
	lent: readonly Permission[] = [],
): Access {
	const posts = person.postIds.flatMap((id) => org.posts.get(id) ?? []);
	const roleIds = [...new Set(posts.flatMap((post) => post.roleIds))].sort();
	const unitIds = [...new Set(posts.map((post) => post.unitId))].sort();
	const granted = [...lent, ...posts.flatMap((post) => post.permissions)];
	for (const id of roleIds) granted.push(...(org.roles.get(id)?.permissions ?? []));
	const ids = person.disabled ? [] : [...new Set<string>(granted)].sort();
	return {
		uid: person.uid,
		name: person.name,
		disabled: person.disabled,
		minAuthTime,
		...(mustChangePassword ? { mustChangePassword } : {}),
		permissions: Object.fromEntries(ids.map((id) => [id, true as const])),
		unitIds,
		unitPath: [...new Set(unitIds.flatMap((id) => org.units.get(id)?.path ?? [id]))].sort(),
		headOf: posts.filter((post) => post.isHead).map((post) => post.unitId),
		postIds: posts.map((post) => post.id),
		roleIds,
	};
}

/** People whose access changes when any of these posts or roles change. */
export function peopleAffected(
	org: Organisation,
	changed: { postIds?: readonly string[]; roleIds?: readonly string[] },
): Person[] {
	const roles = new Set(changed.roleIds);
	const posts = new Set(changed.postIds);
	for (const post of org.posts.values())
		if (post.roleIds.some((id) => roles.has(id))) posts.add(post.id);
	return [...org.people.values()].filter((person) => person.postIds.some((id) => posts.has(id)));
}
