import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { permissionIds } from '../access/permissions.ts';
import { createRecord } from '../records/decide.ts';
import { emptyValue, type Field } from '../records/field.ts';
import { detailLayout, formLayout } from '../records/form.ts';
import { columnKeys, compositeIndexes, plainList, planList } from '../records/list.ts';
import {
	defineModule,
	editableKeys,
	fieldEntries,
	fieldOf,
	hasConfidential,
	type AnyModule,
	type RecordOf,
} from '../records/module.ts';
import { recordSchema } from '../records/read-record.ts';
import { exportSheet, readSheet, templateSheet } from '../records/sheet.ts';
import { modules } from './index.ts';

const here = import.meta.dirname;

function ruleIds(text: string): string[] {
	return [...text.matchAll(/^- \*\*([A-Z]{2}-\d+)\*\*/gm)].map((match) => match[1] ?? '');
}
function testedIds(folder: string): string[] {
	const files = readdirSync(folder).filter((name) => name.endsWith('.test.ts'));
	const text = files.map((name) => readFileSync(path.join(folder, name), 'utf8')).join('\n');
	return [...text.matchAll(/['`]([A-Z]{2}-\d+) /g)].map((match) => match[1] ?? '');
}

describe.each(['vehicle', 'bulletin', '../records'])('rules of %s', (folder) => {
	const lines = readFileSync(path.join(here, folder, 'rules.md'), 'utf8');
	test('every rule has a test and every tested rule is written down, once', () => {
		const rules = ruleIds(lines);
		expect(rules.length).toBeGreaterThan(0);
		expect(new Set(rules).size).toBe(rules.length);
		expect([...new Set(testedIds(path.join(here, folder)))].sort()).toEqual([...rules].sort());
	});
});

test('every folder of modules is registered, and nothing else', () => {
	const folders = readdirSync(here, { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map((entry) => entry.name);
	expect(modules.map((module) => module.id).sort()).toEqual(folders.sort());
});

describe.each(modules.map((module) => [module.id, module] as const))('module %s', (_, module) => {
	test('its id serves as path, address and prefix of permissions', () => {
		expect(module.id).toMatch(/^[a-z]{2,40}$/);
		for (const kind of Object.keys(module.permissions))
			expect(permissionIds).toContain(`${module.id}.${kind}`);
	});

	test('confidential fields and the confidential permission come together', () => {
		expect(module.permissions.confidential !== undefined).toBe(hasConfidential(module));
		for (const [, field] of fieldEntries(module)) {
			if (field.confidential !== true) continue;
			expect(field.required ?? false).toBe(false);
			expect(field.search ?? false).toBe(false);
			expect(field.kind === 'text' && field.unique).not.toBe(true);
		}
	});

	test('its list names open fields of kinds that fit', () => {
		const { columns, filters, sortable } = module.list;
		expect(columnKeys(module)).toEqual(expect.arrayContaining([...columns]));
		for (const key of [...columns, ...filters, ...sortable])
			expect(fieldOf(module, key).confidential ?? false).toBe(false);
		for (const key of filters)
			expect(['choice', 'boolean', 'person', 'unit', 'date']).toContain(fieldOf(module, key).kind);
		expect(fieldOf(module, module.title)).toMatchObject({
			kind: 'text',
			required: true,
			search: true,
		});
	});

	test('the state of its life is read-only and its steps move between its options', () => {
		if (!module.life) return;
		const field = fieldOf(module, module.life.field);
		if (field.kind !== 'choice') throw new Error('the state must be a choice');
		expect(field.readOnly).toBe(true);
		const states = Object.keys(field.options);
		for (const step of Object.values(module.life.steps))
			expect(states).toEqual(expect.arrayContaining([...step.from, step.to]));
	});

	test('an empty form is refused with one sentence per required field', () => {
		const required = fieldEntries(module).filter(([, field]) => field.required && !field.readOnly);
		const parsed = recordSchema(module).safeParse({});
		expect(parsed.error?.issues.map((issue) => issue.path[0]).sort()).toEqual(
			required.map(([key]) => key).sort(),
		);
	});

	test('every word is there in both languages', () => {
		const pairs = fieldEntries(module).flatMap(([, field]) => [
			field.label,
			...('options' in field ? Object.values(field.options) : []),
		]);
		for (const pair of [module.label, module.one, ...pairs])
			expect(pair.every((word) => word.trim() !== '')).toBe(true);
	});
});

test('the indexes of all lists stay far below what Firestore allows (1,000)', () => {
	const all = modules.flatMap(compositeIndexes).map((index) => JSON.stringify(index));
	expect(new Set(all).size).toBeLessThan(600);
});

/** A module that exists in this test only: one declaration, as a folder of modules would hold it. */
const books = defineModule({
	id: 'book',
	label: ['图书登记', 'Books'],
	one: ['图书', 'book'],
	icon: 'book',
	group: 'logistics',
	permissions: { read: ['查看图书', 'Read books'], write: ['管理图书', 'Manage books'] },
	fields: {
		title: { kind: 'text', label: ['书名', 'Title'], required: true, search: true, max: 60 },
		shelf: {
			kind: 'choice',
			label: ['架位', 'Shelf'],
			required: true,
			options: { a: ['甲架', 'A'], b: ['乙架', 'B'] },
		},
		pages: { kind: 'integer', label: ['页数', 'Pages'], min: 1 },
		price: { kind: 'money', label: ['定价', 'Price'] },
		lent: { kind: 'boolean', label: ['借出', 'Lent'] },
	},
	title: 'title',
	list: {
		columns: ['title', 'shelf', 'lent'],
		filters: ['shelf', 'lent'],
		sortable: ['pages'],
		order: [['title', 'asc']],
	},
	importable: true,
});

describe('a third module needs its declaration only', () => {
	const module = books as unknown as AnyModule;
	const names = { person: (id: string) => id, unit: (id: string) => id };

	test('its type follows', () => {
		const book: RecordOf<typeof books> = {
			title: '档案学概论',
			shelf: 'a',
			pages: null,
			price: 4200,
			lent: false,
		};
		// @ts-expect-error: not a shelf of the declaration
		const wrong: RecordOf<typeof books>['shelf'] = 'c';
		expect([book.shelf, wrong]).toEqual(['a', 'c']);
	});

	test('its validation follows, with sentences', () => {
		expect(recordSchema(books).safeParse({ title: '档案学概论', shelf: 'a' }).data).toEqual({
			title: '档案学概论',
			shelf: 'a',
			pages: null,
			price: null,
			lent: false,
		});
		expect(recordSchema(books).safeParse({ shelf: 'c', pages: 0 }).error?.issues).toMatchObject([
			{ path: ['title'], message: '请填写书名' },
			{ path: ['shelf'], message: '架位不在可选范围内' },
			{ path: ['pages'], message: '页数不能小于 1' },
		]);
	});

	test('its form, detail, columns and filters follow', () => {
		const keys = Object.keys(books.fields);
		expect(formLayout(module, { confidential: false })[0]?.fields.map((f) => f.key)).toEqual(keys);
		expect(detailLayout(module, { confidential: false })[0]?.fields.map((f) => f.key)).toEqual(
			keys,
		);
		expect([columnKeys(module), editableKeys(module, false)]).toEqual([keys, keys]);
		const state = { ...plainList, filters: { lent: 'true' }, search: '档案' };
		expect(planList(module, state, { permissions: {}, unitPath: [] }).conditions).toEqual([
			{ path: ['audience'], op: 'array-contains-any', value: ['all'] },
			{ path: ['values', 'lent'], op: '==', value: true },
			{ path: ['t', '档案'], op: '==', value: true },
		]);
	});

	test('its permissions and records follow', () => {
		const actor = { uid: 'u', name: '李明', unitId: 'o', unitName: '办公室', permissions: {} };
		const context = { actor, at: new Date('2026-11-23T02:00:00Z'), initials: () => 'daxgl' };
		const input = { values: { title: '档案学概论', shelf: 'a' } };
		expect(createRecord(module, 'b', input, null, context)).toMatchObject({
			code: 'core/forbidden',
			detail: { permission: '管理图书' },
		});
		const keeper = { ...context, actor: { ...actor, permissions: { 'book.write': true } } };
		expect(createRecord(module, 'b', input, null, keeper)).toMatchObject({
			value: { item: { title: '档案学概论', audience: ['all'], t: { 档案: true, da: true } } },
		});
	});

	test('its spreadsheets follow', () => {
		expect(templateSheet(module, false).headings).toEqual([
			'书名',
			'架位',
			'页数',
			'定价（元）',
			'借出',
		]);
		const sheet = [
			['书名', '架位', '定价（元）', '借出'],
			['档案学概论', '甲架', 42, '否'],
		];
		const reading = readSheet(
			module,
			sheet,
			{ person: () => null, unit: () => null },
			{ confidential: false },
		);
		expect(reading).toMatchObject({ rows: [{ values: { shelf: 'a', price: 4200, lent: false } }] });
		expect(exportSheet(module, [], ['title'], names).headings).toEqual([
			'书名',
			'登记人',
			'登记时间',
		]);
	});
});

test('every kind of field has an empty value', () => {
	const kinds: Record<Field['kind'], unknown> = {
		text: '',
		longText: '',
		richText: null,
		integer: null,
		decimal: null,
		money: null,
		date: null,
		dateTime: null,
		choice: null,
		multiChoice: [],
		boolean: false,
		person: null,
		unit: null,
		units: [],
		attachments: [],
	};
	for (const [kind, empty] of Object.entries(kinds))
		expect(emptyValue({ kind, label: ['', ''], options: {} } as unknown as Field)).toEqual(empty);
});
