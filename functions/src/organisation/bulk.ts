import { randomUUID } from 'node:crypto';
import { computeAccess, type Organisation } from '@wenshu/domain/access/compute-access.ts';
import type { Person, Post, Role, Unit } from '@wenshu/domain/access/model.ts';
import { staffAddress } from '@wenshu/domain/access/sign-in.ts';
import type { Auth } from 'firebase-admin/auth';
import type { Firestore } from 'firebase-admin/firestore';
import { accountClaims, wantedAccount } from './accounts.ts';
import { readName } from './pinyin.ts';
import { signInNames } from './sign-in-names.ts';

/** A whole organisation and the one password all its new accounts get. */
export interface OrganisationSource {
	units: readonly Unit[];
	posts: readonly Post[];
	roles: readonly Role[];
	/** Empty `pinyin` and `initials` are filled in. */
	people: readonly Person[];
	password: string;
	/** Whether everybody must choose a password of their own at the first sign-in; false by default. */
	mustChangePassword?: boolean;
}

const PARALLEL = 20;

/**
 * Writes units, posts, roles, people, their access and their accounts into an empty project: the sample
 * bureau, or the first organisation of a new installation. Existing accounts keep their passwords.
 */
export async function writeOrganisation(
	db: Firestore,
	auth: Auth,
	source: OrganisationSource,
): Promise<void> {
	const people = source.people.map((person) =>
		person.pinyin === '' ? { ...person, ...readName(person.name) } : person,
	);
	const org: Organisation = {
		units: new Map(source.units.map((unit) => [unit.id, unit])),
		posts: new Map(source.posts.map((post) => [post.id, post])),
		roles: new Map(source.roles.map((role) => [role.id, role])),
		people: new Map(people.map((person) => [person.uid, person])),
	};
	const change = { actId: 'first' };
	const mustChange = source.mustChangePassword ?? false;
	const writer = db.bulkWriter();
	const put = (path: string, value: object): void => void writer.set(db.doc(path), value);
	put('organisation/state', { version: randomUUID(), changedAt: new Date() });
	for (const unit of source.units) put(`units/${unit.id}`, unit);
	for (const post of source.posts) put(`posts/${post.id}`, post);
	for (const role of source.roles) put(`roles/${role.id}`, role);
	for (const person of people) {
		put(`people/${person.uid}`, person);
		put(`access/${person.uid}`, computeAccess(person, org, 0, mustChange));
		put(`accounts/${person.uid}`, { ...wantedAccount(person, null, change), dirty: false });
		for (const [path, value] of signInNames(person)) put(path, value);
	}
	await Promise.all([writer.close(), writeAccounts(auth, people, source.password)]);
}

async function writeAccounts(
	auth: Auth,
	people: readonly Person[],
	password: string,
): Promise<void> {
	for (let from = 0; from < people.length; from += PARALLEL)
		await Promise.all(
			people.slice(from, from + PARALLEL).map((person) => writeAccount(auth, person, password)),
		);
}

async function writeAccount(auth: Auth, person: Person, password: string): Promise<void> {
	const facts = {
		email: staffAddress(person.staffNumber),
		displayName: person.name,
		disabled: person.disabled,
	};
	try {
		await auth.createUser({ uid: person.uid, password, ...facts });
	} catch (error) {
		if ((error as { code?: string }).code !== 'auth/uid-already-exists') throw error;
		await auth.updateUser(person.uid, facts);
	}
	await auth.setCustomUserClaims(person.uid, accountClaims(person.disabled));
}
