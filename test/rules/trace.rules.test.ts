import { afterAll, beforeAll, describe, test } from 'vitest';
import {
	Bytes,
	Timestamp,
	collection,
	deleteDoc,
	deleteField,
	doc,
	getDoc,
	getDocs,
	query,
	serverTimestamp,
	setDoc,
	updateDoc,
	where,
	writeBatch,
	type DocumentData,
	type DocumentReference,
	type Firestore,
} from 'firebase/firestore';
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

/** Where the evidence of a text lies; written by functions, read by readers. */
const EVIDENCE = [
	'segments/000000',
	'snapshots/s1',
	'snapshots/s1/chunks/0',
	'hands/000001',
	'freezes/000001',
	'quarantine/21_0',
];

beforeAll(async () => {
	bench = await openTextBench('trace');
	await bench.given(async (db) => {
		for (const path of EVIDENCE) await setDoc(doc(db, `texts/${OPEN}/${path}`), { sha256: 'x' });
	});
});
afterAll(() => bench.close());

describe('CE-8 the evidence is read like the text and written by nobody', () => {
	const parent = (path: string): string => path.slice(0, path.lastIndexOf('/'));
	for (const name of ['amy', 'bob', 'vic', 'ada'] as const)
		test(`${name} reads it`, async () => {
			for (const path of EVIDENCE) {
				await granted(getDoc(doc(as(name), `texts/${OPEN}/${path}`)));
				await granted(getDocs(collection(as(name), `texts/${OPEN}/${parent(path)}`)));
			}
		});
	for (const name of ['eve', 'dan'] as const)
		test(`${name} does not`, async () => {
			for (const path of EVIDENCE) {
				await refused(getDoc(doc(as(name), `texts/${OPEN}/${path}`)));
				await refused(getDocs(collection(as(name), `texts/${OPEN}/${parent(path)}`)));
			}
		});
	for (const name of ['amy', 'bob', 'vic', 'ada'] as const)
		test(`${name} does not write it`, async () => {
			for (const path of EVIDENCE) {
				await refused(setDoc(doc(as(name), `texts/${OPEN}/${parent(path)}/new`), { a: 1 }));
				await refused(updateDoc(doc(as(name), `texts/${OPEN}/${path}`), { sha256: 'y' }));
				await refused(deleteDoc(doc(as(name), `texts/${OPEN}/${path}`)));
			}
		});
});

describe('CE-9 a session writes on after its older part was folded away', () => {
	/** What the fold function does: notes how far it went and takes the entries out of the log. */
	const fold = (hand: Hand, last: number): Promise<void> =>
		bench.given(async (db) => {
			const session = doc(db, `texts/${OPEN}/sessions/${hand.session}`);
			await updateDoc(session, { n: last, h: hand.hashes[last + 1] });
			for (let n = 0; n <= last; n += 1)
				await deleteDoc(doc(db, `texts/${OPEN}/updates/${hand.session}_${String(n)}`));
		});

	test('the next entry follows the folded one, the ones after it their predecessors', async () => {
		const mine = await bench.hand('amy', 2);
		await fold(mine, 1);
		mine.type('丁');
		await refused(mine.put('amy', 3));
		await granted(mine.put('amy', 2));
		await granted(mine.put('amy', 3));
	});
	test('several at once follow as well', async () => {
		const mine = await bench.hand('bob', 2);
		await fold(mine, 1);
		mine.type('丁');
		const batch = writeBatch(as('bob'));
		for (const n of [2, 3])
			batch.set(
				doc(as('bob'), `texts/${OPEN}/updates/${mine.session}_${String(n)}`),
				mine.row('bob', n),
			);
		await granted(batch.commit());
	});
	test('a folded number is not written a second time', async () => {
		const mine = await bench.hand('amy', 3);
		await fold(mine, 2);
		for (const n of [0, 1, 2]) await refused(mine.put('amy', n));
		await refused(mine.put('amy', 0, { h: chainHash(mine.session, new Uint8Array([0, 0])) }));
	});
	test('a folded number is not written again although entries of the tail would precede it', async () => {
		const mine = await bench.hand('amy', 3);
		await bench.given((db) =>
			updateDoc(doc(db, `texts/${OPEN}/sessions/${mine.session}`), { n: 2, h: mine.hashes[3] }),
		);
		await bench.given((db) => deleteDoc(doc(db, `texts/${OPEN}/updates/${mine.session}_2`)));
		await refused(mine.put('amy', 2));
	});
	test('the hash follows what was folded and nothing else', async () => {
		const mine = await bench.hand('amy', 2);
		await fold(mine, 1);
		const next = mine.updates[2] ?? new Uint8Array();
		await refused(mine.put('amy', 2, { h: chainHash(mine.hashes[1] ?? '', next) }));
		await refused(mine.put('amy', 2, { h: chainHash(mine.session, next) }));
		await refused(mine.put('bob', 2));
		await granted(mine.put('amy', 2));
	});
	test('nobody moves the mark of what was folded', async () => {
		const mine = await bench.hand('amy', 1);
		await fold(mine, 0);
		const session = doc(as('amy'), `texts/${OPEN}/sessions/${mine.session}`);
		await refused(updateDoc(session, { n: 5 }));
		await refused(updateDoc(session, { n: deleteField() }));
	});
});

