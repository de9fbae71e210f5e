import { afterAll, beforeAll, describe, test } from 'vitest';
import {
	Bytes,
	Timestamp,
	collection,
	deleteDoc,
	doc,
	getDoc,
	getDocs,
	serverTimestamp,
	setDoc,
	updateDoc,
	writeBatch,
	type Firestore,
} from 'firebase/firestore';
import * as Y from 'yjs';
import { chainHash } from '@wenshu/domain/trace/entry.ts';
import { granted, refused } from '../support/rules.ts';
import {
	FROZEN,
	OPEN,
	openTextBench,
	type Hand,
	type Name,
	type TextBench,
} from '../support/text-bench.ts';

let bench: TextBench;
const as = (name: Name): Firestore => bench.as(name);
const fresh = (): Hand => bench.fresh();
const hand = (name: Name, sent = 0): Promise<Hand> => bench.hand(name, sent);

const seen = (uid: string, over: Record<string, unknown> = {}): Record<string, unknown> => ({
	uid,
	name: uid,
	colour: '#1c4e93',
	at: serverTimestamp(),
	anchor: null,
	head: null,
	...over,
});

beforeAll(async () => {
	bench = await openTextBench('coedit');
});
afterAll(() => bench.close());

describe('CE-1 a text is read by its readers and those who read everything, and written by nobody', () => {
	const paths = ['sessions', 'updates', 'presence', 'annotations', 'freezes'];
	for (const name of ['amy', 'bob', 'vic', 'ada'] as const) {
		test(`${name} reads`, async () => {
			await granted(getDoc(doc(as(name), `texts/${OPEN}`)));
			for (const path of paths)
				await granted(getDocs(collection(as(name), `texts/${OPEN}/${path}`)));
		});
	}
	for (const name of ['eve', 'dan'] as const) {
		test(`${name} does not`, async () => {
			await refused(getDoc(doc(as(name), `texts/${OPEN}`)));
			for (const path of paths)
				await refused(getDocs(collection(as(name), `texts/${OPEN}/${path}`)));
		});
	}
	test('a stranger does not', async () => {
		await refused(getDoc(doc(bench.stranger(), `texts/${OPEN}`)));
		await refused(getDocs(collection(bench.stranger(), `texts/${OPEN}/updates`)));
	});
	test('nobody lists texts or changes who may edit', async () => {
		await refused(getDocs(collection(as('amy'), 'texts')));
		await refused(updateDoc(doc(as('amy'), `texts/${OPEN}`), { 'editors.vic': 'edit' }));
		await refused(updateDoc(doc(as('vic'), `texts/${OPEN}`), { frozen: false }));
		await refused(setDoc(doc(as('amy'), 'texts/other'), { editors: { amy: 'edit' } }));
		await refused(deleteDoc(doc(as('amy'), `texts/${OPEN}`)));
	});
});

describe('CE-2 a session binds a client id to one editor for good', () => {
	test('editors and suggesters register', async () => {
		await hand('amy');
		await hand('bob');
	});
	for (const name of ['vic', 'ada', 'eve', 'dan'] as const)
		test(`${name} does not`, () => refused(fresh().begin(name)));
	test('not twice, not for another, not changed, not deleted', async () => {
		const mine = await hand('amy');
		await refused(mine.begin('bob'));
		await refused(mine.begin('amy'));
		await refused(deleteDoc(doc(as('amy'), `texts/${OPEN}/sessions/${mine.session}`)));
		const path = doc(as('amy'), `texts/${OPEN}/sessions/${fresh().session}`);
		await refused(setDoc(path, { uid: 'bob', at: serverTimestamp() }));
		await refused(setDoc(path, { uid: 'amy', at: Timestamp.fromMillis(1) }));
		await refused(setDoc(path, { uid: 'amy', at: serverTimestamp(), extra: 1 }));
		await refused(setDoc(path, { uid: 'amy', at: serverTimestamp(), n: 5, h: 'x' }));
	});
	test('no alias of an id, and never the seed’s', async () => {
		const mine = await hand('amy');
		const last = Number.parseInt(mine.session.slice(-2), 16) | 0x80;
		await refused(
			mine.begin('bob', {}, OPEN, `${mine.session.slice(0, -2)}${last.toString(16)}00`),
		);
		await refused(mine.begin('bob', {}, OPEN, '01'));
		await refused(mine.begin('bob', {}, OPEN, '00'));
		await refused(mine.begin('bob', {}, OPEN, mine.session.toUpperCase() + 'zz'));
	});
	test('with a public key of measured length, once', async () => {
		const mine = fresh();
		await refused(mine.begin('amy', { key: 'x'.repeat(301) }));
		await refused(mine.begin('amy', { key: 7 }));
		await granted(mine.begin('amy', { key: 'x'.repeat(300) }));
		const path = doc(as('amy'), `texts/${OPEN}/sessions/${mine.session}`);
		await refused(updateDoc(path, { key: 'y' }));
	});
	test('not on a frozen text', () => refused(fresh().begin('amy', {}, FROZEN)));
});

