import { describe, expect, test } from 'vitest';
import { bulletin } from '../modules/bulletin/index.ts';
import { vehicle } from '../modules/vehicle/index.ts';
import {
	createRecord,
	removeRecord,
	restoreRecord,
	takeStep,
	uniqueKeys,
	updateRecord,
	type RecordActor,
	type RecordContext,
} from './decide.ts';
import { formLayout } from './form.ts';
import { compositeIndexes, plainList, planList, readListState, writeListState } from './list.ts';
import type { AnyModule } from './module.ts';
import { readField } from './read-field.ts';
import { recordSchema } from './read-record.ts';
import { exportSheet, importKeys, readSheet, templateSheet, bodyOfLines } from './sheet.ts';
import { groupDigits, showField, showMoney } from './show-field.ts';
import { fromStored, toStored } from './stored.ts';
import { matches, queryTokens, searchTokens } from './tokens.ts';

const vehicles = vehicle as unknown as AnyModule;
const bulletins = bulletin as unknown as AnyModule;
const at = new Date('2026-11-23T02:00:00Z');

function actor(...permissions: string[]): RecordActor {
	return {
		uid: 'keeper',
		name: '李明',
		unitId: 'office',
		unitName: '办公室',
		permissions: Object.fromEntries(permissions.map((id) => [id, true])),
	};
}
function by(...permissions: string[]): RecordContext {
	const initials: Record<string, string> = { 大众帕萨特: 'dzpst', 云A12345: 'ya12345' };
	return { actor: actor(...permissions), at, initials: (text) => initials[text] ?? '' };
}
const writer = by('vehicle.write');
const trusted = by('vehicle.write', 'vehicle.confidential');

const car = {
	plate: '云A12345',
	status: 'inUse',
	model: '大众帕萨特',
	type: 'car',
	seats: 5,
	unit: 'office',
	keeper: 'keeper',
	mileage: 12000,
};

function registered(context = writer) {
	const decided = createRecord(vehicles, 'v1', { values: car }, 'CL20260001', context);
	if (!decided.ok) throw new Error(JSON.stringify(decided));
	return decided.value;
}

describe('who may', () => {
	test('RE-1 only writers of the module register, change, remove and restore', () => {
		const reader = by('vehicle.read');
		const { item } = registered();
		const refused = [
			createRecord(vehicles, 'v2', { values: car }, null, reader),
			updateRecord(vehicles, item, { values: car }, 1, reader),
			takeStep(bulletins, item, 'publish', 1, by('bulletin.read')),
			removeRecord(vehicles, item, '', 1, reader),
			restoreRecord(vehicles, item, reader),
		];
		for (const answer of refused)
			expect(answer).toMatchObject({ ok: false, code: 'core/forbidden' });
	});

	test('RE-1 confidential facts need the confidential permission besides', () => {
		const input = { values: car, confidential: { price: 18_000_000 } };
		expect(createRecord(vehicles, 'v1', input, null, writer)).toMatchObject({
			code: 'core/forbidden',
			detail: { permission: '查看车辆保密信息' },
		});
		expect(createRecord(vehicles, 'v1', input, null, trusted)).toMatchObject({ ok: true });
	});
});

