import {
	collection,
	deleteDoc,
	doc,
	getDoc,
	getDocs,
	limit,
	orderBy,
	query,
	setDoc,
	updateDoc,
	where,
	type Firestore,
} from 'firebase/firestore';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { accessOf, granted, openRulesBench, refused, type RulesBench } from '../support/rules.ts';

let bench: RulesBench;
const hash = 'a'.repeat(64);

/** A member of staff, those who manage, an auditor, and those who were shut out. */
const personas = {
	staff: accessOf('staff', { permissions: ['document.create'] }),
	manager: accessOf('manager', { permissions: ['org.manage'] }),
	administrator: accessOf('administrator', { permissions: ['permission.manage'] }),
	auditor: accessOf('auditor', { permissions: ['journal.read'] }),
	disabled: accessOf('disabled', {
		disabled: true,
		permissions: ['org.manage', 'permission.manage', 'journal.read'],
	}),
	stale: accessOf('stale', { minAuthTime: 2000, permissions: ['org.manage', 'journal.read'] }),
} as const;
type Persona = keyof typeof personas | 'unknown' | 'stranger';
const everybody = [...Object.keys(personas), 'unknown', 'stranger'] as Persona[];
const enabled: Persona[] = ['staff', 'manager', 'administrator', 'auditor'];

function as(persona: Persona): Firestore {
	return persona === 'stranger' ? bench.stranger() : bench.as(persona, { auth_time: 1000 });
}

/** Asks once as every persona and demands that exactly these are let in. */
async function only(allowed: readonly Persona[], ask: (db: Firestore) => Promise<unknown>) {
	for (const persona of everybody)
		await (allowed.includes(persona) ? granted : refused)(ask(as(persona)));
}

beforeAll(async () => {
	bench = await openRulesBench('organisation');
	await bench.given(async (db) => {
		for (const [uid, access] of Object.entries(personas)) {
			await setDoc(doc(db, `access/${uid}`), access);
			await setDoc(doc(db, `people/${uid}`), { uid, order: 1 });
		}
		for (const path of ['units/office', 'posts/clerk', 'roles/drafter'])
			await setDoc(doc(db, path), { name: path, order: 1 });
		await setDoc(doc(db, `signInNames/mail_${hash}`), { uid: 'staff', address: 'a@b' });
		await setDoc(doc(db, 'signInNames/staff_yb0001'), { uid: 'staff', address: 'a@b' });
		await setDoc(doc(db, 'accounts/staff'), { uid: 'staff', dirty: false });
		await setDoc(doc(db, 'organisation/state'), { version: '1' });
		await setDoc(doc(db, 'accessUpdates/a'), { uids: [] });
		await setDoc(doc(db, 'journal/act-1'), { actor: 'staff', type: 'unit/create', at: 1 });
	});
});
afterAll(() => bench.close());

describe.each(['units/office', 'posts/clerk', 'roles/drafter', 'people/staff'])('%s', (path) => {
	const [name = ''] = path.split('/');
	it('AC-15 is read by enabled staff and nobody else', async () => {
		await only(enabled, (db) => getDoc(doc(db, path)));
		await only(enabled, (db) => getDocs(query(collection(db, name), orderBy('order'))));
	});
	it('AC-15 is written by nobody, managers included', async () => {
		await only([], (db) => setDoc(doc(db, `${name}/new`), { name: 'x' }));
		await only([], (db) => updateDoc(doc(db, path), { name: 'x' }));
		await only([], (db) => deleteDoc(doc(db, path)));
	});
});

