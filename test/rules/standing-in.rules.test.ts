import {
	collection,
	deleteDoc,
	doc,
	getDoc,
	getDocs,
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
const at = new Date('2026-11-26T01:00:00Z');

/** Both sides of each paper, those who manage, an outsider and somebody shut out. */
const personas = {
	giver: accessOf('giver'),
	taker: accessOf('taker'),
	manager: accessOf('manager', { permissions: ['org.manage'] }),
	granter: accessOf('granter', { permissions: ['permission.manage'] }),
	monitor: accessOf('monitor', { permissions: ['flow.monitor', 'document.readAll'] }),
	outsider: accessOf('outsider'),
	shut: accessOf('shut', { disabled: true, permissions: ['org.manage', 'permission.manage'] }),
} as const;
type Persona = keyof typeof personas | 'stranger';
const everybody = [...Object.keys(personas), 'stranger'] as Persona[];

function as(persona: Persona): Firestore {
	return persona === 'stranger' ? bench.stranger() : bench.as(persona, { auth_time: 1000 });
}

/** Asks once as every persona and demands that exactly these are let in. */
async function only(allowed: readonly Persona[], ask: (db: Firestore) => Promise<unknown>) {
	for (const persona of everybody)
		await (allowed.includes(persona) ? granted : refused)(ask(as(persona)));
}

beforeAll(async () => {
	bench = await openRulesBench('standing-in');
	await bench.given(async (db) => {
		for (const [uid, access] of Object.entries(personas))
			await setDoc(doc(db, `access/${uid}`), access);
		const sides = { principal: 'giver', proxy: 'taker', until: at, at };
		await setDoc(doc(db, 'delegations/d'), sides);
		await setDoc(doc(db, 'deputyActs/a'), sides);
		await setDoc(doc(db, 'loans/l'), { lender: 'giver', borrower: 'taker', until: at });
		await setDoc(doc(db, 'handovers/leaver'), { id: 'leaver', items: [] });
		await setDoc(doc(db, 'delegators/giver'), { count: 1 });
	});
});
afterAll(() => bench.close());

/** Papers with two sides: collection, id, the two sides, who else reads them, the rule. */
const papers = [
	['delegations', 'd', 'principal', 'proxy', 'manager', 'until', 'DG-10'],
	['deputyActs', 'a', 'principal', 'proxy', 'manager', 'at', 'DG-9'],
	['loans', 'l', 'lender', 'borrower', 'granter', 'until', 'AC-25'],
] as const;

describe.each(papers)('%s', (name, id, left, right, manager, order, rule) => {
	it(`${rule} one is read by both sides and by those who manage`, async () => {
		await only(['giver', 'taker', manager], (db) => getDoc(doc(db, name, id)));
	});

	it(`${rule} lists are of one's own side, or of all for those who manage`, async () => {
		const list = (db: Firestore, side: string, uid: string) =>
			getDocs(query(collection(db, name), where(side, '==', uid), orderBy(order, 'desc')));
		await granted(list(as('giver'), left, 'giver'));
		await granted(list(as('taker'), right, 'taker'));
		await granted(list(as(manager), left, 'giver'));
		await refused(list(as('outsider'), left, 'giver'));
		await refused(list(as('taker'), left, 'giver'));
		await only([manager], (db) => getDocs(collection(db, name)));
	});

	it(`${rule} nobody writes one`, async () => {
		await only([], (db) => setDoc(doc(db, name, 'new'), { [left]: 'giver', [right]: 'taker' }));
		await only([], (db) => updateDoc(doc(db, name, id), { [right]: 'outsider' }));
		await only([], (db) => deleteDoc(doc(db, name, id)));
	});
});

describe('handovers', () => {
	it('HO-6 the list of a leaver is read by those who manage people', async () => {
		await only(['manager'], (db) => getDoc(doc(db, 'handovers/leaver')));
		await only(['manager'], (db) => getDocs(collection(db, 'handovers')));
	});

	it('HO-6 nobody writes it, nor what keeps delegations in turn', async () => {
		await only([], (db) => setDoc(doc(db, 'handovers/leaver'), { items: [] }));
		await only([], (db) => getDoc(doc(db, 'delegators/giver')));
		await only([], (db) => setDoc(doc(db, 'delegators/giver'), { count: 0 }));
	});
});
