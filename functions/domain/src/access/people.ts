import { z } from 'zod';
import { grant, refuse, type Decision } from '../core/decision.ts';
import type { Organisation } from './compute-access.ts';
import type { AccessRefusal } from './messages.ts';
import { personSchema, type Person } from './model.ts';
import { staffAddress, staffDomain } from './sign-in.ts';

/** What an administrator types about a person; the unit follows from the main post. */
export const personDraftSchema = personSchema.pick({
	name: true,
	staffNumber: true,
	email: true,
	phone: true,
	title: true,
	postIds: true,
});
export type PersonDraft = z.infer<typeof personDraftSchema>;

/** Names for signing in that already belong to somebody else. */
export interface TakenNames {
	staffNumber: boolean;
	email: boolean;
}

/** How a name is typed: see `pinyin` and `initials` of a person. */
export interface NameReading {
	pinyin: string;
	initials: string;
}

/** AC-12: a person has at least one post, a staff number and an e-mail address nobody else has. */
export function createPerson(
	org: Organisation,
	uid: string,
	draft: PersonDraft,
	taken: TakenNames,
	reading: NameReading,
	order: number,
): Decision<Person, AccessRefusal> {
	if (org.people.has(uid)) return refuse('access/idTaken');
	const unit = mainUnit(org, draft.postIds);
	if (!unit.ok) return unit;
	const person = { ...draft, uid, unitId: unit.value, ...reading, disabled: false, order };
	return nameClash(draft, taken) ?? grant(person);
}

/** AC-12, AC-13: the first post is the main one and names the unit; no post is held twice. */
export function changePerson(
	org: Organisation,
	uid: string,
	change: Partial<PersonDraft> & { order?: number },
	taken: TakenNames,
	reading: NameReading,
): Decision<Person, AccessRefusal> {
	const person = org.people.get(uid);
	if (person === undefined) return refuse('core/notFound');
	const next = { ...person, ...change, ...reading };
	const unit = mainUnit(org, next.postIds);
	if (!unit.ok) return unit;
	return nameClash(next, taken) ?? grant({ ...next, unitId: unit.value });
}

/** AC-14: nobody disables their own account; a disabled person keeps posts and history. */
export function disablePerson(
	org: Organisation,
	uid: string,
	actorUid: string,
): Decision<Person, AccessRefusal> {
	const person = org.people.get(uid);
	if (person === undefined) return refuse('core/notFound');
	if (uid === actorUid) return refuse('access/ownAccount');
	return grant({ ...person, disabled: true });
}

/** AC-14: a disabled person comes back with the posts they had. */
export function enablePerson(org: Organisation, uid: string): Decision<Person, AccessRefusal> {
	const person = org.people.get(uid);
	if (person === undefined) return refuse('core/notFound');
	return grant({ ...person, disabled: false });
}

function mainUnit(org: Organisation, postIds: readonly string[]): Decision<string, AccessRefusal> {
	if (new Set(postIds).size !== postIds.length) return refuse('access/postTwice');
	const posts = postIds.map((id) => org.posts.get(id));
	const [main] = posts;
	if (main === undefined || posts.includes(undefined)) return refuse('access/postMissing');
	return grant(main.unitId);
}

function nameClash(
	person: { staffNumber: string; email: string },
	taken: TakenNames,
): { ok: false; code: AccessRefusal; detail?: Record<string, string> } | null {
	if (taken.staffNumber) return refuse('access/staffNumberTaken', { number: person.staffNumber });
	const email = person.email.toLowerCase();
	// An address of our own domain is somebody's staff number: it may only be the person's own.
	const borrowed = email.endsWith(`@${staffDomain}`) && email !== staffAddress(person.staffNumber);
	return taken.email || borrowed ? refuse('access/emailTaken', { email: person.email }) : null;
}
