import { peopleAffected } from '@wenshu/domain/access/compute-access.ts';
import { idSchema, type Unit } from '@wenshu/domain/access/model.ts';
import {
	changeUnit,
	createUnit,
	moveUnit,
	removeUnit,
	subtree,
	unitDraftSchema,
} from '@wenshu/domain/access/units.ts';
import { grant } from '@wenshu/domain/core/decision.ts';
import { z } from 'zod';
import { defineAct, type ActContext } from '../platform/act.ts';
import { finishAccessUpdate, updateAccess } from './access-update.ts';
import { given } from './given.ts';
import { readHolders, readNamedInFlows, readOrganisation } from './organisation.ts';
import { rowRefusal } from './row-refusal.ts';

const permission = 'org.manage';
const parentId = idSchema.nullable();

function write({ work }: ActContext<unknown>, units: readonly Unit[]): void {
	for (const unit of units) work.put(`units/${unit.id}`, unit);
}

const create = defineAct({
	type: 'unit/create',
	permission,
	input: unitDraftSchema.extend({ parentId }),
	async run(context) {
		const { parentId: above, ...draft } = context.input;
		const org = await readOrganisation(context.work);
		const unit = createUnit(org.units, context.act.target, draft, above);
		if (!unit.ok) return unit;
		write(context, [unit.value]);
		return grant({});
	},
});

const change = defineAct({
	type: 'unit/change',
	permission,
	input: unitDraftSchema.partial(),
	async run(context) {
		const org = await readOrganisation(context.work);
		const unit = changeUnit(org.units, context.act.target, given(context.input));
		if (!unit.ok) return unit;
		write(context, [unit.value]);
		return grant({});
	},
});

const move = defineAct({
	type: 'unit/move',
	permission,
	input: z.object({ parentId: idSchema, beforeId: idSchema.nullable() }),
	async run(context) {
		const { act, work, now, input } = context;
		const org = await readOrganisation(work);
		const moved = moveUnit(org.units, act.target, input.parentId, input.beforeId);
		if (!moved.ok) return moved;
		write(context, moved.value);
		for (const unit of moved.value) org.units.set(unit.id, unit);
		const below = new Set(subtree(org.units, act.target));
		const posts = [...org.posts.values()].filter((post) => below.has(post.unitId));
		const postIds = posts.map((post) => post.id);
		await readHolders(work, org, postIds);
		const uids = peopleAffected(org, { postIds }).map((person) => person.uid);
		const updated = await updateAccess(work, act.id, now, org, uids);
		return updated.ok ? grant({ units: moved.value.length, people: uids.length }) : updated;
	},
	async after(act) {
		await finishAccessUpdate(act.id);
		return undefined;
	},
});

const remove = defineAct({
	type: 'unit/remove',
	permission,
	input: z.object({}),
	async run({ act, work }) {
		const org = await readOrganisation(work);
		const posts = [...org.posts.values()].filter((post) => post.unitId === act.target);
		await readHolders(
			work,
			org,
			posts.map((post) => post.id),
		);
		const removed = removeUnit(org, act.target, await readNamedInFlows(work));
		if (!removed.ok) return removed;
		work.delete(`units/${act.target}`);
		for (const id of removed.value.postIds) work.delete(`posts/${id}`);
		return grant({ name: removed.value.unit.name });
	},
});

const importRow = z.object({
	/** Row of the sheet, for refusals. */
	row: z.number().int(),
	id: idSchema,
	parentId,
	draft: unitDraftSchema,
});

const importUnits = defineAct({
	type: 'unit/import',
	permission,
	input: z.object({ rows: z.array(importRow).min(1).max(200) }),
	async run(context) {
		const org = await readOrganisation(context.work);
		for (const { row, id, parentId: above, draft } of context.input.rows) {
			const unit = org.units.has(id)
				? changeUnit(org.units, id, draft)
				: createUnit(org.units, id, draft, above);
			if (!unit.ok) return rowRefusal(row, unit);
			org.units.set(id, unit.value);
			write(context, [unit.value]);
		}
		return grant({ units: context.input.rows.length });
	},
});

/** Acts on units (机构). */
export const unitActs = [create, change, move, remove, importUnits];
