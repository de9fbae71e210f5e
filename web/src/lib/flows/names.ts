import { directoryOf, type Directory } from '@wenshu/domain/flow/directory.ts';
import { directory } from '../platform/directory.svelte.ts';
import type { Names } from './describe.ts';

/** Ids of the organisation read by the live directory; what is gone shows its id. */
export const names: Names = {
	person: (uid) => directory.name(uid),
	post: (id) => {
		const post = directory.post(id);
		return post ? `${directory.unitName(post.unitId)} ${post.name}` : id;
	},
	role: (id) => directory.role(id)?.name ?? id,
	unit: (id) => directory.unitName(id) || id,
};

/** The organisation on the screen in the shape the engine asks for. */
export function staff(): Directory {
	return directoryOf({
		people: directory.people,
		posts: directory.posts,
		units: directory.units,
		monitorRoleIds: directory.roles
			.filter((role) => role.permissions.includes('flow.monitor'))
			.map((role) => role.id),
	});
}
