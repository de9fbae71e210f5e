import type { Organisation } from './compute-access.ts';
import type { Post } from './model.ts';
import { changePost, createPost, postDraftSchema, type PostDraft } from './posts.ts';
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

/** Columns of the posts sheet, in their order. */
export const postColumns = ['单位', '岗位', '单位负责人', '级别序号'] as const;

const columnOf: Record<string, string> = { name: '岗位', rank: '级别序号' };
/** Rank of a post whose row names none, as in the form. */
const USUAL_RANK = 300;

/** A row that can be taken over; roles and permissions are given in the matrix. */
export interface PostRow {
	id: string;
	/** Whether the post is made by this row; a known one keeps its unit. */
	isNew: boolean;
	draft: PostDraft;
	/** Whether the post is exactly so already. */
	unchanged: boolean;
}

/**
 * AC-20: reads a posts sheet; a known name in its unit changes that post, others make new ones. `newId`
 * makes ids.
 */
export function readPostsSheet(
	cells: readonly (readonly Cell[])[],
	org: Organisation,
	newId: () => string,
): SheetReading<PostRow> {
	// By name: the organisation of a screen is an object with getters, which spreading loses.
	const { units, roles, people } = org;
	const posts = new Map(org.posts);
	const seen = new Map<string, number>();
	return readSheet(cells, ['单位', '岗位'], (row) => {
		const read = readPost(row, { units, roles, people, posts }, newId);
		const { value } = read;
		if (value === null) return read;
		const first = seen.get(value.id);
		if (first !== undefined) {
			const detail = { column: '岗位', row: String(first) };
			const twice: RowProblem = { column: '岗位', code: 'access/cellTwice', detail };
			return { ...read, value: null, problems: [twice] };
		}
		seen.set(value.id, row.row);
		return read;
	});
}

/** Posts as a sheet that {@link readPostsSheet} reads back, header first. */
export function writePostsSheet(posts: readonly Post[], org: Organisation): string[][] {
	const rows = posts.map((post) => [
		unitWords(org.units, post.unitId),
		post.name,
		post.isHead ? '是' : '否',
		String(post.rank),
	]);
	return [[...postColumns], ...rows];
}

function readPost(
	row: NamedRow,
	org: Organisation & { posts: Map<string, Post> },
	newId: () => string,
): SheetRow<PostRow> {
	const name = row.text('岗位');
	const failed = (...problems: RowProblem[]): SheetRow<PostRow> => ({
		row: row.row,
		name: `${row.text('单位')} ${name}`.trim(),
		value: null,
		problems,
	});
	const written = row.text('单位');
	if (written === '')
		return failed({ column: '单位', code: 'access/cellMissing', detail: { column: '单位' } });
	const unit = findUnit(org.units, written);
	if (unit === null)
		return failed({ column: '单位', code: 'access/cellUnit', detail: { name: written } });
	const known = [...org.posts.values()].find(
		(post) => post.unitId === unit.id && plainText(post.name) === plainText(name),
	);
	const head = row.plain('单位负责人');
	if (!['', '是', '否'].includes(head))
		return failed({
			column: '单位负责人',
			code: 'access/cellInvalid',
			detail: { column: '单位负责人' },
		});
	const rank = row.plain('级别序号');
	const draft = postDraftSchema.safeParse({
		name: known?.name ?? name,
		unitId: unit.id,
		isHead: head === '' ? (known?.isHead ?? false) : head === '是',
		rank: rank === '' ? (known?.rank ?? USUAL_RANK) : Number(rank),
	});
	if (!draft.success) return failed(...draftProblems(draft.error, row, columnOf));
	const id = known?.id ?? newId();
	const { unitId: _, ...change } = draft.data;
	const decided = known ? changePost(org, id, change) : createPost(org, id, draft.data);
	if (!decided.ok) {
		const { code, detail } = decided;
		return failed({ column: null, code, ...(detail === undefined ? {} : { detail }) });
	}
	org.posts.set(id, decided.value);
	const unchanged = known?.isHead === draft.data.isHead && known.rank === draft.data.rank;
	const value = { id, isNew: known === undefined, draft: draft.data, unchanged };
	return { row: row.row, name: `${unit.shortName} ${draft.data.name}`, value, problems: [] };
}
