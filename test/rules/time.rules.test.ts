import {
	collection,
	collectionGroup,
	deleteDoc,
	doc,
	getDoc,
	getDocs,
	orderBy,
	query,
	serverTimestamp,
	setDoc,
	Timestamp,
	updateDoc,
	where,
	type Firestore,
} from 'firebase/firestore';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessOf, granted, openRulesBench, refused, type RulesBench } from '../support/rules.ts';

let bench: RulesBench;

const personas = {
	handler: accessOf('handler', { unitIds: ['benefits'] }),
	colleague: accessOf('colleague', { unitIds: ['benefits'] }),
	head: { ...accessOf('head', { unitIds: ['benefits'] }), headOf: ['benefits'] },
	assisting: { ...accessOf('assisting', { unitIds: ['services'] }), headOf: ['services'] },
	otherHead: { ...accessOf('otherHead', { unitIds: ['pricing'] }), headOf: ['pricing'] },
	monitor: accessOf('monitor', { permissions: ['flow.monitor'] }),
	supervisor: accessOf('supervisor', { permissions: ['supervision.manage'] }),
	clerk: accessOf('clerk', { permissions: ['document.readAll'] }),
	postmaster: accessOf('postmaster', { permissions: ['outbox.manage'] }),
	keeper: accessOf('keeper', { permissions: ['calendar.manage'] }),
	disabled: accessOf('disabled', {
		disabled: true,
		permissions: ['supervision.manage', 'flow.monitor', 'outbox.manage', 'document.readAll'],
	}),
} as const;
type Persona = keyof typeof personas | 'stranger';
const everybody = [...Object.keys(personas), 'stranger'] as Persona[];
const staff = everybody.filter((each) => each !== 'stranger' && each !== 'disabled');

const as = (persona: Persona): Firestore =>
	persona === 'stranger' ? bench.stranger() : bench.as(persona, { auth_time: 1000 });

/** Asks once as every persona and demands that exactly these are let in. */
async function only(allowed: readonly Persona[], ask: (db: Firestore) => Promise<unknown>) {
	for (const persona of everybody)
		await (allowed.includes(persona) ? granted : refused)(ask(as(persona)));
}

const stored = [
	'calendar/2026',
	'calendar/office',
	'chasing/settings',
	'outbox/m',
	'instances/case/chases/c',
	'supervisions/s/chases/d',
	'supervisions/s/log/000001',
	'supervisions/s',
];

beforeAll(async () => {
	bench = await openRulesBench('time');
	const at = Timestamp.fromMillis(1_700_000_000_000);
	const chase = { at, unitId: 'benefits', holder: 'handler', settled: false };
	const documents: Record<string, object> = {
		'calendar/2026': { year: 2026, holidays: {}, workdays: {} },
		'calendar/office': { version: '' },
		'chasing/settings': { mail: true, sms: true },
		'outbox/m': { state: 'dead', createdAt: at },
		'instances/case': { readers: ['handler'] },
		'instances/case/chases/c': chase,
		'supervisions/s': { readers: ['handler', 'benefits', 'services'], dueAt: at },
		'supervisions/s/log/000001': { seq: 1 },
		'supervisions/s/chases/d': chase,
		'supervisions/other': { readers: ['pricing'], dueAt: at },
		'notices/n': { uid: 'handler', readAt: null },
		'notices/old': { uid: 'handler', readAt: null, deliveredAt: at },
	};
	await bench.given(async (db) => {
		for (const [uid, access] of Object.entries(personas))
			await setDoc(doc(db, `access/${uid}`), access);
		for (const [path, value] of Object.entries(documents)) await setDoc(doc(db, path), value);
	});
});
afterAll(() => bench.close());

test('CD-8 the calendar is for all staff', async () => {
	await only(staff, (db) => getDocs(collection(db, 'calendar')));
	await only(staff, (db) => getDoc(doc(db, 'calendar/2026')));
});

