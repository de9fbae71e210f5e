import { randomUUID } from 'node:crypto';
import type { ActAnswer } from '@wenshu/domain/acts.ts';
import { bodyOfLines } from '@wenshu/domain/records/sheet.ts';
import { initializeApp, type App, deleteApp } from 'firebase-admin/app';
import { getFirestore, type Firestore } from 'firebase-admin/firestore';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { uidOf, samplePassword } from '../../emulator-data/bureau/people.ts';
import { aimAdmin, call, project, signIn } from '../support/emulator.ts';

let app: App;
let db: Firestore;
const tokens: Record<string, string> = {};

/** Keeper of the vehicles, clerk who publishes bulletins, a drafter who only reads, one elsewhere. */
const people = {
	fleet: '纪长风',
	clerk: '苏锦书',
	drafter: '罗星野',
	stranger: '叶知秋',
} as const;
type Who = keyof typeof people;

beforeAll(async () => {
	aimAdmin();
	app = initializeApp({ projectId: project }, `records-${randomUUID()}`);
	db = getFirestore(app);
	for (const [who, name] of Object.entries(people)) {
		const address = `${uidOf(name)}@staff.wenshu.local`;
		tokens[who] = (await signIn(address, samplePassword)).idToken;
	}
});
afterAll(() => deleteApp(app));

interface Wanted {
	type: string;
	target: string;
	input: unknown;
	version?: number | null;
	id?: string;
}
function act(who: Who, wanted: Wanted): Promise<ActAnswer> {
	const message = { id: randomUUID(), version: null, ...wanted };
	return call<ActAnswer>('act', message, tokens[who]);
}
async function read(path: string): Promise<Record<string, unknown> | undefined> {
	return (await db.doc(path).get()).data();
}

/** Plates of this run: tests of one suite must not meet those of the sample. */
let plates = 100 + Math.floor(Date.now() % 900) * 80;
function newPlate(): string {
	return `云Z${String(plates++ % 100_000).padStart(5, '0')}`;
}
function car(plate: string) {
	return {
		plate,
		status: 'inUse',
		model: '远岫 E70',
		type: 'car',
		seats: 5,
		unit: 'office',
		keeper: uidOf(people.fleet),
	};
}
async function registered(): Promise<{ id: string; plate: string }> {
	const [id, plate] = [randomUUID(), newPlate()];
	const input = { module: 'vehicle', values: car(plate), confidential: { price: 12_345_678 } };
	const answer = await act('fleet', { type: 'record/create', target: id, input });
	expect(answer).toMatchObject({ ok: true });
	return { id, plate };
}

describe('registering', () => {
	test('RE-1 a record gets number, search entry and history; readers may not register', async () => {
		const { id, plate } = await registered();
		expect(await read(`records/vehicle/items/${id}`)).toMatchObject({
			title: plate,
			version: 1,
			number: expect.stringMatching(/^CL\d{8}$/),
			audience: ['all'],
		});
		expect(await read(`search/vehicle_${id}`)).toMatchObject({
			permission: 'vehicle.read',
			status: '在用',
			link: `/m/vehicle/${id}`,
		});
		expect(await read(`records/vehicle/items/${id}/history/000001`)).toMatchObject({
			act: 'create',
			byName: people.fleet,
		});
		const input = { module: 'vehicle', values: car(newPlate()) };
		expect(
			await act('drafter', { type: 'record/create', target: randomUUID(), input }),
		).toMatchObject({ ok: false, code: 'core/forbidden' });
	});

	test('RE-3 two people registering one plate at once: one is refused with a sentence', async () => {
		const plate = newPlate();
		const input = { module: 'vehicle', values: car(plate) };
		const answers = await Promise.all(
			[1, 2, 3].map(() => act('fleet', { type: 'record/create', target: randomUUID(), input })),
		);
		expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
		for (const answer of answers)
			if (!answer.ok)
				expect(answer).toMatchObject({ code: 'record/taken', detail: { value: plate } });
	});

	test('RE-2 people and units that do not exist are refused by field', async () => {
		const input = { module: 'vehicle', values: { ...car(newPlate()), keeper: 'nobody' } };
		expect(
			await act('fleet', { type: 'record/create', target: randomUUID(), input }),
		).toMatchObject({ code: 'record/unknownPerson', detail: { field: '保管人' } });
	});

	test('RE-7 confidential values reach neither record nor journal nor search', async () => {
		const [id, actId] = [randomUUID(), randomUUID()];
		const input = {
			module: 'vehicle',
			values: car(newPlate()),
			confidential: { price: 98_765_432, engineNumber: 'SECRET1' },
		};
		await act('fleet', { id: actId, type: 'record/create', target: id, input });
		const open = await Promise.all([
			read(`records/vehicle/items/${id}`),
			read(`journal/${actId}`),
			read(`search/vehicle_${id}`),
			read(`records/vehicle/items/${id}/history/000001`),
		]);
		expect(open.every((each) => each !== undefined)).toBe(true);
		expect(JSON.stringify(open)).not.toMatch(/98765432|SECRET1/);
		expect(await read(`records/vehicle/confidential/${id}`)).toMatchObject({
			values: { price: 98_765_432, engineNumber: 'SECRET1' },
		});
	});
});

