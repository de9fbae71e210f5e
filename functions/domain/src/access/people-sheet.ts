import type { Organisation } from './compute-access.ts';
import type { Person, Post, Unit } from './model.ts';
import { personDraftSchema, type PersonDraft } from './people.ts';
import {
	draftProblems,
	findUnit,
	plainText,
	readSheet,
	unitWords,
	type Cell,
	type NamedRow,
	type RowProblem,
	type SheetReading,
	type SheetRow,
} from './sheet.ts';
import { staffAddress } from './sign-in.ts';

/** Columns of the people sheet, in their order. */
export const peopleColumns = [
	'工号',
	'姓名',
	'单位',
	'岗位',
	'兼任岗位',
	'职务',
	'邮箱',
	'手机',
	'状态',
] as const;

const needed = ['工号', '姓名', '单位', '岗位'];
const columnOf: Record<string, string> = {
	staffNumber: '工号',
	name: '姓名',
	title: '职务',
	email: '邮箱',
	phone: '手机',
	postIds: '岗位',
};

/** A row that can be taken over. */
export interface PersonRow {
	/** The known person with this staff number; null for a new one. */
	uid: string | null;
	draft: PersonDraft;
	disabled: boolean;
	/** Whether the person is exactly so already. */
	unchanged: boolean;
}

/** AC-20: reads a people sheet against the organisation; every row says what is wrong with it. */
export function readPeopleSheet(
	cells: readonly (readonly Cell[])[],
	org: Organisation,
): SheetReading<PersonRow> {
	const byNumber = new Map(
		[...org.people.values()].map((person) => [person.staffNumber.toLowerCase(), person]),
	);
	const seen = new Map<string, number>();
	return readSheet(cells, needed, (row) => {
		const read = readPerson(row, org, byNumber);
		for (const column of ['工号', '邮箱']) {
			const key = `${column} ${row.plain(column).toLowerCase()}`;
			const first = seen.get(key);
			if (row.text(column) === '') continue;
			if (first === undefined) seen.set(key, row.row);
			else
				read.problems.push({
					column,
					code: 'access/cellTwice',
					detail: { column, row: String(first) },
				});
		}
		return read.problems.length === 0 ? read : { ...read, value: null };
	});
}

/** People as a sheet that {@link readPeopleSheet} reads back, header first. */
export function writePeopleSheet(people: readonly Person[], org: Organisation): string[][] {
	const rows = people.map((person) => {
		const [main, ...others] = person.postIds.flatMap((id) => org.posts.get(id) ?? []);
		return [
			person.staffNumber,
			person.name,
			unitWords(org.units, person.unitId),
			main?.name ?? '',
			others.map((post) => `${unitWords(org.units, post.unitId)}:${post.name}`).join('、'),
			person.title,
			person.email,
			person.phone,
			person.disabled ? '停用' : '在职',
		];
	});
	return [[...peopleColumns], ...rows];
}

function readPerson(
	row: NamedRow,
	org: Organisation,
	byNumber: ReadonlyMap<string, Person>,
): SheetRow<PersonRow> {
	const problems: RowProblem[] = [];
	for (const column of needed)
		if (row.text(column) === '')
			problems.push({ column, code: 'access/cellMissing', detail: { column } });
	const staffNumber = row.plain('工号');
	const postIds = problems.length > 0 ? [] : readPosts(row, org, problems);
	const status = row.plain('状态');
	if (!['', '在职', '启用', '停用'].includes(status))
		problems.push({ column: '状态', code: 'access/cellInvalid', detail: { column: '状态' } });
	const draft = personDraftSchema.safeParse({
		staffNumber,
		name: row.text('姓名'),
		email: row.plain('邮箱') || staffAddress(staffNumber),
		phone: row.plain('手机'),
		title: row.text('职务'),
		postIds,
	});
	if (!draft.success && problems.length === 0)
		problems.push(...draftProblems(draft.error, row, columnOf));
	const known = byNumber.get(staffNumber.toLowerCase());
	const disabled = status === '停用';
	const value = draft.success && {
		uid: known?.uid ?? null,
		draft: draft.data,
		disabled,
		unchanged: known !== undefined && isSame(known, draft.data, disabled),
	};
	const name = `${row.text('姓名')} ${staffNumber}`.trim();
	return { row: row.row, name, value: value || null, problems };
}

function isSame(person: Person, draft: PersonDraft, disabled: boolean): boolean {
	const fields = ['name', 'staffNumber', 'email', 'phone', 'title'] as const;
	return (
		person.disabled === disabled &&
		person.postIds.join() === draft.postIds.join() &&
		fields.every((field) => person[field] === draft[field])
	);
}

function readPosts(row: NamedRow, org: Organisation, problems: RowProblem[]): string[] {
	const written = row.text('单位');
	const unit = findUnit(org.units, written);
	if (unit === null) {
		problems.push({ column: '单位', code: 'access/cellUnit', detail: { name: written } });
		return [];
	}
	const main = findPost(org, unit, row.text('岗位'), '岗位', problems);
	const others = row
		.plain('兼任岗位')
		.split(/[、;,\n]/)
		.map((words) => words.trim())
		.filter((words) => words !== '');
	const posts = others.map((words) => {
		const [name = '', ...above] = words.split(':').reverse();
		const other = above.length === 0 ? unit : findUnit(org.units, above.reverse().join(':'));
		if (other !== null) return findPost(org, other, name.trim(), '兼任岗位', problems);
		problems.push({ column: '兼任岗位', code: 'access/cellUnit', detail: { name: words } });
		return null;
	});
	return [...new Set([main, ...posts].flatMap((post) => (post === null ? [] : [post.id])))];
}

function findPost(
	org: Organisation,
	unit: Unit,
	name: string,
	column: string,
	problems: RowProblem[],
): Post | null {
	for (const post of org.posts.values())
		if (post.unitId === unit.id && plainText(post.name) === plainText(name)) return post;
	problems.push({ column, code: 'access/cellPost', detail: { unit: unit.name, name } });
	return null;
}
