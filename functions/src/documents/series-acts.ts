import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import type { Series } from '@wenshu/domain/document/model.ts';
import { officeYear } from '@wenshu/domain/document/number.ts';
import {
	seriesInputSchema,
	type NumberEntry,
	type SeriesInput,
} from '@wenshu/domain/document/numbering.ts';
import { defineAct, type ActContext } from '../platform/act.ts';
import { heldCounter, putCounter } from './numbering.ts';

type Context = ActContext<SeriesInput>;

/** No other series may give the same numbers. */
async function codeIsFree({ work, act }: Context, code: string): Promise<Decision<true>> {
	const same = await work.query<Series>((db) => db.collection('series').where('code', '==', code));
	const other = same.find(({ id }) => id !== act.target);
	return other === undefined
		? { ok: true, value: true }
		: refuse('document/codeTaken', { code, name: other.name });
}

/**
 * Whether the series has given no number. The counter of this year is written with the change, so that
 * who takes the first number at this moment makes one of the two start afresh.
 */
async function isUnused({ work, act, now }: Context): Promise<boolean> {
	const given = await work.query<NumberEntry>((db) =>
		db.collection('numbers').where('seriesId', '==', act.target).limit(1),
	);
	const counter = await heldCounter(work, act.target, officeYear(now));
	if (given.length > 0 || counter.next > 1 || (counter.ahead ?? []).length > 0) return false;
	putCounter(work, act.target, counter);
	return true;
}

async function create(context: Context): Promise<Decision<Record<string, unknown>>> {
	const { work, act, input } = context;
	if ((await work.get(`series/${act.target}`)) !== null) return refuse('document/seriesExists');
	const free = await codeIsFree(context, input.code);
	if (!free.ok) return free;
	work.create(`series/${act.target}`, { id: act.target, ...input });
	return { ok: true, value: { id: act.target } };
}

async function change(context: Context): Promise<Decision<Record<string, unknown>>> {
	const { work, act, input } = context;
	const before = await work.get<Series>(`series/${act.target}`);
	if (before === null) return refuse('document/seriesMissing');
	const isOther = before.code !== input.code;
	if (isOther) {
		const free = await codeIsFree(context, input.code);
		if (!free.ok) return free;
	}
	if ((isOther || before.direction !== input.direction) && !(await isUnused(context)))
		return isOther
			? refuse('document/codeInUse', { code: before.code })
			: refuse('document/directionInUse');
	work.put(`series/${act.target}`, { id: act.target, ...input });
	return { ok: true, value: { id: act.target } };
}

/** Acts on number series (编号序列); the target is the series. */
export const seriesActs = [
	defineAct({
		type: 'series/create',
		permission: 'template.manage',
		input: seriesInputSchema,
		run: create,
	}),
	defineAct({
		type: 'series/change',
		permission: 'template.manage',
		input: seriesInputSchema,
		run: change,
	}),
];
