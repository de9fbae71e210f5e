import {
	collection,
	deleteDoc,
	doc,
	getDoc,
	getDocs,
	limit,
	query,
	setDoc,
	updateDoc,
	where,
} from 'firebase/firestore';
import type { Firestore } from 'firebase/firestore';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessOf, granted, openRulesBench, refused, type RulesBench } from '../support/rules.ts';

let bench: RulesBench;
const fingerprint = 'b'.repeat(64);
const use = 'sealUses/u1';
const signature = 'instances/d1/signatures/t1';
const stamping = 'sealSettings/timeStamping';
const revoked = `revokedCertificates/${fingerprint}`;

const people = {
	keeper: [],
	manager: ['seal.manage'],
	user: ['seal.use'],
	reader: [],
	auditor: ['document.readAll'],
	monitor: ['flow.monitor'],
	root: ['seal.manage', 'seal.use', 'document.readAll', 'flow.monitor', 'org.manage'],
};
const as = (uid: string): Firestore => bench.as(uid, { auth_time: 1000 });

beforeAll(async () => {
	bench = await openRulesBench('seals');
	await bench.given(async (db) => {
		for (const [uid, permissions] of Object.entries(people))
			await setDoc(doc(db, `access/${uid}`), accessOf(uid, { permissions }));
		await setDoc(
			doc(db, 'access/gone'),
			accessOf('gone', { permissions: people.root, disabled: true }),
		);
		await setDoc(doc(db, use), { by: 'keeper', sealId: 'bureau', result: 'wrong' });
		await setDoc(doc(db, 'sealUses/u2'), { by: 'gone', sealId: 'bureau', result: 'done' });
		await setDoc(doc(db, 'instances/d1'), { readers: ['reader'] });
		await setDoc(doc(db, signature), { uid: 'reader', picture: 'x' });
		await setDoc(doc(db, revoked), { fingerprint, reason: '印章遗失' });
		await setDoc(doc(db, stamping), { url: 'https://tsa.example', on: true });
		await setDoc(doc(db, 'vault/_timeStamping'), { record: {} });
		await setDoc(doc(db, 'vault/bureau'), { record: {}, lock: { attempts: 9 } });
	});
});
afterAll(() => bench.close());

test('SE-1 a line of the register is read by whom it is about and by who looks after seals', async () => {
	for (const uid of ['keeper', 'manager', 'root']) await granted(getDoc(doc(as(uid), use)));
	for (const uid of ['user', 'reader', 'auditor', 'gone']) await refused(getDoc(doc(as(uid), use)));
	await refused(getDoc(doc(as('keeper'), 'sealUses/u2')));
	await refused(getDoc(doc(bench.stranger(), use)));
});

test('SE-1 the whole register is listed by who looks after seals, everybody lists their own lines', async () => {
	await granted(getDocs(query(collection(as('manager'), 'sealUses'), limit(5))));
	const mine = query(collection(as('keeper'), 'sealUses'), where('by', '==', 'keeper'));
	expect((await granted(getDocs(mine))).size).toBe(1);
	await refused(getDocs(query(collection(as('keeper'), 'sealUses'), limit(5))));
	const others = query(collection(as('user'), 'sealUses'), where('by', '==', 'keeper'));
	await refused(getDocs(others));
});

test('SE-1 nobody adds, alters or deletes a line, nor touches the count of tries in the vault', async () => {
	for (const db of [...Object.keys(people), 'gone'].map(as).concat(bench.stranger())) {
		await refused(setDoc(doc(db, 'sealUses/new'), { by: 'keeper', result: 'done' }));
		await refused(updateDoc(doc(db, use), { result: 'done' }));
		await refused(deleteDoc(doc(db, use)));
		await refused(updateDoc(doc(db, 'vault/bureau'), { lock: { attempts: 0 } }));
		await refused(getDoc(doc(db, 'vault/bureau')));
	}
});

test('SE-2 a signature under an opinion is read by the readers of its case and those who may read all', async () => {
	for (const uid of ['reader', 'auditor', 'monitor']) {
		await granted(getDoc(doc(as(uid), signature)));
		await granted(getDocs(collection(as(uid), 'instances/d1/signatures')));
	}
	for (const uid of ['keeper', 'manager', 'gone']) await refused(getDoc(doc(as(uid), signature)));
	await refused(getDoc(doc(bench.stranger(), signature)));
});

test('SE-2 nobody writes one, not even whose it is', async () => {
	for (const uid of [...Object.keys(people), 'gone']) {
		await refused(setDoc(doc(as(uid), 'instances/d1/signatures/t2'), { uid, picture: 'x' }));
		await refused(updateDoc(doc(as(uid), signature), { picture: 'y' }));
		await refused(deleteDoc(doc(as(uid), signature)));
	}
});

test('SE-3 whether a certificate was withdrawn everybody reads by its fingerprint, and nobody lists or writes', async () => {
	for (const db of [bench.stranger(), as('reader'), as('gone')]) {
		expect((await granted(getDoc(doc(db, revoked)))).exists()).toBe(true);
		const other = await granted(getDoc(doc(db, `revokedCertificates/${'c'.repeat(64)}`)));
		expect(other.exists()).toBe(false);
		await refused(getDoc(doc(db, 'revokedCertificates/short')));
		await refused(getDocs(query(collection(db, 'revokedCertificates'), limit(1))));
		await refused(deleteDoc(doc(db, revoked)));
		await refused(setDoc(doc(db, `revokedCertificates/${'c'.repeat(64)}`), { fingerprint }));
	}
});

test('SE-4 from whom time stamps come is read by who looks after seals, its secret by nobody, and nobody writes either', async () => {
	for (const uid of ['manager', 'root']) await granted(getDoc(doc(as(uid), stamping)));
	for (const uid of ['keeper', 'user', 'auditor', 'gone'])
		await refused(getDoc(doc(as(uid), stamping)));
	await refused(getDoc(doc(bench.stranger(), stamping)));
	for (const db of [...Object.keys(people), 'gone'].map(as).concat(bench.stranger())) {
		await refused(getDocs(query(collection(db, 'sealSettings'), limit(1))));
		await refused(updateDoc(doc(db, stamping), { url: 'https://other.example' }));
		await refused(deleteDoc(doc(db, stamping)));
		await refused(getDoc(doc(db, 'vault/_timeStamping')));
	}
});