describe('CE-3 an update is written once, by an editor, in the own session, without a gap', () => {
	test('editors and suggesters write on', async () => {
		await hand('amy', 3);
		await hand('bob', 3);
	});
	test('session and several chained updates in one batch', async () => {
		const mine = fresh();
		const batch = writeBatch(as('amy'));
		batch.set(doc(as('amy'), `texts/${OPEN}/sessions/${mine.session}`), {
			uid: 'amy',
			at: serverTimestamp(),
		});
		for (let n = 0; n < 3; n += 1) {
			const id = `${mine.session}_${String(n)}`;
			batch.set(doc(as('amy'), `texts/${OPEN}/updates/${id}`), mine.row('amy', n));
		}
		await granted(batch.commit());
	});
	test('a deletion alone, without structs', async () => {
		const mine = await hand('amy', 3);
		mine.doc.getText('t').delete(0, 1);
		await granted(mine.put('amy', 3));
	});
	test('nobody else: readers, those who read everything, outsiders, disabled, strangers', async () => {
		const mine = await hand('amy', 1);
		for (const name of ['vic', 'ada', 'eve', 'dan', 'bob'] as const) {
			await refused(mine.put(name, 1));
			await refused(mine.put(name, 1, { by: 'amy' }));
		}
		await refused(
			setDoc(doc(bench.stranger(), `texts/${OPEN}/updates/${mine.session}_1`), mine.row('amy', 1)),
		);
	});
	test('a forged author or time', async () => {
		const mine = await hand('amy');
		await refused(mine.put('amy', 0, { by: 'bob' }));
		await refused(mine.put('amy', 0, { at: Timestamp.fromMillis(Date.now()) }));
	});
	test('another’s bytes in one’s own session, or both in one update', async () => {
		const [mine, other] = [await hand('amy'), await hand('bob')];
		const chain = (update: Uint8Array) => ({
			u: Bytes.fromUint8Array(update),
			h: chainHash(mine.session, update),
		});
		const [own = new Uint8Array(), foreign = new Uint8Array()] = [
			mine.updates[0],
			other.updates[0],
		];
		await refused(mine.put('amy', 0, chain(foreign)));
		await refused(mine.put('amy', 0, chain(Y.mergeUpdates([own, foreign]))));
		await refused(mine.put('amy', 0, chain(Uint8Array.from([0x81, 0x00, ...own.slice(1)]))));
		await refused(mine.put('amy', 0, chain(new Uint8Array([0]))));
		await granted(mine.put('amy', 0, chain(own)));
	});
	test('a gap, a wrong hash, a wrong predecessor', async () => {
		const mine = await hand('amy', 1);
		await refused(mine.put('amy', 2));
		await refused(mine.put('amy', 1, { h: chainHash('x', mine.updates[1] ?? new Uint8Array()) }));
		await refused(mine.put('amy', 1, { n: 0, h: mine.hashes[2] }));
		await refused(mine.put('amy', 1, { n: -1 }));
		await granted(mine.put('amy', 1));
	});
	test('a rewrite or a deletion', async () => {
		const mine = await hand('amy', 2);
		await refused(mine.put('amy', 1));
		const path = doc(as('amy'), `texts/${OPEN}/updates/${mine.session}_1`);
		await refused(updateDoc(path, { by: 'bob' }));
		await refused(deleteDoc(path));
	});
	test('another version of the vocabulary, more fields, too many bytes', async () => {
		const mine = await hand('amy');
		await refused(mine.put('amy', 0, { v: 2 }));
		await refused(mine.put('amy', 0, { extra: 1 }));
		const large = bench.fresh('x'.repeat(200_001));
		await granted(large.begin('amy'));
		await refused(large.put('amy', 0));
		const fits = bench.fresh('x'.repeat(199_000));
		await granted(fits.begin('amy'));
		await granted(fits.put('amy', 0));
	});
	test('a frozen text', async () => {
		const mine = fresh();
		await bench.given((db) =>
			setDoc(doc(db, `texts/${FROZEN}/sessions/${mine.session}`), { uid: 'amy' }),
		);
		await refused(mine.put('amy', 0, {}, FROZEN));
	});
});

describe('CE-4 presence is one’s own, in one’s own name', () => {
	test('readers come, move and go', async () => {
		for (const name of ['amy', 'vic', 'ada'] as const) {
			const path = doc(as(name), `texts/${OPEN}/presence/a${name === 'amy' ? '1' : '2'}`);
			await granted(setDoc(path, seen(name)));
			await granted(setDoc(path, seen(name, { anchor: '{"a":1}', head: '{"a":1}' })));
			await granted(deleteDoc(path));
		}
	});
	test('outsiders and the disabled do not', async () => {
		await refused(setDoc(doc(as('eve'), `texts/${OPEN}/presence/b1`), seen('eve')));
		await refused(setDoc(doc(as('dan'), `texts/${OPEN}/presence/b1`), seen('dan')));
	});
	test('nobody stands in for another, or lies about name, time or size', async () => {
		const path = doc(as('amy'), `texts/${OPEN}/presence/c1`);
		await granted(setDoc(path, seen('amy')));
		const bobs = doc(as('bob'), `texts/${OPEN}/presence/c1`);
		await refused(setDoc(bobs, seen('bob')));
		await refused(setDoc(bobs, seen('amy')));
		await refused(deleteDoc(bobs));
		for (const over of [
			{ uid: 'bob' },
			{ name: '局长' },
			{ at: Timestamp.fromMillis(Date.now()) },
			{ colour: 'red;background:url(x)' },
			{ anchor: 'x'.repeat(301) },
			{ extra: 1 },
			{ linked: ['a1'] },
		])
			await refused(setDoc(path, seen('amy', over)));
		await refused(setDoc(doc(as('amy'), `texts/${OPEN}/presence/ZZ`), seen('amy')));
	});
	test('what was left behind two minutes ago may be cleared by any reader', async () => {
		const old = seen('amy', { at: Timestamp.fromMillis(Date.now() - 180_000) });
		await bench.given((db) => setDoc(doc(db, `texts/${OPEN}/presence/d1`), old));
		await refused(deleteDoc(doc(as('eve'), `texts/${OPEN}/presence/d1`)));
		await granted(deleteDoc(doc(as('bob'), `texts/${OPEN}/presence/d1`)));
	});
});
