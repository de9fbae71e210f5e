import { z } from 'zod';
import { grant, refuse, type Decision } from '../core/decision.ts';
import type { Organisation } from './compute-access.ts';
import type { AccessRefusal } from './messages.ts';
import { postSchema, roleSchema, type Post, type Role } from './model.ts';
import type { NamedInFlows } from './units.ts';

/** What an administrator types about a post; roles and permissions are given in the matrix. */
export const postDraftSchema = postSchema.pick({
	name: true,
	unitId: true,
	isHead: true,
	rank: true,
});
export type PostDraft = z.infer<typeof postDraftSchema>;

/** What an administrator types about a role. */
export const roleDraftSchema = roleSchema.pick({ name: true });
export type RoleDraft = z.infer<typeof roleDraftSchema>;

/** AC-5: a post stands in an existing unit under a name of its own, and is born without permissions. */
export function createPost(
	org: Organisation,
	id: string,
	draft: PostDraft,
): Decision<Post, AccessRefusal> {
	if (org.posts.has(id)) return refuse('access/idTaken');
	if (!org.units.has(draft.unitId)) return refuse('access/unitMissing');
	if (postNameTaken(org, id, draft)) return refuse('access/postNameTaken', { name: draft.name });
	const last = Math.max(0, ...[...org.posts.values()].map((post) => post.order));
	return grant({ ...draft, id, roleIds: [], permissions: [], order: last + 10 });
}

/** AC-5: a post keeps its unit for life, because its holders' main units follow from it. */
export function changePost(
	org: Organisation,
	id: string,
	change: Partial<Omit<PostDraft, 'unitId'>> & { order?: number },
): Decision<Post, AccessRefusal> {
	const post = org.posts.get(id);
	if (post === undefined) return refuse('core/notFound');
	const next = { ...post, ...change };
	if (postNameTaken(org, id, next)) return refuse('access/postNameTaken', { name: next.name });
	return grant(next);
}

/** AC-6: a post goes only when nobody holds it and no flow names it. */
export function removePost(
	org: Organisation,
	id: string,
	named: NamedInFlows,
): Decision<Post, AccessRefusal> {
	const post = org.posts.get(id);
	if (post === undefined) return refuse('core/notFound');
	const holder = [...org.people.values()].find((person) => person.postIds.includes(id));
	if (holder !== undefined) return refuse('access/postHeld', { name: holder.name });
	if (named.postIds.has(id)) return refuse('access/namedInFlow');
	return grant(post);
}

/** AC-7: role names are unique. */
export function createRole(
	org: Organisation,
	id: string,
	draft: RoleDraft,
): Decision<Role, AccessRefusal> {
	if (org.roles.has(id)) return refuse('access/idTaken');
	if (roleNameTaken(org, id, draft.name))
		return refuse('access/roleNameTaken', { name: draft.name });
	const last = Math.max(0, ...[...org.roles.values()].map((role) => role.order));
	return grant({ id, name: draft.name, permissions: [], order: last + 10 });
}

/** AC-7: role names are unique. */
export function changeRole(
	org: Organisation,
	id: string,
	change: Partial<RoleDraft>,
): Decision<Role, AccessRefusal> {
	const role = org.roles.get(id);
	if (role === undefined) return refuse('core/notFound');
	const next = { ...role, ...change };
	if (roleNameTaken(org, id, next.name)) return refuse('access/roleNameTaken', { name: next.name });
	return grant(next);
}

/** AC-8: a role goes only when no post carries it and no flow names it. */
export function removeRole(
	org: Organisation,
	id: string,
	named: NamedInFlows,
): Decision<Role, AccessRefusal> {
	const role = org.roles.get(id);
	if (role === undefined) return refuse('core/notFound');
	const carrier = [...org.posts.values()].find((post) => post.roleIds.includes(id));
	if (carrier !== undefined) return refuse('access/roleCarried', { name: carrier.name });
	if (named.roleIds.has(id)) return refuse('access/namedInFlow');
	return grant(role);
}

function postNameTaken(
	org: Organisation,
	id: string,
	draft: { name: string; unitId: string },
): boolean {
	return [...org.posts.values()].some(
		(post) => post.id !== id && post.unitId === draft.unitId && post.name === draft.name,
	);
}

function roleNameTaken(org: Organisation, id: string, name: string): boolean {
	return [...org.roles.values()].some((role) => role.id !== id && role.name === name);
}
