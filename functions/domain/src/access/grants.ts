import { z } from 'zod';
import { grant, refuse, type Decision } from '../core/decision.ts';
import { computeAccess, type Organisation } from './compute-access.ts';
import type { AccessRefusal } from './messages.ts';
import { idSchema, type Access, type Person, type Post, type Role } from './model.ts';
import { isPermission, type Permission } from './permissions.ts';

const permission = z.custom<Permission>((id) => typeof id === 'string' && isPermission(id));

/** One cell of the matrix: a post or role with a permission, or a post with a role. */
export const grantChangeSchema = z.discriminatedUnion('what', [
	z.object({
		what: z.literal('permission'),
		holder: z.enum(['post', 'role']),
		holderId: idSchema,
		permission,
		granted: z.boolean(),
	}),
	z.object({
		what: z.literal('role'),
		postId: idSchema,
		roleId: idSchema,
		granted: z.boolean(),
	}),
]);
export type GrantChange = z.infer<typeof grantChangeSchema>;

/** Posts and roles that some changes of the matrix leave different. */
export interface Granted {
	posts: Post[];
	roles: Role[];
}

/** AC-9: permissions are given to posts and roles, never to a person; all changes of an act count at once. */
export function changeGrants(
	org: Organisation,
	changes: readonly GrantChange[],
): Decision<Granted, AccessRefusal> {
	const posts = new Map<string, Post>();
	const roles = new Map<string, Role>();
	for (const change of changes) {
		if (change.what === 'permission' && change.holder === 'role') {
			const role = roles.get(change.holderId) ?? org.roles.get(change.holderId);
			if (role === undefined) return refuse('core/notFound');
			const next = toggled(role.permissions, change.permission, change.granted);
			roles.set(role.id, { ...role, permissions: next });
			continue;
		}
		const postId = change.what === 'role' ? change.postId : change.holderId;
		const post = posts.get(postId) ?? org.posts.get(postId);
		if (post === undefined) return refuse('core/notFound');
		if (change.what === 'role') {
			if (!org.roles.has(change.roleId)) return refuse('core/notFound');
			const next = toggled(post.roleIds, change.roleId, change.granted);
			posts.set(postId, { ...post, roleIds: next });
		} else {
			const next = toggled(post.permissions, change.permission, change.granted);
			posts.set(postId, { ...post, permissions: next });
		}
	}
	return grant({ posts: [...posts.values()], roles: [...roles.values()] });
}

/** AC-10: somebody enabled always holds `permission.manage`; `affected` is their access after the act. */
export function keepsAdministrator(
	administrators: readonly string[],
	affected: readonly Access[],
): Decision<null, AccessRefusal> {
	const changed = new Set(affected.map((access) => access.uid));
	const stays = administrators.some((uid) => !changed.has(uid));
	const added = affected.some(isAdministrator);
	return stays || added ? grant(null) : refuse('access/lastAdministrator');
}

/** Whether an access carries the power to give permissions. */
export function isAdministrator(access: Access): boolean {
	return !access.disabled && access.permissions['permission.manage'] === true;
}

/**
 * AC-11: those who manage people but not permissions can neither raise anybody to an administrator,
 * nor touch the account of one, nor change their own posts.
 */
export function mayManagePerson(
	actor: Access,
	before: Person | null,
	after: Person,
	org: Organisation,
): Decision<null, AccessRefusal> {
	if (isAdministrator(actor)) return grant(null);
	const touched = [before, after].flatMap((person) =>
		person === null ? [] : [computeAccess({ ...person, disabled: false }, org, 0)],
	);
	if (touched.some(isAdministrator)) return refuse('access/administratorOnly');
	const posts = before?.postIds.join() !== after.postIds.join();
	return actor.uid === after.uid && posts ? refuse('access/ownPosts') : grant(null);
}

function toggled<T extends string>(list: readonly T[], item: T, present: boolean): T[] {
	const others = list.filter((other) => other !== item);
	return present ? [...others, item] : others;
}