describe('changing and removing', () => {
	test('RE-4 the same change delivered twice happens once, a stale one not at all', async () => {
		const { id, plate } = await registered();
		const input = { module: 'vehicle', values: { ...car(plate), mileage: 500 } };
		const wanted = { id: randomUUID(), type: 'record/update', target: id, input, version: 1 };
		const first = await act('fleet', wanted);
		expect(await act('fleet', wanted)).toEqual(first);
		expect(await read(`records/vehicle/items/${id}`)).toMatchObject({ version: 2 });
		expect(await act('fleet', { ...wanted, id: randomUUID() })).toMatchObject({
			code: 'core/stale',
		});
		expect(await read(`records/vehicle/confidential/${id}`)).toMatchObject({
			values: { price: 12_345_678 },
		});
	});

	test('RE-6 a removed record leaves list and search, frees its plate and can come back', async () => {
		const { id, plate } = await registered();
		const remove = {
			type: 'record/remove',
			target: id,
			input: { module: 'vehicle', reason: '重复' },
		};
		expect(await act('fleet', { ...remove, version: 1 })).toMatchObject({ ok: true });
		expect(await read(`records/vehicle/items/${id}`)).toBeUndefined();
		expect(await read(`search/vehicle_${id}`)).toBeUndefined();
		expect(await read(`records/vehicle/removed/${id}`)).toMatchObject({
			removal: { reason: '重复', byName: people.fleet },
		});
		expect(await act('fleet', { ...remove, version: 2 })).toMatchObject({ code: 'record/removed' });
		const other = randomUUID();
		const input = { module: 'vehicle', values: car(plate) };
		expect(await act('fleet', { type: 'record/create', target: other, input })).toMatchObject({
			ok: true,
		});
		const restore = { type: 'record/restore', target: id, input: { module: 'vehicle' } };
		expect(await act('fleet', restore)).toMatchObject({ code: 'record/taken' });
		await act('fleet', { ...remove, target: other, version: 1 });
		expect(await act('fleet', restore)).toMatchObject({ ok: true });
		expect(await read(`records/vehicle/items/${id}`)).toMatchObject({ version: 3, removal: null });
	});
});

describe('bulletins', () => {
	test('BU-2 BU-4 a bulletin has readers from its publication to its withdrawal', async () => {
		const id = randomUUID();
		const mark = `水字${Date.now().toString(36)}`;
		const values = {
			title: `停水通知${mark}`,
			column: 'life',
			scope: ['office'],
			body: bodyOfLines(['明日停水。']),
		};
		await act('clerk', {
			type: 'record/create',
			target: id,
			input: { module: 'bulletin', values },
		});
		const path = `records/bulletin/items/${id}`;
		expect(await read(path)).toMatchObject({ audience: [], values: { status: 'draft' } });
		expect(await read(`search/bulletin_${id}`)).toMatchObject({ permission: 'bulletin.write' });
		const step = (name: string, version: number) =>
			act('clerk', {
				type: 'record/step',
				target: id,
				version,
				input: { module: 'bulletin', step: name },
			});
		expect(await step('withdraw', 1)).toMatchObject({ code: 'record/stepRefused' });
		expect(await step('publish', 1)).toMatchObject({ ok: true, result: { version: 2 } });
		expect(await read(path)).toMatchObject({
			audience: ['office'],
			values: { publishedBy: uidOf(people.clerk), body: expect.any(String) },
		});
		const finds = async (who: Who) => {
			const wanted = { text: mark, kind: 'bulletin' };
			const found = await call<{ result: { total: number } }>('search', wanted, tokens[who]);
			return found.result.total;
		};
		const found = () => Promise.all((['clerk', 'drafter', 'stranger'] as const).map(finds));
		expect(await found()).toEqual([1, 1, 0]);
		expect(await step('withdraw', 2)).toMatchObject({ ok: true });
		expect(await found()).toEqual([1, 0, 0]);
		expect(await read(path)).toMatchObject({ audience: [] });
	});
});

describe('imports', () => {
	test('RE-9 two hundred rows come in at once; wrong ones come back with their row', async () => {
		const rows = Array.from({ length: 200 }, (_, index) => ({
			id: randomUUID(),
			row: index + 2,
			values: { ...car(newPlate()), seats: 5 },
		}));
		const [first, second, third] = rows;
		if (!first || !second || !third) throw new Error('rows');
		second.values = { ...second.values, plate: first.values['plate'] };
		third.values = { ...third.values, seats: 0 };
		const confidential = { [first.id]: { price: 55_555_555 } };
		const wanted = {
			id: randomUUID(),
			type: 'record/import',
			target: randomUUID(),
			input: { module: 'vehicle', rows, confidential },
		};
		const answer = await act('fleet', wanted);
		expect(answer).toMatchObject({
			ok: true,
			result: {
				created: 198,
				failed: [
					{ row: 3, code: 'record/taken' },
					{ row: 4, code: 'record/invalid', detail: { field: '座位数不能小于 1' } },
				],
			},
		});
		expect(await act('fleet', wanted)).toEqual(answer);
		const numbers = await db
			.getAll(...rows.map(({ id }) => db.doc(`records/vehicle/items/${id}`)))
			.then((found) =>
				found.flatMap((each) => (each.exists ? [each.get('number') as string] : [])),
			);
		expect(new Set(numbers).size).toBe(198);
		expect(await read(`records/vehicle/confidential/${first.id}`)).toMatchObject({
			values: { price: 55_555_555 },
		});
	}, 180_000);

	test('RE-9 a module without imports refuses them', async () => {
		const rows = [{ id: randomUUID(), row: 2, values: { title: 'x' } }];
		expect(
			await act('clerk', {
				type: 'record/import',
				target: randomUUID(),
				input: { module: 'bulletin', rows },
			}),
		).toMatchObject({ code: 'record/notImportable' });
	});
});