describe('access', () => {
	it('AC-16 is read by its owner, also by one who is locked out', async () => {
		for (const persona of Object.keys(personas) as (keyof typeof personas)[])
			await granted(getDoc(doc(as(persona), `access/${persona}`)));
	});
	it('AC-16 of others is read by those who manage people or permissions', async () => {
		const managers: Persona[] = ['manager', 'administrator'];
		await only([...managers, 'staff'], (db) => getDoc(doc(db, 'access/staff')));
		await only(managers, (db) => getDocs(collection(db, 'access')));
	});
	it('AC-16 is written by nobody, not even its owner', async () => {
		await only([], (db) => updateDoc(doc(db, 'access/staff'), { disabled: false }));
		await only([], (db) => deleteDoc(doc(db, 'access/staff')));
		for (const persona of Object.keys(personas) as (keyof typeof personas)[])
			await refused(updateDoc(doc(as(persona), `access/${persona}`), { 'permissions.org': true }));
		await refused(setDoc(doc(as('unknown'), 'access/unknown'), accessOf('unknown')));
	});
});

describe('signInNames', () => {
	it('AC-17 an e-mail address is looked up by its hash before signing in', async () => {
		await only(everybody, (db) => getDoc(doc(db, `signInNames/mail_${hash}`)));
	});
	it('AC-17 staff numbers are not looked up, nothing is listed and nobody writes', async () => {
		await only([], (db) => getDoc(doc(db, 'signInNames/staff_yb0001')));
		await only([], (db) => getDocs(query(collection(db, 'signInNames'), limit(1))));
		await only([], (db) => setDoc(doc(db, `signInNames/mail_${'b'.repeat(64)}`), { uid: 'x' }));
	});
});

describe('journal', () => {
	it('AC-18 is read by those who hold that permission', async () => {
		await only(['auditor'], (db) => getDoc(doc(db, 'journal/act-1')));
		await only(['auditor'], (db) =>
			getDocs(query(collection(db, 'journal'), where('actor', '==', 'staff'), limit(5))),
		);
	});
	it('AC-18 is altered by nobody', async () => {
		await only([], (db) => setDoc(doc(db, 'journal/act-2'), { actor: 'staff' }));
		await only([], (db) => updateDoc(doc(db, 'journal/act-1'), { actor: 'manager' }));
		await only([], (db) => deleteDoc(doc(db, 'journal/act-1')));
	});
});

describe('preferences', () => {
	const mine = 'preferences/staff';
	const whole = {
		phrases: Array.from({ length: 50 }, () => '同'.repeat(200)),
		display: { theme: 'dark', size: 'xl', contrast: 'high', keys: false },
		locale: 'zh',
		recentPeople: ['manager'],
	};
	it('AC-19 belong to their owner alone', async () => {
		await only(['staff'], (db) => setDoc(doc(db, mine), whole));
		await only(['staff'], (db) => setDoc(doc(db, mine), { phrases: ['同意。'] }, { merge: true }));
		await only(['staff'], (db) => updateDoc(doc(db, mine), { locale: 'en' }));
		await only(['staff'], (db) => getDoc(doc(db, mine)));
		await only([], (db) => getDocs(collection(db, 'preferences')));
		await only([], (db) => deleteDoc(doc(db, mine)));
		await refused(setDoc(doc(as('disabled'), 'preferences/disabled'), {}));
		await refused(setDoc(doc(as('stale'), 'preferences/stale'), {}));
	});
	it.each([
		['an unknown field', { admin: true }],
		['too many phrases', { phrases: Array.from({ length: 51 }, () => '好') }],
		['a phrase of 201 characters', { phrases: ['好', '同'.repeat(201)] }],
		['phrases that are no list', { phrases: '同意' }],
		['an unknown part of the display', { display: { theme: 'dark', script: 'x' } }],
		['an unknown language', { locale: 'fr' }],
		['too many recent people', { recentPeople: Array.from({ length: 21 }, () => 'a') }],
		['ids that are too long', { recentPeople: Array.from({ length: 20 }, () => 'a'.repeat(200)) }],
	])('AC-19 refuse %s', async (_, value) => {
		await refused(setDoc(doc(as('staff'), mine), value));
	});
});

it.each(['accounts/staff', 'organisation/state', 'accessUpdates/a'])(
	'%s is for functions alone',
	async (path) => {
		await only([], (db) => getDoc(doc(db, path)));
		await only([], (db) => setDoc(doc(db, path), { x: 1 }));
	},
);
