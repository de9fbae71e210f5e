import {
	collection,
	deleteDoc,
	doc,
	getDoc,
	getDocs,
	limit,
	query,
	setDoc,
} from 'firebase/firestore';
import type { Firestore } from 'firebase/firestore';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessOf, granted, openRulesBench, refused, type RulesBench } from '../support/rules.ts';

let bench: RulesBench;
const code = '7KMP3WXY9ABC';
const hash = 'a'.repeat(64);
const roots = 'verificationRoots/installation';
const paths = [`verifications/${code}`, `verificationFiles/${hash}`, roots];

const everyone = (): Firestore[] => [
	bench.stranger(),
	bench.as('staff', { auth_time: 1000 }),
	bench.as('keeper', { auth_time: 1000 }),
	bench.as('disabled', { auth_time: 1000 }),
];

beforeAll(async () => {
	bench = await openRulesBench('verification');
	await bench.given(async (db) => {
		await setDoc(doc(db, 'access/staff'), accessOf('staff'));
		const permissions = ['seal.revoke', 'seal.manage', 'document.readAll'];
		await setDoc(doc(db, 'access/keeper'), accessOf('keeper', { permissions }));
		await setDoc(doc(db, 'access/disabled'), accessOf('disabled', { disabled: true }));
		for (const path of paths) await setDoc(doc(db, path), { code });
		await setDoc(doc(db, 'verificationRoots/other'), { code });
	});
});
afterAll(() => bench.close());

test('VE-2 whoever holds the code or the file reads its record, signed in or not', async () => {
	for (const db of everyone())
		for (const path of paths) {
			const found = await granted(getDoc(doc(db, path)));
			expect(found.exists()).toBe(true);
		}
	const unknown = await granted(getDoc(doc(bench.stranger(), 'verifications/ZZZZZZZZZZZZ')));
	expect(unknown.exists()).toBe(false);
});

test('VE-2 what has not the form of a code, a hash or the roots is not answered', async () => {
	for (const path of [
		'verifications/7KMP3WXY9AB0',
		'verifications/7kmp3wxy9abc',
		'verifications/7KMP3WXY9ABCD',
		`verificationFiles/${hash}0`,
		'verificationFiles/x',
		'verificationRoots/other',
	])
		await refused(getDoc(doc(bench.stranger(), path)));
});

test('VE-2 nobody lists records or writes them, whatever their permissions', async () => {
	for (const db of everyone())
		for (const path of paths) {
			const [name = ''] = path.split('/');
			await refused(getDocs(collection(db, name)));
			await refused(getDocs(query(collection(db, name), limit(1))));
			await refused(setDoc(doc(db, path), { code, status: '有效' }));
			await refused(deleteDoc(doc(db, path)));
		}
	await refused(setDoc(doc(bench.stranger(), 'verifications/ZZZZZZZZZZZZ'), { code }));
});
