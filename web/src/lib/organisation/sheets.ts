import {
	peopleColumns,
	readPeopleSheet,
	writePeopleSheet,
} from '@wenshu/domain/access/people-sheet.ts';
import { postColumns, readPostsSheet, writePostsSheet } from '@wenshu/domain/access/posts-sheet.ts';
import type { Person, Post } from '@wenshu/domain/access/model.ts';
import type { Cell, SheetReading } from '@wenshu/domain/access/sheet.ts';
import { readUnitsSheet, unitColumns, writeUnitsSheet } from '@wenshu/domain/access/units-sheet.ts';
import { directory } from '../platform/directory.svelte.ts';
import { organisation } from './organisation.svelte.ts';
import { m } from './words.ts';

/** What a row of a sheet would do. */
export interface PlannedRow {
	isNew: boolean;
	/** Whether all is exactly so already. */
	unchanged: boolean;
	/** What the act takes of the row. */
	input: object;
}

/** What goes in and out as a spreadsheet. */
export type SheetName = 'units' | 'people' | 'posts';

/** One kind of sheet: its texts, the act that takes it, and both ways between cells and rows. */
interface Sheet {
	name: string;
	importTitle: string;
	importHint: string;
	columns: readonly string[];
	act: string;
	read: (cells: Cell[][]) => SheetReading<PlannedRow>;
}

const newId = () => crypto.randomUUID();

/** Reads a sheet, and turns each row that can be taken into its plan. */
function plan<T extends { unchanged: boolean }>(
	reading: SheetReading<T>,
	isNew: (value: T) => boolean,
	input: (value: T) => object,
): SheetReading<PlannedRow> {
	if (!reading.ok) return reading;
	const rows = reading.rows.map((row) => {
		const { value } = row;
		return {
			...row,
			value: value && {
				isNew: isNew(value),
				unchanged: value.unchanged,
				input: { row: row.row, ...input(value) },
			},
		};
	});
	return { ok: true, rows };
}

/** The kinds of sheets of the administration. */
export const sheets: Record<SheetName, Sheet> = {
	units: {
		get name() {
			return m.units;
		},
		get importTitle() {
			return m.importUnits;
		},
		get importHint() {
			return m.importUnitsHint;
		},
		columns: unitColumns,
		act: 'unit/import',
		read: (cells) =>
			plan(
				readUnitsSheet(cells, organisation, newId),
				(unit) => unit.isNew,
				({ id, parentId, draft }) => ({ id, parentId, draft }),
			),
	},
	posts: {
		get name() {
			return m.posts;
		},
		get importTitle() {
			return m.importPosts;
		},
		get importHint() {
			return m.importPostsHint;
		},
		columns: postColumns,
		act: 'post/import',
		read: (cells) =>
			plan(
				readPostsSheet(cells, organisation, newId),
				(post) => post.isNew,
				({ id, draft }) => ({ id, draft }),
			),
	},
	people: {
		get name() {
			return m.people;
		},
		get importTitle() {
			return m.importPeople;
		},
		get importHint() {
			return m.importHint;
		},
		columns: peopleColumns,
		act: 'person/import',
		read: (cells) =>
			plan(
				readPeopleSheet(cells, organisation),
				(person) => person.uid === null,
				({ uid, draft, disabled }) => ({ uid: uid ?? newId(), draft, disabled }),
			),
	},
};

/** What a list shows, as a sheet with its header; all of it where the list has no filter of its own. */
export function exportedRows(
	what: SheetName,
	{ people, posts }: { people?: readonly Person[]; posts?: readonly Post[] },
): string[][] {
	if (what === 'units') return writeUnitsSheet(organisation);
	if (what === 'posts') return writePostsSheet(posts ?? organisation.postsInOrder, organisation);
	return writePeopleSheet(people ?? directory.people, organisation);
}
