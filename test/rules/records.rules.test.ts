import {
	collection,
	deleteDoc,
	doc,
	documentId,
	FieldPath,
	getDoc,
	getDocs,
	limit,
	orderBy,
	query,
	setDoc,
	startAfter,
	updateDoc,
	where,
	type Firestore,
	type QueryConstraint,
} from 'firebase/firestore';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moduleById } from '@wenshu/domain/modules/index.ts';
import {
	orderPath,
	plainList,
	planList,
	readListState,
	type ListState,
} from '@wenshu/domain/records/list.ts';
import { accessOf, granted, openRulesBench, refused, type RulesBench } from '../support/rules.ts';

let bench: RulesBench;

/** Readers in two units, those who keep vehicles or publish bulletins, and people shut out. */
const personas = {
	reader: accessOf('reader', {
		permissions: ['vehicle.read', 'bulletin.read'],
		unitIds: ['bureau', 'office'],
	}),
	colleague: accessOf('colleague', {
		permissions: ['vehicle.read', 'bulletin.read'],
		unitIds: ['bureau', 'finance'],
	}),
	keeper: accessOf('keeper', { permissions: ['vehicle.write'], unitIds: ['office'] }),
	purchaser: accessOf('purchaser', {
		permissions: ['vehicle.read', 'vehicle.confidential'],
		unitIds: ['finance'],
	}),
	publisher: accessOf('publisher', { permissions: ['bulletin.write'], unitIds: ['office'] }),
	administrator: accessOf('administrator', {
		permissions: ['permission.manage', 'org.manage', 'journal.read', 'document.readAll'],
	}),
	disabled: accessOf('disabled', {
		disabled: true,
		permissions: ['vehicle.write', 'bulletin.write', 'vehicle.confidential'],
	}),
	stale: accessOf('stale', { minAuthTime: 2000, permissions: ['vehicle.write', 'bulletin.write'] }),
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

/** The query the list page sends, built from the same plan. */
function listQuery(persona: keyof typeof personas, id: string, state: Partial<ListState> = {}) {
	const module = moduleById(id);
	if (!module) throw new Error(id);
	const access = personas[persona] as {
		permissions: Record<string, unknown>;
		unitPath: readonly string[];
	};
	const plan = planList(module, { ...plainList, ...state }, access);
	const constraints: QueryConstraint[] = plan.conditions.map(({ path, op, value }) =>
		where(new FieldPath(...path), op, value),
	);
	for (const [field, direction] of plan.order)
		constraints.push(orderBy(new FieldPath(...orderPath(module, field)), direction));
	const db = as(persona);
	return query(collection(db, `records/${id}/items`), ...constraints, limit(plan.limit));
}
async function listed(
	persona: keyof typeof personas,
	id: string,
	state: Partial<ListState> = {},
): Promise<string[]> {
	const found = await granted(getDocs(listQuery(persona, id, state)));
	return found.docs.map((each) => each.id);
}

const car = (plate: string, status = 'inUse', unit = 'office') => ({
	title: plate,
	audience: ['all'],
	values: { plate, status, unit, mileage: 100, inspectionDue: '2026-12-01' },
	t: { [plate.slice(-2)]: true },
	version: 1,
});
const notice = (status: string, audience: string[], pinned = false) => ({
	title: status,
	audience,
	values: { status, column: 'notice', pinned, publishedAt: new Date(1_700_000_000_000) },
	t: { 公告: true },
	version: 1,
});

beforeAll(async () => {
	bench = await openRulesBench('records');
	const documents: Record<string, object> = {
		'records/vehicle/items/a': car('云A12345'),
		'records/vehicle/items/b': car('云A54321', 'repair', 'finance'),
		'records/vehicle/items/a/history/000001': { version: 1 },
		'records/vehicle/removed/c': car('云A00000'),
		'records/vehicle/confidential/a': { values: { price: 1 } },
		'records/vehicle/keys/plate:x': { id: 'a' },
		'records/vehicle/counters/2026': { next: 3 },
		'records/bulletin/items/all': notice('published', ['all'], true),
		'records/bulletin/items/office': notice('published', ['office']),
		'records/bulletin/items/finance': notice('published', ['finance']),
		'records/bulletin/items/draft': notice('draft', []),
	};
	await bench.given(async (db) => {
		for (const [uid, access] of Object.entries(personas))
			await setDoc(doc(db, `access/${uid}`), access);
		for (const [path, value] of Object.entries(documents)) await setDoc(doc(db, path), value);
	});
});
afterAll(() => bench.close());

describe('RC-1 records are read by readers and writers of their module', () => {
	test('one vehicle', () =>
		only(['reader', 'colleague', 'keeper', 'purchaser'], (db) =>
			getDoc(doc(db, 'records/vehicle/items/a')),
		));
	test('a bulletin for everybody', () =>
		only(['reader', 'colleague', 'publisher'], (db) =>
			getDoc(doc(db, 'records/bulletin/items/all')),
		));
	test('a bulletin for one unit', () =>
		only(['reader', 'publisher'], (db) => getDoc(doc(db, 'records/bulletin/items/office'))));
	test('a draft has no readers', () =>
		only(['publisher'], (db) => getDoc(doc(db, 'records/bulletin/items/draft'))));
	test('a module nobody declared is read by nobody', () =>
		only([], (db) => getDoc(doc(db, 'records/salary/items/a'))));

	test('a list without the condition of readers is refused to them', async () => {
		const all = (db: Firestore) => getDocs(query(collection(db, 'records/bulletin/items')));
		await refused(all(as('reader')));
		await granted(all(as('publisher')));
	});
	test('nobody lists a unit that is not theirs', () =>
		refused(
			getDocs(
				query(
					collection(as('reader'), 'records/bulletin/items'),
					where('audience', 'array-contains-any', ['all', 'finance']),
				),
			),
		));
});

describe('RC-1 every query of the list page can be proved', () => {
	test('the plain list', async () => {
		expect(await listed('reader', 'vehicle')).toEqual(['a', 'b']);
		expect(await listed('keeper', 'vehicle')).toEqual(['a', 'b']);
		expect(await listed('reader', 'bulletin')).toEqual(['all', 'office']);
		expect(await listed('colleague', 'bulletin')).toEqual(['all', 'finance']);
		expect((await listed('publisher', 'bulletin')).sort()).toEqual(
			['all', 'draft', 'finance', 'office'].sort(),
		);
	});
	test('filters, ranges and sorting', async () => {
		expect(await listed('reader', 'vehicle', { filters: { status: 'repair' } })).toEqual(['b']);
		const filters = { status: 'inUse', unit: 'office' };
		expect(await listed('reader', 'vehicle', { filters, sort: ['mileage', 'desc'] })).toEqual([
			'a',
		]);
		const range = { field: 'inspectionDue', from: '2026-11-01', to: '2026-12-31' };
		expect(await listed('reader', 'vehicle', { range })).toEqual(['a', 'b']);
		expect(await listed('reader', 'bulletin', { filters: { pinned: 'true' } })).toEqual(['all']);
	});
	test('search', async () => {
		expect(await listed('reader', 'vehicle', { search: '45' })).toEqual(['a']);
		expect(await listed('colleague', 'bulletin', { search: '公告' })).toEqual(['all', 'finance']);
	});
	test('the next page', async () => {
		const first = query(listQuery('reader', 'vehicle'), orderBy(documentId()), limit(1));
		const page = await granted(getDocs(first));
		const last = page.docs[0];
		if (!last) throw new Error('nothing');
		const next = await granted(getDocs(query(first, startAfter(last))));
		expect(next.docs.map((each) => each.id)).toEqual(['b']);
	});
	test('people who lack the permission get none of it', async () => {
		for (const persona of ['publisher', 'administrator', 'disabled', 'stale'] as const)
			await refused(getDocs(listQuery(persona, 'vehicle')));
		const state = readListState(moduleById('bulletin') ?? never(), { get: () => null });
		for (const persona of ['keeper', 'administrator', 'disabled', 'stale'] as const)
			await refused(getDocs(listQuery(persona, 'bulletin', state)));
	});
});

function never(): never {
	throw new Error('not declared');
}

test('RC-2 history is read by writers', async () => {
	await only(['keeper'], (db) => getDoc(doc(db, 'records/vehicle/items/a/history/000001')));
	await only(['keeper'], (db) => getDocs(collection(db, 'records/vehicle/items/a/history')));
});

test('RC-3 the bin is read by writers', async () => {
	await only(['keeper'], (db) => getDoc(doc(db, 'records/vehicle/removed/c')));
	await only(['keeper'], (db) =>
		getDocs(query(collection(db, 'records/vehicle/removed'), orderBy('updatedAt', 'desc'))),
	);
});

test('RC-4 confidential facts are read with that permission alone', async () => {
	await only(['purchaser'], (db) => getDoc(doc(db, 'records/vehicle/confidential/a')));
	await only(['purchaser'], (db) => getDocs(collection(db, 'records/vehicle/confidential')));
});

test('nobody writes records, history, the bin, confidential facts, keys or counters', async () => {
	for (const path of [
		'records/vehicle/items/a',
		'records/vehicle/items/a/history/000001',
		'records/vehicle/removed/c',
		'records/vehicle/confidential/a',
		'records/vehicle/keys/plate:x',
		'records/vehicle/counters/2026',
	]) {
		await only([], (db) => updateDoc(doc(db, path), { version: 9 }));
		await only([], (db) => deleteDoc(doc(db, path)));
		await only([], (db) => setDoc(doc(db, `${path}2`), { version: 1 }));
	}
});

test('nobody reads keys or counters', async () => {
	await only([], (db) => getDoc(doc(db, 'records/vehicle/keys/plate:x')));
	await only([], (db) => getDoc(doc(db, 'records/vehicle/counters/2026')));
});
