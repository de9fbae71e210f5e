import { describe, expect, it } from 'vitest';
import { anOrganisation } from './organisation.test-support.ts';
import { peopleColumns, readPeopleSheet, writePeopleSheet } from './people-sheet.ts';
import { postColumns, readPostsSheet, writePostsSheet } from './posts-sheet.ts';
import { findUnit, unitWords, type Cell } from './sheet.ts';
import { readUnitsSheet, unitColumns, writeUnitsSheet } from './units-sheet.ts';

const org = anOrganisation();
const people = [...org.people.values()];
let made = 0;
const newId = (): string => `made${String(++made)}`;

function readPeople(...rows: Cell[][]) {
	const read = readPeopleSheet([[...peopleColumns], ...rows], org);
	if (!read.ok) throw new Error(read.code);
	return read.rows;
}
function readUnits(...rows: Cell[][]) {
	const read = readUnitsSheet([[...unitColumns], ...rows], org, newId);
	if (!read.ok) throw new Error(read.code);
	return read.rows;
}
function readPosts(...rows: Cell[][]) {
	const read = readPostsSheet([[...postColumns], ...rows], org, newId);
	if (!read.ok) throw new Error(read.code);
	return read.rows;
}
const codes = (row: { problems: { column: string | null; code: string }[] } | undefined) =>
	row?.problems.map(({ column, code }) => [column, code]);

describe('people sheet', () => {
	it('AC-20 what is exported can be imported', () => {
		const bob = {
			...(people[2] ?? people[0]),
			postIds: ['finance-head', 'keeper'],
			disabled: true,
		};
		const sheet = writePeopleSheet([...people.slice(0, 2), bob as (typeof people)[0]], org);
		const read = readPeopleSheet(sheet, org);
		if (!read.ok) throw new Error(read.code);
		expect(read.rows.flatMap((row) => row.problems)).toEqual([]);
		expect(read.rows.map((row) => row.value?.uid)).toEqual(['ann', 'amy', 'bob']);
		expect(read.rows.map((row) => row.value?.unchanged)).toEqual([true, true, false]);
		expect(read.rows[2]?.value).toMatchObject({
			disabled: true,
			draft: { postIds: ['finance-head', 'keeper'], staffNumber: 'BOB', email: bob.email },
		});
	});
	it('AC-20 a new row gets a staff address, its post by name, and full-width digits as plain ones', () => {
		const [row] = readPeople([
			'ＹＢ０１',
			'欧阳（小）',
			'grants',
			'grants-staff岗位',
			'finance-head岗位：x',
		]);
		expect(codes(row)).toEqual([['兼任岗位', 'access/cellUnit']]);
		const [good] = readPeople(['ＹＢ０１', '欧阳（小）', 'grants', 'grants-staff岗位']);
		expect(good?.value).toEqual({
			uid: null,
			disabled: false,
			unchanged: false,
			draft: {
				staffNumber: 'YB01',
				name: '欧阳（小）',
				email: 'yb01@staff.wenshu.local',
				phone: '',
				title: '',
				postIds: ['grants-staff'],
			},
		});
	});
	it('AC-20 each row says which column is wrong', () => {
		const rows = readPeople(
			['', '无号', 'office', 'keeper岗位'],
			['N1', '甲', '没有的单位', 'keeper岗位'],
			['N2', '乙', 'office', '没有的岗位'],
			['N3', '丙', 'office', 'keeper岗位', '', '', 'not-an-address', 'abc'],
			['N4', '丁', 'office', 'keeper岗位', '', '', '', '', '退休'],
			['N5', '戊', 'office', 'keeper岗位'],
			[5, '己', 'office', 'keeper岗位'],
			['n5', '庚', 'office', 'keeper岗位'],
		);
		expect(rows.map(codes)).toEqual([
			[['工号', 'access/cellMissing']],
			[['单位', 'access/cellUnit']],
			[['岗位', 'access/cellPost']],
			[
				['邮箱', 'access/cellInvalid'],
				['手机', 'access/cellInvalid'],
			],
			[['状态', 'access/cellInvalid']],
			[],
			[['工号', 'access/cellInvalid']],
			[['工号', 'access/cellTwice']],
		]);
		expect(rows[7]).toMatchObject({ row: 9, value: null, problems: [{ detail: { row: '7' } }] });
	});
	it('AC-20 a sheet without a needed column, or empty, is refused as a whole', () => {
		expect(readPeopleSheet([['工号', '姓名']], org)).toMatchObject({ code: 'access/sheetColumn' });
		expect(readPeopleSheet([[...peopleColumns], ['', null]], org)).toMatchObject({
			code: 'access/sheetEmpty',
		});
		expect(readPeopleSheet([], org).ok).toBe(false);
	});
	it('AC-20 empty rows are skipped without shifting the numbers of the others', () => {
		const rows = readPeople([null, ''], ['N1', '甲', 'office', 'keeper岗位']);
		expect(rows.map((row) => row.row)).toEqual([3]);
	});
});

