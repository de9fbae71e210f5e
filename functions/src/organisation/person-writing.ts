import { mayManagePerson } from '@wenshu/domain/access/grants.ts';
import type { Person } from '@wenshu/domain/access/model.ts';
import type { TakenNames } from '@wenshu/domain/access/people.ts';
import { grant, type Decision } from '@wenshu/domain/core/decision.ts';
import type { ActContext } from '../platform/act.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';
import { wantedAccount, type Account } from './accounts.ts';
import type { WorkingOrganisation } from './organisation.ts';
import { emailPath, signInNames, staffNumberPath, type SignInName } from './sign-in-names.ts';

/** Which sign-in names of a draft belong to somebody else than `uid`. */
export async function takenNames(
	work: UnitOfWork,
	uid: string,
	draft: { staffNumber: string; email: string },
): Promise<TakenNames> {
	const paths = [staffNumberPath(draft.staffNumber), emailPath(draft.email)] as const;
	await work.getAll(paths);
	const [number, email] = await Promise.all(paths.map((path) => work.get<SignInName>(path)));
	const others = (name: SignInName | null | undefined): boolean => !!name && name.uid !== uid;
	return { staffNumber: others(number), email: others(email) };
}

/**
 * Writes one person with sign-in names and wanted account; access is updated by the caller, once for
 * everybody. Refuses what the actor may not do to this person.
 */
export async function writePerson(
	{ act, work, actor }: ActContext<unknown>,
	org: WorkingOrganisation,
	person: Person,
	account: { password?: boolean; revoke?: boolean } = {},
): Promise<Decision<null>> {
	const before = org.people.get(person.uid) ?? null;
	const allowed = mayManagePerson(actor.access, before, person, org);
	if (!allowed.ok) return allowed;
	org.people.set(person.uid, person);
	work.put(`people/${person.uid}`, person);
	await writeNames(work, before, person);
	if (account.password !== true && account.revoke !== true && sameAccount(before, person))
		return grant(null);
	const path = `accounts/${person.uid}`;
	const known = await work.get<Account>(path);
	work.put(path, wantedAccount(person, known, { actId: act.id, ...account }));
	return grant(null);
}

async function writeNames(work: UnitOfWork, before: Person | null, person: Person): Promise<void> {
	const next = new Map(signInNames(person));
	const gone = before === null ? [] : signInNames(before).filter(([path]) => !next.has(path));
	await work.getAll([...next.keys(), ...gone.map(([path]) => path)]);
	for (const [path] of gone) work.delete(path);
	for (const [path, value] of next) work.put(path, value);
}

function sameAccount(before: Person | null, after: Person): boolean {
	return (
		before !== null &&
		before.name === after.name &&
		before.staffNumber === after.staffNumber &&
		before.disabled === after.disabled
	);
}
