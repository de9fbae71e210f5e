import { expect, test } from 'vitest';
import { createRecord, takeStep, updateRecord, type RecordContext } from '../../records/decide.ts';
import type { StoredRecord } from '../../records/model.ts';
import type { AnyModule } from '../../records/module.ts';
import { readRecord } from '../../records/read-record.ts';
import { bodyOfLines } from '../../records/sheet.ts';
import { bulletin } from './index.ts';

const module = bulletin as unknown as AnyModule;
const at = new Date('2026-11-23T02:00:00Z');
const clerk: RecordContext = {
	actor: {
		uid: 'clerk',
		name: '王芳',
		unitId: 'office',
		unitName: '办公室',
		permissions: { 'bulletin.write': true },
	},
	at,
	initials: () => '',
};
const values = {
	title: '关于元旦值班安排的公告',
	column: 'notice',
	scope: [] as string[],
	pinned: true,
	expiresOn: '2027-01-03',
	body: bodyOfLines(['各科室：', '现将元旦值班安排公布如下。']),
	files: [],
};

function drafted(scope: string[] = []): StoredRecord {
	const made = createRecord(module, 'b1', { values: { ...values, scope } }, null, clerk);
	if (!made.ok) throw new Error(JSON.stringify(made));
	return made.value.item;
}
function stepped(record: StoredRecord, step: string): StoredRecord {
	const taken = takeStep(module, record, step, record.version, clerk);
	if (!taken.ok) throw new Error(JSON.stringify(taken));
	return taken.value.item;
}

test('BU-1 title, column and text are required', () => {
	const reading = readRecord(module, { body: bodyOfLines(['']) }, { confidential: false });
	expect(reading.ok ? {} : reading.problems).toEqual({
		title: ['请填写标题', 'Fill in: Title'],
		column: ['请选择栏目', 'Choose: Column'],
		body: ['请填写正文', 'Fill in: Text'],
	});
});

test('BU-1 only the vocabulary of texts is accepted', () => {
	const body = { type: 'doc', content: [{ type: 'iframe', attrs: { src: 'https://x' } }] };
	const reading = readRecord(module, { ...values, body }, { confidential: false });
	expect(reading.ok ? [] : Object.keys(reading.problems)).toEqual(['body']);
});

test('BU-2 a draft and a withdrawn bulletin have no readers', () => {
	expect(drafted().audience).toEqual([]);
	const published = stepped(drafted(), 'publish');
	expect(stepped(published, 'withdraw').audience).toEqual([]);
});

test('BU-3 published for everybody, or for the chosen units', () => {
	expect(stepped(drafted(), 'publish').audience).toEqual(['all']);
	expect(stepped(drafted(['finance']), 'publish').audience).toEqual(['finance']);
});

test('BU-3 changing the readers of a published bulletin takes effect at once', () => {
	const published = stepped(drafted(), 'publish');
	const changed = updateRecord(
		module,
		published,
		{ values: { ...values, scope: ['office'] } },
		published.version,
		clerk,
	);
	expect(changed).toMatchObject({ value: { item: { audience: ['office'] } } });
});

test('BU-4 who published and when is stamped, and survives later changes', () => {
	const published = stepped(drafted(), 'publish');
	expect(published.values).toMatchObject({ publishedBy: 'clerk', publishedAt: at });
	const changed = updateRecord(module, published, { values }, published.version, clerk);
	expect(changed).toMatchObject({
		value: { item: { values: { status: 'published', publishedBy: 'clerk' } } },
	});
	expect(
		updateRecord(module, published, { values: { ...values, publishedBy: 'x' } }, 2, clerk),
	).toMatchObject({ code: 'record/invalid' });
});

test('BU-5 steps follow the state and say the state when they do not', () => {
	const published = stepped(drafted(), 'publish');
	expect(takeStep(module, published, 'publish', published.version, clerk)).toEqual({
		ok: false,
		code: 'record/stepRefused',
		detail: { state: '已发布', step: '发布' },
	});
	const again = stepped(stepped(published, 'withdraw'), 'publish');
	expect(again).toMatchObject({ audience: ['all'], version: 4 });
});
