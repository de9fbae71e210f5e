import type { Organisation } from '@wenshu/domain/access/compute-access.ts';
import type { Person, Post, Role, Unit } from '@wenshu/domain/access/model.ts';
import type { NamedInFlows } from '@wenshu/domain/access/units.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';

/** An organisation under work: decisions read it, and it follows what they change. */
export interface WorkingOrganisation extends Organisation {
	units: Map<string, Unit>;
	posts: Map<string, Post>;
	roles: Map<string, Role>;
	/** Only the people somebody asked for, see `readHolders` and `readPeople`. */
	people: Map<string, Person>;
}

/** Firestore takes at most this many values in one `array-contains-any`. */
const VALUES = 30;

/**
 * Units, posts and roles as they stand. Reading `organisation/state`, which every change of the
 * organisation writes, makes such acts follow one another: a conclusion drawn from many records
 * ("nobody is in this unit", "another administrator remains") still holds when it is written.
 */
export async function readOrganisation(work: UnitOfWork): Promise<WorkingOrganisation> {
	await work.getAll(['organisation/state']);
	const [units, posts, roles] = await Promise.all([
		work.query<Unit>((db) => db.collection('units')),
		work.query<Post>((db) => db.collection('posts')),
		work.query<Role>((db) => db.collection('roles')),
	]);
	return {
		units: new Map(units.map((unit) => [unit.id, unit])),
		posts: new Map(posts.map((post) => [post.id, post])),
		roles: new Map(roles.map((role) => [role.id, role])),
		people: new Map(),
	};
}

/** Adds everybody who holds any of these posts, disabled people included. */
export async function readHolders(
	work: UnitOfWork,
	org: WorkingOrganisation,
	postIds: Iterable<string>,
): Promise<void> {
	const ids = [...postIds];
	const chunks = Array.from({ length: Math.ceil(ids.length / VALUES) }, (_, index) =>
		ids.slice(index * VALUES, (index + 1) * VALUES),
	);
	const found = await Promise.all(
		chunks.map((chunk) =>
			work.query<Person>((db) =>
				db.collection('people').where('postIds', 'array-contains-any', chunk),
			),
		),
	);
	for (const person of found.flat()) org.people.set(person.uid, person);
}

/** Adds people by their ids; those who do not exist are left out. */
export async function readPeople(
	work: UnitOfWork,
	org: WorkingOrganisation,
	uids: readonly string[],
): Promise<void> {
	await work.getAll(uids.map((uid) => `people/${uid}`));
	for (const uid of uids) {
		const person = await work.get<Person>(`people/${uid}`);
		if (person !== null) org.people.set(uid, person);
	}
}

/** What the flows in force name by id. */
export async function readNamedInFlows(work: UnitOfWork): Promise<NamedInFlows> {
	const flows = await work.query<object>((db) => db.collection('flows'));
	const named = {
		postIds: new Set<string>(),
		roleIds: new Set<string>(),
		unitIds: new Set<string>(),
	};
	for (const flow of flows) collectNames(flow, named);
	return named;
}

/** Collects ids wherever a handler names them, however deep it stands in the definition. */
function collectNames(
	value: unknown,
	named: { postIds: Set<string>; roleIds: Set<string>; unitIds: Set<string> },
): void {
	if (value === null || typeof value !== 'object') return;
	for (const [key, part] of Object.entries(value)) {
		if (key === 'postIds' && Array.isArray(part))
			for (const id of part) named.postIds.add(String(id));
		else if ((key === 'roleId' || key === 'fromRoleId') && typeof part === 'string')
			named.roleIds.add(part);
		else if (key === 'unitId' && typeof part === 'string') named.unitIds.add(part);
		else collectNames(part, named);
	}
}
