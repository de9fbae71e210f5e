import type { GrantChange } from '@wenshu/domain/access/grants.ts';
import type { Post, Role } from '@wenshu/domain/access/model.ts';
import {
	isPermission,
	permissionGroups,
	permissionIds,
	permissions,
} from '@wenshu/domain/access/permissions.ts';
import { SvelteMap } from 'svelte/reactivity';
import { say } from '../platform/messages.ts';
import { organisation } from './organisation.svelte.ts';
import { m } from './words.ts';

/** Which matrix is shown: permissions of roles, permissions of posts, or roles of posts. */
export type MatrixKind = 'role' | 'post' | 'postRole';

/** A row of the matrix. */
export interface Holder {
	id: string;
	name: string;
	/** Unit of a post; empty for a role. */
	group: string;
}

/** A column of the matrix. */
export interface Right {
	id: string;
	name: string;
	group: string;
}

/** A change that waits to be saved, in words. */
export interface PendingChange {
	key: string;
	holder: string;
	right: string;
	granted: boolean;
}

/** A matrix of rights with the changes that wait to be saved as one act. */
export class Matrix {
	readonly kind: MatrixKind;
	/** Wanted state by cell, only where it differs from what is stored. */
	readonly #wanted = new SvelteMap<string, boolean>();

	constructor(kind: MatrixKind) {
		this.kind = kind;
	}

	/** Rows in their order. */
	get holders(): Holder[] {
		if (this.kind === 'role')
			return [...organisation.roles.values()].map(({ id, name }) => ({ id, name, group: '' }));
		return organisation.postsInOrder.map((post) => ({
			id: post.id,
			name: post.name,
			group: organisation.units.get(post.unitId)?.name ?? '',
		}));
	}

	/** Columns in their order. */
	get rights(): Right[] {
		if (this.kind === 'postRole')
			return [...organisation.roles.values()].map(({ id, name }) => ({ id, name, group: m.roles }));
		return permissionIds.map((id) => ({
			id,
			name: say(permissions[id]),
			group: say(permissionGroups[id.split('.')[0] ?? ''] ?? [id, id]),
		}));
	}

	/** Whether the right is given, pending changes included. */
	has(holderId: string, rightId: string): boolean {
		return this.#wanted.get(`${holderId} ${rightId}`) ?? this.#stored(holderId, rightId);
	}

	/** Whether the cell waits to be saved. */
	isPending(holderId: string, rightId: string): boolean {
		return this.#wanted.has(`${holderId} ${rightId}`);
	}

	/** Names of the roles through which a post has a permission anyway. */
	inherited(holderId: string, rightId: string): string[] {
		if (this.kind !== 'post') return [];
		const post = organisation.posts.get(holderId);
		return (post?.roleIds ?? []).flatMap((id) => {
			const role = organisation.roles.get(id);
			return role?.permissions.some((permission) => permission === rightId) ? [role.name] : [];
		});
	}

	/** Turns a cell; turned back, it no longer waits. */
	turn(holderId: string, rightId: string): void {
		const key = `${holderId} ${rightId}`;
		const next = !this.has(holderId, rightId);
		if (next === this.#stored(holderId, rightId)) this.#wanted.delete(key);
		else this.#wanted.set(key, next);
	}

	discard(): void {
		this.#wanted.clear();
	}

	/** What waits, in words; a cell that somebody else changed the same way meanwhile waits no longer. */
	get pending(): PendingChange[] {
		const holders = new Map(this.holders.map((holder) => [holder.id, holder]));
		const rights = new Map(this.rights.map((right) => [right.id, right]));
		return [...this.#wanted].flatMap(([key, granted]) => {
			const [holderId = '', rightId = ''] = key.split(' ');
			if (this.#stored(holderId, rightId) === granted) return [];
			const holder = holders.get(holderId);
			const name = [holder?.group, holder?.name ?? holderId].filter(Boolean).join(' · ');
			return [{ key, holder: name, right: rights.get(rightId)?.name ?? rightId, granted }];
		});
	}

	/** What waits, as the act takes it. */
	get changes(): GrantChange[] {
		return this.pending.flatMap(({ key, granted }): GrantChange[] => {
			const [holderId = '', rightId = ''] = key.split(' ');
			if (this.kind === 'postRole')
				return [{ what: 'role', postId: holderId, roleId: rightId, granted }];
			if (!isPermission(rightId)) return [];
			const holder = this.kind;
			return [{ what: 'permission', holder, holderId, permission: rightId, granted }];
		});
	}

	#stored(holderId: string, rightId: string): boolean {
		const post: Post | undefined = organisation.posts.get(holderId);
		const role: Role | undefined = organisation.roles.get(holderId);
		if (this.kind === 'postRole') return post?.roleIds.includes(rightId) ?? false;
		const given = this.kind === 'post' ? post?.permissions : role?.permissions;
		return given?.some((permission) => permission === rightId) ?? false;
	}
}