test('CD-8 CH-4 CH-5 SV-10 nobody writes calendar, chases, messages or matters', async () => {
	for (const path of stored) {
		await only([], (db) => updateDoc(doc(db, path), { version: 'mine' }));
		await only([], (db) => deleteDoc(doc(db, path)));
		await only([], (db) => setDoc(doc(db, `${path}2`), { version: 'mine' }));
	}
});

describe('CH-4 chases', () => {
	test('of a case are read with it, and by those who watch flows or supervise', async () => {
		const allowed = ['handler', 'clerk', 'monitor', 'supervisor'] as const;
		await only(allowed, (db) => getDocs(collection(db, 'instances/case/chases')));
		await only(allowed, (db) => getDoc(doc(db, 'instances/case/chases/c')));
	});
	test('all of them, by unit and person too, by those who watch flows or supervise', async () => {
		const all = (db: Firestore) => collectionGroup(db, 'chases');
		const allowed = ['monitor', 'supervisor'] as const;
		await only(allowed, (db) => getDocs(query(all(db), orderBy('at', 'desc'))));
		const filters = [where('unitId', '==', 'benefits'), where('holder', '==', 'handler')];
		for (const filter of filters)
			await only(allowed, (db) => getDocs(query(all(db), filter, orderBy('at', 'desc'))));
	});
});

test('CH-5 outgoing messages are read by those who look after them', async () => {
	await only(['postmaster'], (db) =>
		getDocs(query(collection(db, 'outbox'), orderBy('createdAt'))),
	);
	await only(['postmaster'], (db) => getDoc(doc(db, 'outbox/m')));
	await only(['postmaster'], (db) => getDoc(doc(db, 'chasing/settings')));
	await only([], (db) => getDocs(collection(db, 'chasing')));
});

describe('SV-10 matters under supervision', () => {
	const readers = ['handler', 'head', 'assisting', 'supervisor'] as const;
	test('are read by supervisors, heads of the units named, and the handler', async () => {
		await only(readers, (db) => getDoc(doc(db, 'supervisions/s')));
		await only(['otherHead', 'supervisor'], (db) => getDoc(doc(db, 'supervisions/other')));
	});
	test('with their story and their chases', async () => {
		await only(readers, (db) => getDocs(collection(db, 'supervisions/s/log')));
		await only([...readers, 'monitor'], (db) => getDocs(collection(db, 'supervisions/s/chases')));
	});
	test('are listed by whom they concern, as the page asks', async () => {
		const mine = (persona: keyof typeof personas) => {
			const keys = [persona, ...(personas[persona]['headOf'] as string[])];
			const list = collection(as(persona), 'supervisions');
			return getDocs(query(list, where('readers', 'array-contains-any', keys)));
		};
		for (const [persona, ids] of [
			['handler', ['s']],
			['head', ['s']],
			['otherHead', ['other']],
			['colleague', []],
		] as const)
			expect((await granted(mine(persona))).docs.map((each) => each.id)).toEqual(ids);
		await only(['supervisor'], (db) =>
			getDocs(query(collection(db, 'supervisions'), orderBy('dueAt'))),
		);
	});
});

describe('NO-1 CH-9 the reader marks a notice as arrived and as read, each once', () => {
	const mark = (path: string, change: object) => (db: Firestore) =>
		updateDoc(doc(db, path), change);
	test('in order, at the time of the server, and by nobody else', async () => {
		await refused(mark('notices/n', { deliveredAt: new Date() })(as('handler')));
		await refused(mark('notices/n', { deliveredAt: serverTimestamp(), uid: 'x' })(as('handler')));
		await only(['handler'], mark('notices/n', { deliveredAt: serverTimestamp() }));
		await refused(mark('notices/n', { deliveredAt: serverTimestamp() })(as('handler')));
		await refused(mark('notices/old', { deliveredAt: serverTimestamp() })(as('handler')));
		await granted(mark('notices/n', { readAt: serverTimestamp() })(as('handler')));
		await refused(mark('notices/n', { readAt: serverTimestamp() })(as('handler')));
	});
});