describe('what is accepted', () => {
	test('RE-2 every field is checked and every problem is named', () => {
		const parsed = recordSchema(vehicle).safeParse({ ...car, plate: 'ABC', seats: 0, model: '' });
		expect(parsed.error?.issues.map((issue) => [issue.path[0], issue.message])).toEqual([
			['plate', '车牌号格式不正确，应如“云A12345”或“云AD12345”'],
			['model', '请填写品牌型号'],
			['seats', '座位数不能小于 1'],
		]);
	});

	test('RE-2 fields that nobody declared and read-only fields are refused', () => {
		expect(recordSchema(vehicle).safeParse({ ...car, owner: 'x' }).success).toBe(false);
		const body = bodyOfLines(['正文']);
		const values = { title: '通知', column: 'notice', scope: [], body, status: 'published' };
		expect(createRecord(bulletins, 'b1', { values }, null, by('bulletin.write'))).toMatchObject({
			code: 'record/invalid',
			detail: { field: 'status' },
		});
	});

	test('RE-2 a confidential field among the open ones is refused', () => {
		const input = { values: { ...car, price: 1 } };
		expect(createRecord(vehicles, 'v1', input, null, trusted)).toMatchObject({
			code: 'record/invalid',
		});
	});

	test.each([
		[{ kind: 'integer', label: ['数', 'n'], min: 1 }, 1.5, '数应为整数'],
		[{ kind: 'integer', label: ['数', 'n'] }, '5', '数应为数字'],
		[{ kind: 'decimal', label: ['数', 'n'], digits: 2 }, 1.234, '数最多 2 位小数'],
		[{ kind: 'money', label: ['钱', 'm'], max: 100 }, 101, '钱应在 0 至 1 元之间，精确到分'],
		[{ kind: 'date', label: ['日', 'd'] }, '2026-02-30', '日应为日期，如 2026-11-23'],
		[
			{ kind: 'date', label: ['日', 'd'], min: '2000-01-01' },
			'1999-01-01',
			'日不能早于 2000-01-01',
		],
		[{ kind: 'text', label: ['字', 't'], max: 2 }, '三个字', '字最多 2 字，现有 3 字'],
		[{ kind: 'text', label: ['字', 't'], max: 9 }, 'a\u0007b', '字含有无法识别的字符'],
		[{ kind: 'boolean', label: ['否', 'b'] }, 'yes', '否填写有误'],
		[{ kind: 'person', label: ['人', 'p'] }, '../x', '人填写有误'],
		[{ kind: 'units', label: ['机构', 'u'] }, ['a/b'], '机构不在可选范围内'],
		[{ kind: 'dateTime', label: ['时', 't'] }, 'soon', '时填写有误'],
		[{ kind: 'attachments', label: ['件', 'f'], max: 1 }, [{ fileId: 'x' }], '件填写有误'],
		[{ kind: 'richText', label: ['文', 'r'] }, { type: 'script' }, '文填写有误'],
		[
			{ kind: 'multiChoice', label: ['选', 'c'], options: { a: ['甲', 'A'] } },
			['b'],
			'选不在可选范围内',
		],
	] as const)('RE-2 a %o refuses %o', (field, raw, problem) => {
		const reading = readField(field, raw);
		expect(reading.ok ? '' : reading.problem[0]).toBe(problem);
	});

	test('RE-2 what was left out is empty, not undefined', () => {
		const { item } = registered();
		expect(item.values).toMatchObject({ boughtOn: null, note: '', photos: [], energy: null });
	});
});

describe('uniqueness, versions and steps', () => {
	test('RE-3 unique values are compared without case and width', () => {
		expect(uniqueKeys(vehicles, { plate: '云a12345' })).toEqual(
			uniqueKeys(vehicles, { plate: '云Ａ12345' }).map((key) => ({ ...key, value: '云a12345' })),
		);
		expect(uniqueKeys(vehicles, { plate: '' })).toEqual([]);
	});

	test('RE-4 a change of what somebody else has changed meanwhile is refused', () => {
		const { item } = registered();
		for (const version of [0, 2, null])
			expect(updateRecord(vehicles, item, { values: car }, version, writer)).toMatchObject({
				code: 'core/stale',
			});
		const changed = updateRecord(vehicles, item, { values: { ...car, seats: 7 } }, 1, writer);
		expect(changed).toMatchObject({
			value: {
				item: { version: 2, createdAt: at },
				history: { version: 2, changes: [{ field: 'seats', before: 5, after: 7 }] },
			},
		});
	});

	test('RE-5 a module without a life knows no steps', () => {
		expect(takeStep(vehicles, registered().item, 'publish', 1, writer)).toMatchObject({
			code: 'record/stepRefused',
		});
	});

	test('RE-6 removal keeps everything and says why; restoring brings it back', () => {
		const { item } = registered();
		const removed = removeRecord(vehicles, item, '重复登记', 1, writer);
		if (!removed.ok) throw new Error(removed.code);
		expect(removed.value.item).toMatchObject({
			number: 'CL20260001',
			values: item.values,
			removal: { by: 'keeper', byName: '李明', at, reason: '重复登记' },
		});
		expect(restoreRecord(vehicles, removed.value.item, writer)).toMatchObject({
			value: { item: { ...item, version: 3 }, history: { act: 'restore' } },
		});
	});
});

