import { peopleAffected } from '@wenshu/domain/access/compute-access.ts';
import { changeGrants, grantChangeSchema } from '@wenshu/domain/access/grants.ts';
import {
	changePost,
	changeRole,
	createPost,
	createRole,
	postDraftSchema,
	removePost,
	removeRole,
	roleDraftSchema,
} from '@wenshu/domain/access/posts.ts';
import { idSchema } from '@wenshu/domain/access/model.ts';
import { grant, refuse } from '@wenshu/domain/core/decision.ts';
import { z } from 'zod';
import { defineAct, type ActContext } from '../platform/act.ts';
import { finishAccessUpdate, updateAccess } from './access-update.ts';
import { given } from './given.ts';
import {
	readHolders,
	readNamedInFlows,
	readOrganisation,
	type WorkingOrganisation,
} from './organisation.ts';
import { rowRefusal } from './row-refusal.ts';

/** Recomputes the access of everybody whom changed posts or roles concern. */
async function updateHolders(
	{ act, work, now }: ActContext<unknown>,
	org: WorkingOrganisation,
	changed: { postIds: readonly string[]; roleIds: readonly string[] },
) {
	const carrying = [...org.posts.values()].filter((post) =>
		post.roleIds.some((id) => changed.roleIds.includes(id)),
	);
	await readHolders(work, org, new Set([...changed.postIds, ...carrying.map((post) => post.id)]));
	const uids = peopleAffected(org, changed).map((person) => person.uid);
	const updated = await updateAccess(work, act.id, now, org, uids);
	return updated.ok ? grant({ people: uids.length }) : updated;
}

const create = defineAct({
	type: 'post/create',
	permission: 'org.manage',
	input: postDraftSchema,
	async run({ act, work, input }) {
		const post = createPost(await readOrganisation(work), act.target, input);
		if (!post.ok) return post;
		work.put(`posts/${act.target}`, post.value);
		return grant({});
	},
});

const change = defineAct({
	type: 'post/change',
	permission: 'org.manage',
	input: postDraftSchema.omit({ unitId: true }).extend({ order: z.number().int() }).partial(),
	async run(context) {
		const { act, work, input } = context;
		const org = await readOrganisation(work);
		const post = changePost(org, act.target, given(input));
		if (!post.ok) return post;
		const headed = org.posts.get(act.target)?.isHead !== post.value.isHead;
		org.posts.set(act.target, post.value);
		work.put(`posts/${act.target}`, post.value);
		return headed ? updateHolders(context, org, { postIds: [act.target], roleIds: [] }) : grant({});
	},
	async after(act) {
		await finishAccessUpdate(act.id);
		return undefined;
	},
});

const remove = defineAct({
	type: 'post/remove',
	permission: 'org.manage',
	input: z.object({}),
	async run({ act, work }) {
		const org = await readOrganisation(work);
		await readHolders(work, org, [act.target]);
		const post = removePost(org, act.target, await readNamedInFlows(work));
		if (!post.ok) return post;
		work.delete(`posts/${act.target}`);
		return grant({ name: post.value.name });
	},
});

const importPosts = defineAct({
	type: 'post/import',
	permission: 'org.manage',
	input: z.object({
		rows: z
			.array(
				z.object({
					/** Row of the sheet, for refusals. */
					row: z.number().int(),
					id: idSchema,
					draft: postDraftSchema,
				}),
			)
			.min(1)
			.max(200),
	}),
	async run(context) {
		const { work, input } = context;
		const org = await readOrganisation(work);
		const headed: string[] = [];
		for (const { row, id, draft } of input.rows) {
			const { unitId, ...fields } = draft;
			const before = org.posts.get(id);
			// AC-5: a row cannot move a post, whoever wrote it.
			if (before !== undefined && before.unitId !== unitId)
				return rowRefusal(row, refuse('access/idTaken'));
			const post = before ? changePost(org, id, fields) : createPost(org, id, draft);
			if (!post.ok) return rowRefusal(row, post);
			if (before !== undefined && before.isHead !== post.value.isHead) headed.push(id);
			org.posts.set(id, post.value);
			work.put(`posts/${id}`, post.value);
		}
		const updated = await updateHolders(context, org, { postIds: headed, roleIds: [] });
		return updated.ok ? grant({ posts: input.rows.length }) : updated;
	},
	async after(act) {
		await finishAccessUpdate(act.id);
		return undefined;
	},
});

const createARole = defineAct({
	type: 'role/create',
	permission: 'permission.manage',
	input: roleDraftSchema,
	async run({ act, work, input }) {
		const role = createRole(await readOrganisation(work), act.target, input);
		if (!role.ok) return role;
		work.put(`roles/${act.target}`, role.value);
		return grant({});
	},
});

const changeARole = defineAct({
	type: 'role/change',
	permission: 'permission.manage',
	input: roleDraftSchema.partial(),
	async run({ act, work, input }) {
		const role = changeRole(await readOrganisation(work), act.target, given(input));
		if (!role.ok) return role;
		work.put(`roles/${act.target}`, role.value);
		return grant({});
	},
});

const removeARole = defineAct({
	type: 'role/remove',
	permission: 'permission.manage',
	input: z.object({}),
	async run({ act, work }) {
		const org = await readOrganisation(work);
		const role = removeRole(org, act.target, await readNamedInFlows(work));
		if (!role.ok) return role;
		work.delete(`roles/${act.target}`);
		return grant({ name: role.value.name });
	},
});

const setPermissions = defineAct({
	type: 'permission/set',
	permission: 'permission.manage',
	input: z.object({ changes: z.array(grantChangeSchema).min(1).max(500) }),
	async run(context) {
		const { work, input } = context;
		const org = await readOrganisation(work);
		const granted = changeGrants(org, input.changes);
		if (!granted.ok) return granted;
		const { posts, roles } = granted.value;
		for (const post of posts) {
			org.posts.set(post.id, post);
			work.put(`posts/${post.id}`, post);
		}
		for (const role of roles) {
			org.roles.set(role.id, role);
			work.put(`roles/${role.id}`, role);
		}
		return updateHolders(context, org, {
			postIds: posts.map((post) => post.id),
			roleIds: roles.map((role) => role.id),
		});
	},
	async after(act) {
		await finishAccessUpdate(act.id);
		return undefined;
	},
});

/** Acts on posts (岗位), roles (角色) and the permissions both give. */
export const postActs = [
	create,
	change,
	remove,
	importPosts,
	createARole,
	changeARole,
	removeARole,
	setPermissions,
];
