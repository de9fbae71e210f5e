import { directoryOf, monitorRoles, type Directory } from '@wenshu/domain/flow/directory.ts';
import type { Person, Post, Role, Unit } from '@wenshu/domain/access/model.ts';
import { db } from '../platform/firebase.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';

/** The directory with the units behind it. */
export interface OrganisationView extends Directory {
	unitName(unitId: string): string;
	/** The highest post somebody holds; the smaller, the higher. */
	rankOf(uid: string): number;
	units: readonly Unit[];
	/** Everything the directory says of somebody. */
	person(uid: string): Person | undefined;
}

let kept: { version: string; view: OrganisationView } | null = null;

/**
 * The organisation as this process knows it, read afresh when `organisation/state` says that it changed:
 * one read for an act instead of hundreds.
 */
export async function readDirectory(work: UnitOfWork): Promise<OrganisationView> {
	const state = await work.get<{ version: string }>('organisation/state');
	if (kept !== null && state !== null && kept.version === state.version) return kept.view;
	const [people, posts, units, roles] = await Promise.all(
		['people', 'posts', 'units', 'roles'].map(async (name) =>
			(await db.collection(name).get()).docs.map((each) => each.data()),
		),
	);
	const byUid = new Map((people as Person[]).map((person) => [person.uid, person]));
	const ranks = new Map((posts as Post[]).map(({ id, rank }) => [id, rank]));
	const names = new Map((units as Unit[]).map((unit) => [unit.id, unit.shortName]));
	const view = {
		...directoryOf({
			people: people as Person[],
			posts: posts as Post[],
			units: units as Unit[],
			monitorRoleIds: monitorRoles(roles as Role[]),
		}),
		unitName: (id: string) => names.get(id) ?? '',
		rankOf: (uid: string) =>
			Math.min(1000, ...(byUid.get(uid)?.postIds ?? []).flatMap((id) => ranks.get(id) ?? [])),
		units: units as Unit[],
		person: (uid: string) => byUid.get(uid),
	};
	if (state !== null) kept = { version: state.version, view };
	return view;
}
