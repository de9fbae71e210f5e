import type { Unit } from '@wenshu/domain/access/model.ts';
import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { officeDate, officeYear } from '@wenshu/domain/document/number.ts';
import {
	extended,
	mayLoseNumber,
	mayReserveYear,
	released,
	reserveSchema,
	setAside,
	voided,
	type NumberEntry,
} from '@wenshu/domain/document/numbering.ts';
import { openTasks, stepOf } from '@wenshu/domain/flow/graph.ts';
import { z } from 'zod';
import { recordDeed } from '../flow/case.ts';
import { refreshTasks } from '../flow/tasks.ts';
import { defineAct, type ActContext } from '../platform/act.ts';
import { readDocumentCase, type DocumentCase } from './acts.ts';
import { byOf, heldCounter, newEntry, openSeries, putCounter } from './numbering.ts';
import { factsOf } from './subject.ts';

type Answer = Promise<Decision<Record<string, unknown>>>;

/** 预留: sets numbers of a series aside; the target is the series. */
async function reserve(context: ActContext<z.output<typeof reserveSchema>>): Answer {
	const { work, act, actor, input, now } = context;
	const year = input.year ?? officeYear(now);
	const inTime = mayReserveYear(year, now);
	if (!inTime.ok) return inTime;
	if (input.until < officeDate(now)) return refuse('document/reserveUntil');
	await work.getAll([`series/${act.target}`, `units/${input.unitId}`]);
	const series = await openSeries(work, act.target);
	if (!series.ok) return series;
	const unit = await work.get<Unit>(`units/${input.unitId}`);
	if (unit === null) return refuse('document/unitMissing');
	const aside = setAside(await heldCounter(work, act.target, year), input.from, input.count);
	if (!aside.ok) return aside;
	putCounter(work, act.target, aside.value.counter);
	const { purpose, unitId, until } = input;
	const by = { by: actor.uid, byName: actor.person.name, at: now };
	const reservation = { purpose, unitId, unitName: unit.shortName || unit.name, until, ...by };
	const entries = aside.value.sequences.map((sequence): NumberEntry => {
		return { ...newEntry(series.value, year, sequence), state: 'reserved', reservation };
	});
	for (const entry of entries) work.create(`numbers/${entry.id}`, entry);
	return { ok: true, value: { numbers: entries.map(({ number }) => number) } };
}

/** Reads the line of the register that an act is about. */
async function lineOf({ work, act }: ActContext<unknown>): Promise<Decision<NumberEntry>> {
	const entry = await work.get<NumberEntry>(`numbers/${act.target}`);
	return entry === null ? refuse('core/notFound') : { ok: true, value: entry };
}

/** The document of a number with its case, and whether it stands at the step that numbers it. */
async function holderOf(
	context: ActContext<unknown>,
	documentId: string,
): Promise<Decision<{ found: DocumentCase; atNumberStep: boolean }>> {
	const found = await readDocumentCase({ ...context, act: { ...context.act, target: documentId } });
	if (!found.ok) return found;
	const { flow, instance } = found.value;
	const atNumberStep = openTasks(instance.state).some((task) => {
		const run = instance.state.runs[task.runId];
		return run !== undefined && stepOf(flow, run.nodeId).duties.includes('number');
	});
	return { ok: true, value: { found: found.value, atNumberStep } };
}

/** 作废: the number is never used again; a document that still can be numbered loses it and gets another. */
async function makeVoid(context: ActContext<{ reason: string }>): Answer {
	const { work, act, actor, input, now } = context;
	const line = await lineOf(context);
	if (!line.ok) return line;
	const closed = voided(line.value, input.reason, byOf(actor, now));
	if (!closed.ok) return closed;
	work.put(`numbers/${act.target}`, closed.value);
	const { documentId, number } = line.value;
	const holder =
		documentId !== null && (await work.get(`documents/${documentId}`)) !== null
			? await holderOf(context, documentId)
			: null;
	if (holder === null) return { ok: true, value: { number } };
	if (!holder.ok) return holder;
	const { found, atNumberStep } = holder.value;
	const allowed = mayLoseNumber(found.document, atNumberStep);
	if (!allowed.ok) return allowed;
	if (allowed.value === 'ended' || found.document.number !== number)
		return { ok: true, value: { number } };
	const next: OfficialDocument = {
		...found.document,
		number: null,
		status: 'signed',
		version: found.document.version + 1,
		updatedAt: now,
	};
	work.put(`documents/${next.id}`, next);
	await refreshTasks(work, factsOf(next));
	recordDeed(context, found, {
		verb: 'number',
		taskId: null,
		note: `${number}作废：${input.reason}`,
		facts: { number: null },
	});
	return { ok: true, value: { number } };
}

const reason = z.object({ reason: z.string().trim().min(1).max(200) });

/** Acts on the register of numbers (编号登记簿); the target is a series, or a line of the register. */
export const numberActs = [
	defineAct({
		type: 'number/reserve',
		permission: 'document.number',
		input: reserveSchema,
		run: reserve,
	}),
	defineAct({
		type: 'number/release',
		permission: 'document.number',
		input: reason,
		async run(context) {
			const line = await lineOf(context);
			if (!line.ok) return line;
			const { actor, now, input, work, act } = context;
			const closed = released(line.value, input.reason, byOf(actor, now));
			if (!closed.ok) return closed;
			work.put(`numbers/${act.target}`, closed.value);
			return { ok: true, value: { number: line.value.number } };
		},
	}),
	defineAct({
		type: 'number/extend',
		permission: 'document.number',
		input: z.object({ until: z.iso.date() }),
		async run(context) {
			const line = await lineOf(context);
			if (!line.ok) return line;
			const { now, input, work, act } = context;
			const longer = extended(line.value, input.until, officeDate(now));
			if (!longer.ok) return longer;
			work.put(`numbers/${act.target}`, longer.value);
			return { ok: true, value: { number: line.value.number } };
		},
	}),
	defineAct({
		type: 'number/void',
		permission: 'document.number',
		input: reason,
		run: makeVoid,
	}),
];
