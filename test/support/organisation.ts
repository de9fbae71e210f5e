import { randomUUID } from 'node:crypto';
import type { ActAnswer } from '@wenshu/domain/acts.ts';
import type { Access } from '@wenshu/domain/access/model.ts';
import { samplePassword, uidOf } from '../../emulator-data/bureau/people.ts';
import { aimAdmin, call, ports, project, signIn } from './emulator.ts';

aimAdmin();
const { db, auth } = await import('../../functions/src/platform/firebase.ts');
export { auth, db };

/** The one administrator of the sample. */
export const administrator = uidOf('薛霁月');
/** Somebody without any power over the organisation. */
export const drafter = uidOf('罗星野');
/** The password an administrator hands out. */
export const initial = 'Initial2026';
/** The password its owner chooses then. */
export const chosen = 'Chosen20261';
let unique = Date.now() % 1_000_000;
/** A staff number nobody has. */
export const nextNumber = (): string => `T${String(unique++)}`;
/** Letters for an archive code nobody has. */
export const nextCode = (): string =>
	[...String(unique++).slice(-4)].map((digit) => 'QWXZVUJKYP'[Number(digit)]).join('');

/** Signs in by staff number. */
export async function tokenOf(uid: string, password = samplePassword): Promise<string> {
	return (await signIn(`${uid}@staff.wenshu.local`, password)).idToken;
}
let admin = '';
/** Sends an act with somebody's token. */
export const send = (token: string, type: string, target: string, input: object, id?: string) =>
	call<ActAnswer>('act', { id: id ?? randomUUID(), type, target, input, version: null }, token);
/** Sends an act as the administrator. */
export const act = (type: string, target: string, input: object, id?: string) =>
	send(admin, type, target, input, id);
/** Sends an act as the administrator that has to succeed. */
export async function must(type: string, target: string, input: object) {
	const answer = await act(type, target, input);
	if (!answer.ok) throw new Error(`${type}: ${answer.code} ${JSON.stringify(answer.detail)}`);
	return answer.result;
}
/** A stored document. */
export const read = async <T>(path: string) => (await db.doc(path).get()).data() as T | undefined;
/** What somebody may do, as stored. */
export const access = (uid: string) => read<Access>(`access/${uid}`);

/** A person as typed in. */
export function aDraft(staffNumber: string, postIds: string[]) {
	const email = `${staffNumber.toLowerCase()}@example.com`;
	return { name: '单小雨', staffNumber, email, phone: '', title: '科员', postIds };
}
/** A new person in a new post of a new unit, so that tests do not meet in the sample. */
export async function newcomer(postIds?: string[]) {
	const staffNumber = nextNumber();
	const uid = randomUUID();
	const unitId = randomUUID();
	const postId = randomUUID();
	const code = nextCode();
	await must('unit/create', unitId, {
		name: `单位${code}`,
		shortName: code,
		kind: 'department',
		code,
		parentId: 'bureau',
	});
	await must('post/create', postId, { name: '科员', unitId, isHead: false, rank: 300 });
	const draft = aDraft(staffNumber, postIds ?? [postId]);
	await must('person/create', uid, { ...draft, password: initial });
	return { uid, unitId, postId, draft, login: staffNumber.toLowerCase() };
}
/** A second administrator, by a post of the sample's administrators. */
export async function secondAdministrator() {
	const person = await newcomer();
	await must('person/change', person.uid, { postIds: [person.postId, 'administrator'] });
	return person;
}
/** What the rules answer to a session that asks for the directory. */
export async function directoryStatus(token: string): Promise<number> {
	const address = `http://127.0.0.1:${String(ports.firestore)}/v1/projects/${project}/databases/(default)/documents/units/bureau`;
	return (await fetch(address, { headers: { authorization: `Bearer ${token}` } })).status;
}
/** Signs in with the initial password and chooses one, as the page does. */
export async function settle(login: string): Promise<string> {
	const { idToken, localId } = await signIn(`${login}@staff.wenshu.local`, initial);
	const address = `http://127.0.0.1:${String(ports.auth)}/identitytoolkit.googleapis.com/v1/accounts:update?key=emulator`;
	// Auth counts in seconds: a password changed within the second it was set counts as unchanged.
	const { passwordSetAt } = (await read<{ passwordSetAt: string }>(`accounts/${localId}`)) ?? {};
	const second = (Math.floor(Date.parse(passwordSetAt ?? '') / 1000) + 1) * 1000;
	while (Date.now() < second) await new Promise((resume) => setTimeout(resume, 20));
	const answer = await fetch(address, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ idToken, password: chosen, returnSecureToken: true }),
	});
	if (!answer.ok) throw new Error(`the password stayed: ${await answer.text()}`);
	return tokenOf(login, chosen);
}

const collections = ['units', 'posts', 'roles', 'people', 'access', 'accounts', 'signInNames'];
/** Paths that were there before: what these tests made goes again, other tests know the sample only. */
const before = new Set<string>();
async function paths(): Promise<string[]> {
	const found = await Promise.all(collections.map((name) => db.collection(name).get()));
	return found.flatMap((each) => each.docs.map((one) => one.ref.path));
}

/** To call before the first act: signs the administrator in and notes what is there. */
export async function open(): Promise<void> {
	admin = await tokenOf(administrator);
	for (const path of await paths()) before.add(path);
}
/** To call at the end: removes what the tests made. */
export async function tidy(): Promise<void> {
	const made = (await paths()).filter((path) => !before.has(path));
	const batch = db.batch();
	for (const path of made) batch.delete(db.doc(path));
	batch.set(db.doc('organisation/state'), { version: randomUUID(), changedAt: new Date() });
	await batch.commit();
	const people = made.filter((path) => path.startsWith('people/'));
	await auth.deleteUsers(people.map((path) => path.slice('people/'.length)));
}