describe('units sheet', () => {
	it('AC-20 what is exported can be imported', () => {
		const read = readUnitsSheet(writeUnitsSheet(org), org, newId);
		if (!read.ok) throw new Error(read.code);
		expect(read.rows.flatMap((row) => row.problems)).toEqual([]);
		expect(read.rows.every((row) => row.value?.isNew === false)).toBe(true);
		expect(read.rows.every((row) => row.value?.unchanged)).toBe(true);
	});
	it('AC-20 a new unit may stand below one of an earlier row', () => {
		const [first, second] = readUnits(
			['监督处', '', 'bureau', '', 'jdc'],
			['监督一科', '一科', 'bureau/监督处', '内设机构', 'JDY'],
		);
		expect(first?.value).toMatchObject({
			parentId: 'bureau',
			draft: { shortName: '监督处', kind: 'department', code: 'JDC' },
		});
		expect(second?.value?.parentId).toBe(first?.value?.id);
	});
	it('AC-20 each row says what is wrong', () => {
		const rows = readUnits(
			['', '', 'bureau', '', 'AAA'],
			['甲', '', '没有', '', 'AAB'],
			['乙', '', 'bureau', '部门', 'AAC'],
			['office单位', '', 'bureau', '', 'AAD'],
			['丙', '', '', '', 'AAE'],
		);
		expect(rows.map(codes)).toEqual([
			[
				['名称', 'access/cellMissing'],
				['简称', 'access/cellMissing'],
			],
			[['上级单位', 'access/cellUnit']],
			[['类别', 'access/cellInvalid']],
			[[null, 'access/unitNameTaken']],
			[[null, 'access/secondRoot']],
		]);
	});
});

describe('posts sheet', () => {
	it('AC-20 what is exported can be imported', () => {
		const sheet = writePostsSheet([...org.posts.values()], org);
		const screen = Object.create(org) as typeof org;
		const read = readPostsSheet(sheet, screen, newId);
		if (!read.ok) throw new Error(read.code);
		expect(read.rows.flatMap((row) => row.problems)).toEqual([]);
		expect(read.rows.map((row) => row.value?.id)).toEqual([...org.posts.keys()]);
		expect(read.rows.every((row) => row.value?.unchanged)).toBe(true);
	});
	it('AC-20 a known name in its unit changes that post, another name makes one', () => {
		const [known, made] = readPosts(
			['finance', 'finance-head岗位', '否', 120],
			['finance', '出纳（兼）', '', ''],
		);
		expect(known?.value).toMatchObject({
			id: 'finance-head',
			isNew: false,
			unchanged: false,
			draft: { unitId: 'finance', isHead: false, rank: 120 },
		});
		expect(made?.value).toMatchObject({
			isNew: true,
			draft: { name: '出纳（兼）', unitId: 'finance', isHead: false, rank: 300 },
		});
	});
	it('AC-20 each row says which column is wrong', () => {
		const rows = readPosts(
			['', '甲'],
			['没有的单位', '甲'],
			['office', ''],
			['office', '甲', '也许'],
			['office', '甲', '是', '高'],
			['office', '甲', '是', 1000],
			['office', '甲', '是', 200],
			['office单位', '甲', '否'],
		);
		expect(rows.map(codes)).toEqual([
			[['单位', 'access/cellMissing']],
			[['单位', 'access/cellUnit']],
			[['岗位', 'access/cellMissing']],
			[['单位负责人', 'access/cellInvalid']],
			[['级别序号', 'access/cellInvalid']],
			[['级别序号', 'access/cellInvalid']],
			[],
			[['岗位', 'access/cellTwice']],
		]);
		expect(rows[7]?.problems[0]?.detail).toEqual({ column: '岗位', row: '8' });
	});
});

describe('names of units', () => {
	it('AC-20 a repeated name needs the unit above it', () => {
		const finance = org.units.get('finance');
		const grants = org.units.get('grants');
		if (!finance || !grants) throw new Error('the bureau is incomplete');
		const twin = { ...grants, id: 'twin', parentId: 'office', path: ['bureau', 'office', 'twin'] };
		const units = new Map([...org.units, ['twin', twin] as const]);
		expect(findUnit(units, 'grants')).toBeNull();
		expect(findUnit(units, 'finance / grants')?.id).toBe('grants');
		expect(unitWords(units, 'twin')).toBe('bureau单位/office单位/grants单位');
		expect(findUnit(units, unitWords(units, 'twin'))?.id).toBe('twin');
		expect(unitWords(units, 'gone')).toBe('');
	});
});
