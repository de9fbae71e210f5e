import type { Access } from '@wenshu/domain/access/model.ts';
import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import { dayOf, isoOf } from '@wenshu/domain/calendar/model.ts';
import {
	decideSupervision,
	issueSupervision,
	type SupervisionContext,
} from '@wenshu/domain/supervision/decide.ts';
import {
	supervisionCommandSchema,
	supervisionDraftSchema,
	type Supervision,
	type SupervisionCommand,
} from '@wenshu/domain/supervision/model.ts';
import { z } from 'zod';
import { readCalendar } from '../calendar/read-calendar.ts';
import { readCase, recordDeed } from '../flow/case.ts';
import { readDirectory, type OrganisationView } from '../organisation/directory.ts';
import { defineAct, may, type ActContext, type ActDefinition } from '../platform/act.ts';
import { responsibleFor, tellOf, writeSupervision, writeSupervisionChase } from './store.ts';

type Context = ActContext<unknown>;

async function surroundings(
	{ act, actor, now, work }: Context,
	directory: OrganisationView,
	named: string | null,
): Promise<SupervisionContext> {
	const access = named === null ? null : await work.get<Access>(`access/${named}`);
	const { uid, person, unitName } = actor;
	return {
		now,
		actId: act.id,
		calendar: await readCalendar(work),
		actor: {
			uid,
			name: person.name,
			unitName,
			supervises: may(actor, 'supervision.manage'),
			headOf: actor.access.headOf,
		},
		unitName: (id) => directory.unitName(id) || null,
		personIn: () =>
			access === null || access.disabled ? null : { name: access.name, unitIds: access.unitIds },
	};
}

/** Lets a matter take a command and writes all that follows from it. */
export async function moveSupervision(
	context: Context,
	command: SupervisionCommand,
): Promise<Decision<Record<string, unknown>>> {
	const { act, work, actor, now } = context;
	const item = await work.get<Supervision>(`supervisions/${act.target}`);
	if (item === null) return refuse('core/notFound');
	if (act.version !== null && act.version !== item.version) return refuse('core/stale');
	const directory = await readDirectory(work);
	const named = command.verb === 'assign' ? command.uid : null;
	const decided = decideSupervision(item, command, await surroundings(context, directory, named));
	if (!decided.ok) return decided;
	const { item: next, entry } = decided.value;
	writeSupervision(work, decided.value);
	const notices = tellOf(work, next, {
		actId: act.id,
		by: actor.uid,
		to: toldBy(command, next, directory),
		body: `${actor.person.name} · ${tellings[command.verb]}${entry.words === null ? '' : `：${entry.words.slice(0, 120)}`}`,
		now,
		kind: command.verb === 'chase' ? 'urge' : 'supervise',
	});
	if (command.verb === 'chase') {
		const by = { by: actor.uid, byName: actor.person.name, words: entry.words };
		const chase = { actId: act.id, kind: 'urge' as const, ...by, now, notices };
		await writeSupervisionChase(work, next, chase, directory);
	}
	if (command.verb === 'close') await noteOnCase(context, next, `督办销号：${next.title}`);
	return { ok: true, value: { status: next.status, version: next.version } };
}

const tellings: Record<SupervisionCommand['verb'], string> = {
	change: '调整了督办要求',
	assign: '请您承办',
	report: '反馈了办理情况',
	askExtension: '申请延期',
	settleExtension: '答复了延期申请',
	askClosing: '申请销号',
	refuseClosing: '退回了销号申请',
	close: '已销号',
	reopen: '重新启动督办',
	chase: '催办',
};

/** Units hear from supervisors, supervisors from units. */
function toldBy(
	{ verb }: SupervisionCommand,
	item: Supervision,
	directory: OrganisationView,
): string[] {
	if (verb === 'report' || verb === 'askExtension' || verb === 'askClosing')
		return [item.createdBy];
	const responsible = responsibleFor(item, directory);
	if (verb === 'assign' || verb === 'chase') return responsible;
	return [...directory.headsOfUnit(item.leadUnitId), ...responsible];
}

/** On the record of the case a matter points at; the case itself stays where it is (routing 32). */
async function noteOnCase(
	context: Context,
	item: Supervision,
	note: string,
): Promise<Decision<null>> {
	if (item.source === null) return { ok: true, value: null };
	const found = await readCase(context, item.source.instanceId);
	if (!found.ok) return found;
	recordDeed(context, found.value, { verb: 'supervise', note, taskId: null });
	return { ok: true, value: null };
}

const issue = defineAct({
	type: 'supervision/issue',
	permission: 'supervision.manage',
	input: supervisionDraftSchema,
	async run(context) {
		const { act, input, work, actor, now } = context;
		await work.get(`supervisions/${act.target}`);
		const directory = await readDirectory(work);
		const source = await sourceOf(context, input.instanceId);
		if (!source.ok) return source;
		const made = issueSupervision(
			act.target,
			input,
			source.value,
			await surroundings(context, directory, null),
		);
		if (!made.ok) return made;
		const { item } = made.value;
		writeSupervision(work, made.value);
		const day = isoOf(dayOf(item.dueAt));
		const units = [item.leadUnitId, ...item.assistUnitIds];
		tellOf(work, item, {
			actId: act.id,
			by: actor.uid,
			to: units.flatMap((id) => directory.headsOfUnit(id)),
			body: `${actor.person.name} · 督办立项，责任单位${item.leadUnitName}，期限 ${day}`,
			now,
			kind: 'supervise',
		});
		const noted = await noteOnCase(
			context,
			item,
			`督办立项：${item.title}（责任单位${item.leadUnitName}，期限 ${day}）`,
		);
		return noted.ok ? { ok: true, value: { id: item.id } } : noted;
	},
});

async function sourceOf(
	context: Context,
	instanceId: string | null,
): Promise<Decision<Supervision['source']>> {
	if (instanceId === null) return { ok: true, value: null };
	const found = await readCase(context, instanceId);
	if (!found.ok) return found;
	const { title, number, link } = found.value.instance;
	return { ok: true, value: { instanceId, title, number, link } };
}

/** An act for each verb; its input is the command without the verb, its target the matter. */
const moves: ActDefinition[] = (
	[
		{ type: 'supervision/change', verb: 'change' },
		{ type: 'supervision/assign', verb: 'assign' },
		{ type: 'supervision/report', verb: 'report' },
		{ type: 'supervision/askExtension', verb: 'askExtension' },
		{ type: 'supervision/settleExtension', verb: 'settleExtension' },
		{ type: 'supervision/askClosing', verb: 'askClosing' },
		{ type: 'supervision/refuseClosing', verb: 'refuseClosing' },
		{ type: 'supervision/close', verb: 'close' },
		{ type: 'supervision/reopen', verb: 'reopen' },
		{ type: 'supervision/chase', verb: 'chase' },
	] as const satisfies { verb: SupervisionCommand['verb']; type: string }[]
).map(({ type, verb }) =>
	defineAct({
		type,
		input: z
			.record(z.string(), z.unknown())
			.transform((input) => ({ ...input, verb }))
			.pipe(supervisionCommandSchema),
		run: (context) => moveSupervision(context, context.input),
	}),
);

/** Acts on matters under supervision (督办, SV-1 to SV-10). */
export const supervisionActs = [issue, ...moves];