describe('CE-10 readers find each other by signals in their own name', () => {
	const at = (name: Name, id: string): DocumentReference =>
		doc(as(name), `texts/${OPEN}/signals/${id}`);
	const signal = (over: DocumentData = {}): DocumentData => ({
		from: '21',
		to: '22',
		by: 'amy',
		toUid: 'vic',
		at: serverTimestamp(),
		kind: 'offer',
		sdp: 'v=0',
		...over,
	});

	beforeAll(async () => {
		await bench.given(async (db) => {
			for (const [text, session, uid] of [
				[OPEN, '21', 'amy'],
				[OPEN, '22', 'vic'],
				[OPEN, '23', 'bob'],
				[OPEN, '24', 'eve'],
				[FROZEN, '21', 'amy'],
				[FROZEN, '22', 'vic'],
			] as const)
				await setDoc(doc(db, `texts/${text}/presence/${session}`), { uid });
		});
	});

	test('one offers, the other answers, either removes', async () => {
		await granted(setDoc(at('amy', 'o1'), signal()));
		const answer = signal({ from: '22', to: '21', by: 'vic', toUid: 'amy', kind: 'answer' });
		await granted(setDoc(at('vic', 'o2'), answer));
		await granted(deleteDoc(at('vic', 'o1')));
		await granted(deleteDoc(at('vic', 'o2')));
	});
	test('also while the text is frozen', () =>
		granted(setDoc(doc(as('amy'), `texts/${FROZEN}/signals/o1`), signal())));
	test('nobody speaks for another’s session, person, time, or without measure', async () => {
		for (const over of [
			{ by: 'bob' },
			{ from: '23' },
			{ to: '23' },
			{ toUid: 'bob' },
			{ from: '25' },
			{ from: '01' },
			{ to: 'zz' },
			{ at: Timestamp.fromMillis(1) },
			{ kind: 'hello' },
			{ sdp: 'x'.repeat(20_001) },
			{ sdp: 7 },
			{ extra: 1 },
		])
			await refused(setDoc(at('amy', 'o3'), signal(over)));
		const { kind, ...without } = signal();
		await refused(setDoc(at('amy', 'o3'), { ...without, extra: kind }));
		await refused(setDoc(at('amy', 'o3'), without));
		await refused(setDoc(at('bob', 'o3'), signal()));
	});
	test('outsiders and the disabled do not', async () => {
		await refused(setDoc(at('eve', 'o4'), signal({ by: 'eve', from: '24' })));
		await refused(setDoc(at('dan', 'o4'), signal({ by: 'dan' })));
	});
	test('the two of them see it, alone or in a list, nobody else', async () => {
		await granted(setDoc(at('amy', 'o5'), signal()));
		await granted(getDoc(at('amy', 'o5')));
		await granted(getDoc(at('vic', 'o5')));
		for (const name of ['bob', 'ada', 'eve', 'dan'] as const) await refused(getDoc(at(name, 'o5')));
		const signals = (name: Name) => collection(as(name), `texts/${OPEN}/signals`);
		await granted(getDocs(query(signals('vic'), where('toUid', '==', 'vic'))));
		await granted(getDocs(query(signals('amy'), where('by', '==', 'amy'))));
		await refused(getDocs(query(signals('bob'), where('toUid', '==', 'vic'))));
		await refused(getDocs(query(signals('eve'), where('toUid', '==', 'eve'))));
		await refused(getDocs(signals('vic')));
	});
	test('nobody rewrites one, and only the two remove one', async () => {
		await granted(setDoc(at('amy', 'o6'), signal()));
		await refused(updateDoc(at('amy', 'o6'), { sdp: 'v=1' }));
		await refused(setDoc(at('amy', 'o6'), signal()));
		for (const name of ['bob', 'ada', 'eve', 'dan'] as const)
			await refused(deleteDoc(at(name, 'o6')));
		await granted(deleteDoc(at('amy', 'o6')));
	});
});