describe('secrecy and readers', () => {
	test('RE-7 confidential values appear in their own document only', () => {
		const input = { values: car, confidential: { price: 18_000_000, engineNumber: 'EA888X' } };
		const made = createRecord(vehicles, 'v1', input, null, trusted);
		if (!made.ok) throw new Error(made.code);
		expect(JSON.stringify(made.value.item)).not.toMatch(/18000000|EA888X/);
		expect(made.value.confidential?.values).toMatchObject({ price: 18_000_000 });
		const changed = updateRecord(vehicles, made.value.item, input, 1, trusted);
		if (!changed.ok) throw new Error(changed.code);
		expect(changed.value.history.changes).toContainEqual({
			field: 'price',
			before: null,
			after: null,
		});
		expect(JSON.stringify([changed.value.item, changed.value.history])).not.toMatch(
			/18000000|EA888/,
		);
	});

	test('RE-7 a change without the confidential part leaves it untouched', () => {
		const changed = updateRecord(vehicles, registered().item, { values: car }, 1, writer);
		expect(changed).toMatchObject({ value: { confidential: null } });
	});

	test('RE-8 readers ask for what is meant for them, writers for everything', () => {
		const reader = { permissions: { 'bulletin.read': true }, unitPath: ['bureau', 'office'] };
		expect(planList(bulletins, plainList, reader).conditions).toEqual([
			{ path: ['audience'], op: 'array-contains-any', value: ['all', 'bureau', 'office'] },
		]);
		const clerk = { permissions: { 'bulletin.write': true }, unitPath: ['bureau'] };
		expect(planList(bulletins, plainList, clerk).conditions).toEqual([]);
	});
});

const names = {
	person: (uid: string) => (uid === 'keeper' ? '李明' : uid),
	unit: (id: string) => (id === 'office' ? '办公室' : id),
};
const find = {
	person: (text: string) => (text === '李明' ? 'keeper' : null),
	unit: (text: string) => (text === '办公室' ? 'office' : null),
};

