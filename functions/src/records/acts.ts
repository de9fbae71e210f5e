import { grant, refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import { moduleById } from '@wenshu/domain/modules/index.ts';
import {
	createRecord,
	demand,
	removeRecord,
	restoreRecord,
	takeStep,
	updateRecord,
	type RecordContext,
	type RecordEffect,
	type RecordInput,
} from '@wenshu/domain/records/decide.ts';
import { recordInputs, type StoredRecord } from '@wenshu/domain/records/model.ts';
import type { AnyModule } from '@wenshu/domain/records/module.ts';
import { defineAct, type ActContext, type ActDefinition } from '../platform/act.ts';
import { initialsOf } from './initials.ts';
import {
	checkReferences,
	claimKeys,
	loadRecord,
	nextNumber,
	paths,
	releaseKeys,
	writeRecord,
} from './store.ts';

type Outcome = Decision<Record<string, unknown>>;

function contextOf({ actor, now }: ActContext<unknown>): RecordContext {
	return {
		actor: {
			uid: actor.uid,
			name: actor.person.name,
			unitId: actor.person.unitId,
			unitName: actor.unitName,
			permissions: actor.access.permissions,
		},
		at: now,
		initials: initialsOf,
	};
}

/** Runs an act within a module that exists. */
function inModule<Input extends { module: string }>(
	run: (context: ActContext<Input>, module: AnyModule) => Promise<Outcome>,
) {
	return async (context: ActContext<Input>): Promise<Outcome> => {
		const module = moduleById(context.input.module);
		return module === undefined ? refuse('record/unknownModule') : run(context, module);
	};
}

function answer(effect: RecordEffect): Outcome {
	const { id, version, title, number } = effect.item;
	return grant({ id, version, title, number });
}

/** A record that stands, with the refusal people can act on when it does not. */
async function standing(
	context: ActContext<unknown>,
	module: AnyModule,
): Promise<Decision<StoredRecord>> {
	const { work, act } = context;
	await work.getAll([paths.item(module, act.target), paths.removed(module, act.target)]);
	const record = await loadRecord(work, module, act.target);
	if (record !== null) return grant(record);
	const removed = await loadRecord(work, module, act.target, 'removed');
	return refuse(removed === null ? 'core/notFound' : 'record/removed');
}

/** Checks people, units and unique values of a decided record, then writes it. */
async function settle(
	context: ActContext<unknown>,
	module: AnyModule,
	before: StoredRecord | null,
	effect: RecordEffect,
): Promise<Decision<null>> {
	const { work } = context;
	const known = await checkReferences(work, module, {
		...effect.item.values,
		...effect.confidential?.values,
	});
	if (!known.ok) return known;
	const claimed = await claimKeys(work, module, before, effect.item);
	if (!claimed.ok) return claimed;
	writeRecord(work, module, effect);
	return grant(null);
}

async function register(
	context: ActContext<unknown>,
	module: AnyModule,
	id: string,
	input: RecordInput,
	act: 'create' | 'import',
): Promise<Decision<RecordEffect>> {
	const { work, now } = context;
	await work.getAll([paths.item(module, id), paths.removed(module, id)]);
	const taken =
		(await loadRecord(work, module, id)) ?? (await loadRecord(work, module, id, 'removed'));
	if (taken !== null) return refuse('record/exists');
	// Decided once without a number, so that a refused record uses none up.
	const tried = createRecord(module, id, input, null, contextOf(context), act);
	if (!tried.ok) return tried;
	const known = await checkReferences(work, module, {
		...tried.value.item.values,
		...tried.value.confidential?.values,
	});
	if (!known.ok) return known;
	const claimed = await claimKeys(work, module, null, tried.value.item);
	if (!claimed.ok) return claimed;
	const number = await nextNumber(work, module, now);
	const decided = createRecord(module, id, input, number, contextOf(context), act);
	if (decided.ok) writeRecord(work, module, decided.value);
	return decided;
}

const create = defineAct({
	type: 'record/create',
	input: recordInputs.create,
	secret: ['confidential'],
	run: inModule(async (context, module) => {
		const created = await register(context, module, context.act.target, context.input, 'create');
		return created.ok ? answer(created.value) : created;
	}),
});

const update = defineAct({
	type: 'record/update',
	input: recordInputs.update,
	secret: ['confidential'],
	run: inModule(async (context, module) => {
		const before = await standing(context, module);
		if (!before.ok) return before;
		const { act, input } = context;
		const decided = updateRecord(module, before.value, input, act.version, contextOf(context));
		if (!decided.ok) return decided;
		const settled = await settle(context, module, before.value, decided.value);
		return settled.ok ? answer(decided.value) : settled;
	}),
});

const step = defineAct({
	type: 'record/step',
	input: recordInputs.step,
	run: inModule(async (context, module) => {
		const before = await standing(context, module);
		if (!before.ok) return before;
		const { act, input, work } = context;
		const decided = takeStep(module, before.value, input.step, act.version, contextOf(context));
		if (!decided.ok) return decided;
		writeRecord(work, module, decided.value);
		return answer(decided.value);
	}),
});

const remove = defineAct({
	type: 'record/remove',
	input: recordInputs.remove,
	run: inModule(async (context, module) => {
		const before = await standing(context, module);
		if (!before.ok) return before;
		const { act, input, work } = context;
		const decided = removeRecord(
			module,
			before.value,
			input.reason,
			act.version,
			contextOf(context),
		);
		if (!decided.ok) return decided;
		await releaseKeys(work, module, before.value);
		writeRecord(work, module, decided.value);
		return answer(decided.value);
	}),
});

const restore = defineAct({
	type: 'record/restore',
	input: recordInputs.restore,
	run: inModule(async (context, module) => {
		const { act, work } = context;
		const before = await loadRecord(work, module, act.target, 'removed');
		if (before === null) return refuse('core/notFound');
		const decided = restoreRecord(module, before, contextOf(context));
		if (!decided.ok) return decided;
		const claimed = await claimKeys(work, module, null, decided.value.item);
		if (!claimed.ok) return claimed;
		writeRecord(work, module, decided.value);
		return answer(decided.value);
	}),
});

/** Rows that are in order are registered; the others come back with their row and reason. */
const importRows = defineAct({
	type: 'record/import',
	input: recordInputs.import,
	secret: ['confidential'],
	run: inModule(async (context, module) => {
		const { input, work } = context;
		const allowed = demand(module, contextOf(context).actor, 'write');
		if (!allowed.ok) return allowed;
		if (module.importable !== true) return refuse('record/notImportable');
		await work.getAll(
			input.rows.flatMap(({ id }) => [paths.item(module, id), paths.removed(module, id)]),
		);
		const failed: { row: number; code: string; detail: Record<string, string> }[] = [];
		for (const { id, row, values } of input.rows) {
			const confidential = input.confidential?.[id];
			const created = await register(context, module, id, { values, confidential }, 'import');
			if (!created.ok) failed.push({ row, code: created.code, detail: created.detail ?? {} });
		}
		return grant({ created: input.rows.length - failed.length, failed });
	}),
});

/** Acts of the record registry. */
export const recordActs: ActDefinition[] = [create, update, step, remove, restore, importRows];