describe('CE-11 a reader hands in what a vanished person had signed', () => {
	const at = (name: Name, id: string, text = OPEN): DocumentReference =>
		doc(as(name), `texts/${text}/relays/${id}`);
	const relay = (by: string, of: string, over: DocumentData = {}): DocumentData => ({
		of,
		by,
		at: serverTimestamp(),
		m: Bytes.fromUint8Array(new Uint8Array([1])),
		...over,
	});

	test('readers do, for a session whose person may still write', async () => {
		const gone = await bench.hand('amy');
		await granted(setDoc(at('vic', 'r1'), relay('vic', gone.session)));
		await granted(setDoc(at('ada', 'r2'), relay('ada', gone.session)));
		for (const name of ['amy', 'vic'] as const) {
			await granted(getDoc(at(name, 'r1')));
			await granted(getDocs(collection(as(name), `texts/${OPEN}/relays`)));
		}
	});
	test('others neither hand in nor read', async () => {
		const gone = await bench.hand('amy');
		for (const name of ['eve', 'dan'] as const) {
			await refused(setDoc(at(name, 'r3'), relay(name, gone.session)));
			await refused(getDocs(collection(as(name), `texts/${OPEN}/relays`)));
		}
	});
	test('not in another’s name, for nobody, at another time, or without measure', async () => {
		const gone = await bench.hand('amy');
		for (const over of [
			{ by: 'bob' },
			{ of: 'f00f' },
			{ of: 7 },
			{ at: Timestamp.fromMillis(1) },
			{ m: Bytes.fromUint8Array(new Uint8Array()) },
			{ m: Bytes.fromUint8Array(new Uint8Array(200_001)) },
			{ m: 'words' },
			{ extra: 1 },
		])
			await refused(setDoc(at('vic', 'r4'), relay('vic', gone.session, over)));
		const { m, ...without } = relay('vic', gone.session);
		await refused(setDoc(at('vic', 'r4'), without));
		await granted(setDoc(at('vic', 'r4'), { ...without, m }));
	});
	test('for somebody who may no longer write only those do who may; nobody into a frozen text', async () => {
		await bench.given(async (db) => {
			await setDoc(doc(db, `texts/${OPEN}/sessions/8180800f`), { uid: 'vic' });
			await setDoc(doc(db, `texts/${FROZEN}/sessions/8180800f`), { uid: 'amy' });
		});
		await refused(setDoc(at('vic', 'r5'), relay('vic', '8180800f')));
		await granted(setDoc(at('bob', 'r5'), relay('bob', '8180800f')));
		await refused(setDoc(at('bob', 'r5', FROZEN), relay('bob', '8180800f')));
	});
	test('nobody changes or removes one', async () => {
		const gone = await bench.hand('amy');
		await granted(setDoc(at('vic', 'r6'), relay('vic', gone.session)));
		for (const name of ['amy', 'vic', 'ada'] as const) {
			await refused(updateDoc(at(name, 'r6'), { of: '21' }));
			await refused(deleteDoc(at(name, 'r6')));
		}
	});
});