describe('spreadsheets', () => {
	const headings = [
		'车牌号',
		'状态',
		'品牌型号',
		'车型',
		'座位数',
		'使用单位',
		'保管人',
		'购置日期',
	];
	const row = ['云A12345', '在用', '大众帕萨特', '轿车', 5, '办公室', '李明', '2020年3月5日'];

	test('RE-9 each wrong cell is named with its row and heading', () => {
		const reading = readSheet(
			vehicles,
			[headings, row, [], ['云B1', '开着', '奥迪', '轿车', 'x', '某处', '张三', '去年']],
			find,
			{ confidential: false },
		);
		if (!reading.ok) throw new Error('headings');
		expect(reading.rows[0]).toMatchObject({ row: 2, ok: true, values: { boughtOn: '2020-03-05' } });
		const bad = reading.rows[1];
		if (!bad || bad.ok) throw new Error('expected problems');
		expect(bad.row).toBe(4);
		expect(bad.problems.map((problem) => problem.heading)).toEqual(['状态', '使用单位', '保管人']);
	});

	test('RE-9 a unique value twice in one spreadsheet is a problem of the later row', () => {
		const reading = readSheet(vehicles, [headings, row, row], find, { confidential: false });
		if (!reading.ok) throw new Error('headings');
		expect(reading.rows[1]).toMatchObject({
			problems: [{ words: ['车牌号“云A12345”与第 2 行重复', expect.any(String)] }],
		});
	});

	test('RE-9 missing required headings are named, unknown ones reported, the example passed over', () => {
		expect(readSheet(vehicles, [['车牌号']], find, { confidential: false })).toMatchObject({
			ok: false,
			missing: ['状态', '品牌型号', '车型', '座位数', '使用单位', '保管人'],
		});
		const template = templateSheet(vehicles, false);
		const reading = readSheet(vehicles, [[...template.headings, '颜色'], ...template.rows], find, {
			confidential: false,
		});
		expect(reading).toMatchObject({ ok: true, rows: [], ignored: ['颜色'] });
	});

	test('RE-10 what was exported can be imported as it is', () => {
		const values = { ...car, boughtOn: '2020-03-05', note: '备用钥匙在办公室' };
		const made = createRecord(vehicles, 'v1', { values }, 'CL20260001', writer);
		if (!made.ok) throw new Error(made.code);
		const sheet = exportSheet(vehicles, [made.value.item], importKeys(vehicles, false), names);
		expect(sheet.headings.slice(0, 2)).toEqual(['编号', '车牌号']);
		const reading = readSheet(vehicles, [sheet.headings, ...sheet.rows], find, {
			confidential: false,
		});
		if (!reading.ok) throw new Error('headings');
		expect(reading.rows[0]).toMatchObject({ ok: true, values });
	});

	test('RE-10 money travels in yuan', () => {
		const field = { kind: 'money', label: ['购置价格', 'Price'] } as const;
		expect(showField(field, 18_000_050, names)).toBe('180,000.50');
		expect([showMoney(5), groupDigits(1234567.5)]).toEqual(['0.05', '1,234,567.5']);
	});
});

describe('search and addresses', () => {
	test.each([
		['帕萨特', true],
		['a123', true],
		['2345', true],
		['dzpst', true],
		['zp', true],
		['云A 12345', true],
		['奥迪', false],
		['帕特', false],
	])('RE-11 %s finds the car: %s', (query, found) => {
		const words = ['云A12345', '大众帕萨特', 'dzpst'];
		const tokens = searchTokens(words);
		expect(queryTokens(query).every((token) => tokens[token]) && matches(query, words)).toBe(found);
	});

	test('RE-12 an address gives back the list it was made from', () => {
		const state = {
			search: '帕萨特',
			filters: { status: 'inUse', unit: 'office' },
			range: { field: 'inspectionDue', from: '2026-01-01', to: '' },
			sort: ['mileage', 'desc'] as const,
			columns: ['plate', 'status'],
		};
		const query = new Map(writeListState(state));
		expect(readListState(vehicles, { get: (name) => query.get(name) ?? null })).toEqual(state);
	});

	test('RE-12 what does not fit the declaration is left out', () => {
		const query: Record<string, string> = {
			'f.status': 'flying',
			'f.price': '1',
			range: 'price:1..2',
			sort: 'price',
			cols: 'nothing',
		};
		expect(readListState(vehicles, { get: (name) => query[name] ?? null })).toEqual(plainList);
	});

	test('formatted text is kept as one string and comes back as it was', () => {
		const body = bodyOfLines(['第一段', '']);
		const stored = toStored(bulletins, { title: '通知', body });
		expect(typeof stored['body']).toBe('string');
		expect(fromStored(bulletins, stored)).toEqual({ title: '通知', body });
	});

	test('forms follow the declaration, with and without the confidential section', () => {
		const headings = (confidential: boolean) =>
			formLayout(vehicles, { confidential }).map((section) => section.label?.[0]);
		expect(headings(true)).toEqual(['车辆情况', '使用与保管', '购置与识别', '照片与附件']);
		expect(headings(false)).toEqual(['车辆情况', '使用与保管', '照片与附件']);
	});

	test('every filter has an index with every order', () => {
		const fields = compositeIndexes(vehicles).map((index) =>
			index.fields.map((field) => field.fieldPath).join(' '),
		);
		expect(fields).toContain('values.status values.mileage');
		expect(fields).toContain('audience values.plate');
	});
});
