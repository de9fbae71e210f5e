import { dayOfIso, dayOf, type Calendar } from '../calendar/model.ts';
import { grant, refuse, type Decision } from '../core/decision.ts';
import type { SupervisionRefusal } from './messages.ts';
import type {
	Supervision,
	SupervisionCommand,
	SupervisionDraft,
	SupervisionEntry,
	SupervisionVerb,
} from './model.ts';
import { dueOn, feedbackAfter, nextSupervisionChase } from './timing.ts';

/** What surrounds a decision. */
export interface SupervisionContext {
	now: Date;
	actId: string;
	calendar: Calendar;
	actor: {
		uid: string;
		name: string;
		unitName: string;
		supervises: boolean;
		headOf: readonly string[];
	};
	unitName: (id: string) => string | null;
	/** Units of the posts of an active person; null when there is no such person. */
	personIn: (uid: string) => { name: string; unitIds: readonly string[] } | null;
}

/** A matter after a command, and the line of its story. */
export interface SupervisionOutcome {
	item: Supervision;
	entry: SupervisionEntry;
}
type Decided = Decision<SupervisionOutcome, SupervisionRefusal>;
interface Change {
	verb: SupervisionVerb;
	part?: Partial<Supervision>;
	words?: string;
	note?: string;
}
type Planned = Decision<Change, SupervisionRefusal>;
type CommandOf<Verb> = Extract<SupervisionCommand, { verb: Verb }>;

/** Takes a matter under supervision (SV-1, SV-2). */
export function issueSupervision(
	id: string,
	draft: SupervisionDraft,
	source: Supervision['source'],
	context: SupervisionContext,
): Decided {
	const { actor, now, calendar } = context;
	if (!actor.supervises) return refuse('supervision/onlySupervisor');
	const facts = factsOf(draft, context);
	if (!facts.ok) return facts;
	if (facts.value.dueAt <= now) return refuse('supervision/pastDay');
	const item: Supervision = {
		...facts.value,
		id,
		source,
		status: 'issued',
		handler: null,
		handlerName: null,
		firstDueAt: facts.value.dueAt,
		extensions: 0,
		extension: null,
		nextFeedbackAt: feedbackAfter(calendar, draft.feedback, now),
		progress: 0,
		reports: 0,
		lastReportAt: null,
		lastReport: null,
		nextChaseAt: null,
		chasedAt: null,
		chases: 0,
		createdBy: actor.uid,
		createdByName: actor.name,
		createdAt: now,
		closedAt: null,
		updatedAt: now,
		readers: [],
		version: 0,
	};
	return grant(write(item, { verb: 'issue', words: draft.requirement }, context));
}

/** What a draft says of a matter, with names and the moment it is due. */
function factsOf(draft: SupervisionDraft, { calendar, unitName }: SupervisionContext) {
	const { dueDay, instanceId: _, ...plain } = draft;
	const assistUnitIds = [...new Set(draft.assistUnitIds)];
	if (assistUnitIds.includes(draft.leadUnitId)) return refuse('supervision/leadAssists' as const);
	const names = [draft.leadUnitId, ...assistUnitIds].map(unitName);
	const known = names.filter((name) => name !== null);
	if (known.length < names.length) return refuse('supervision/noUnit' as const);
	const [leadUnitName = '', ...assistUnitNames] = known;
	const dueAt = dueOn(calendar, dueDay);
	return grant({ ...plain, assistUnitIds, leadUnitName, assistUnitNames, dueAt });
}

/** Decides what somebody asks of a matter under supervision. */
export function decideSupervision(
	item: Supervision,
	command: SupervisionCommand,
	context: SupervisionContext,
): Decided {
	const planned = plan(item, command, context);
	if (!planned.ok) return planned;
	return grant(write(item, planned.value, context));
}

/** Verbs of the supervisor; all others belong to the units. */
const SUPERVISORS = ['change', 'settleExtension', 'refuseClosing', 'close', 'reopen', 'chase'];

function plan(
	item: Supervision,
	command: SupervisionCommand,
	context: SupervisionContext,
): Planned {
	if (SUPERVISORS.includes(command.verb) && !context.actor.supervises)
		return refuse('supervision/onlySupervisor');
	if (item.status === 'closed' && command.verb !== 'reopen') return refuse('supervision/closed');
	switch (command.verb) {
		case 'change':
			return change(item, command, context);
		case 'assign':
			return assign(item, command, context);
		case 'report':
			return report(item, command, context);
		case 'askExtension':
			return askExtension(item, command, context);
		case 'settleExtension':
			return settleExtension(item, command, context);
		case 'askClosing':
			return askClosing(item, command, context);
		case 'refuseClosing':
			if (item.status !== 'closing') return refuse('supervision/notClosing');
			return grant({
				verb: 'refuseClosing',
				words: command.reason,
				part: {
					status: 'running',
					nextFeedbackAt: feedbackAfter(context.calendar, item.feedback, context.now),
				},
			});
		case 'close':
			if (item.status !== 'closing' && command.words === '')
				return refuse('supervision/wordsToClose');
			return grant({
				verb: 'close',
				words: command.words,
				part: {
					status: 'closed',
					closedAt: context.now,
					extension: null,
					nextFeedbackAt: null,
				},
			});
		case 'reopen':
			return reopen(item, command, context);
		case 'chase':
			return grant({
				verb: 'chase',
				words: command.words,
				part: { chases: item.chases + 1 },
			});
	}
}

function change(
	item: Supervision,
	{ draft, reason }: CommandOf<'change'>,
	context: SupervisionContext,
): Planned {
	const facts = factsOf(draft, context);
	if (!facts.ok) return facts;
	const isMoved = facts.value.dueAt.getTime() !== item.dueAt.getTime();
	if (isMoved && facts.value.dueAt <= context.now) return refuse('supervision/pastDay');
	const isOtherUnit = facts.value.leadUnitId !== item.leadUnitId;
	const samePeriod =
		JSON.stringify(draft.feedback) === JSON.stringify(item.feedback) && !isOtherUnit;
	return grant({
		verb: 'change',
		words: reason,
		part: {
			...facts.value,
			...(isOtherUnit && { handler: null, handlerName: null, status: 'issued' as const }),
			nextFeedbackAt: samePeriod
				? item.nextFeedbackAt
				: feedbackAfter(context.calendar, draft.feedback, context.now),
		},
	});
}

const isHead = (item: Supervision, { actor }: SupervisionContext) =>
	actor.headOf.includes(item.leadUnitId);
const isResponsible = (item: Supervision, context: SupervisionContext) =>
	item.handler === context.actor.uid || isHead(item, context);
const assists = (item: Supervision, { actor }: SupervisionContext) =>
	item.assistUnitIds.some((id) => actor.headOf.includes(id));

function assign(
	item: Supervision,
	{ uid }: CommandOf<'assign'>,
	context: SupervisionContext,
): Planned {
	if (!isHead(item, context)) return refuse('supervision/onlyHead');
	const person = context.personIn(uid);
	if (person?.unitIds.includes(item.leadUnitId) !== true)
		return refuse('supervision/notInUnit', { name: person?.name ?? uid });
	return grant({
		verb: 'assign',
		note: person.name,
		part: { handler: uid, handlerName: person.name },
	});
}

function report(
	item: Supervision,
	{ words, progress }: CommandOf<'report'>,
	context: SupervisionContext,
): Planned {
	const { now, calendar } = context;
	if (item.status === 'closing') return refuse('supervision/closing');
	if (!isResponsible(item, context)) {
		if (!assists(item, context)) return refuse('supervision/notYours');
		return grant({ verb: 'report', words, note: '协办反馈', part: { reports: item.reports + 1 } });
	}
	return grant({
		verb: 'report',
		words,
		note: `进度 ${progress}%`,
		part: {
			status: 'running',
			progress,
			reports: item.reports + 1,
			lastReportAt: now,
			lastReport: words,
			nextFeedbackAt: feedbackAfter(calendar, item.feedback, now),
		},
	});
}

function askExtension(
	item: Supervision,
	{ untilDay, reason }: CommandOf<'askExtension'>,
	context: SupervisionContext,
): Planned {
	const { actor, now } = context;
	if (!isResponsible(item, context)) return refuse('supervision/notYours');
	if (item.status === 'closing') return refuse('supervision/closing');
	if (item.extension !== null) return refuse('supervision/extensionAsked');
	if (dayOfIso(untilDay) <= Math.max(dayOf(item.dueAt), dayOf(now)))
		return refuse('supervision/pastDay');
	const extension = { by: actor.uid, byName: actor.name, at: now, untilDay, reason };
	return grant({
		verb: 'askExtension',
		words: reason,
		note: `至 ${untilDay}`,
		part: { extension },
	});
}

function settleExtension(
	item: Supervision,
	{ granted, words }: CommandOf<'settleExtension'>,
	{ calendar, now }: SupervisionContext,
): Planned {
	const asked = item.extension;
	if (asked === null) return refuse('supervision/noExtension');
	if (!granted) {
		if (words === '') return refuse('supervision/reasonMissing');
		return grant({ verb: 'refuseExtension', words, part: { extension: null } });
	}
	const dueAt = dueOn(calendar, asked.untilDay);
	if (dueAt <= now) return refuse('supervision/pastDay');
	return grant({
		verb: 'grantExtension',
		words,
		note: `延至 ${asked.untilDay}`,
		part: { extension: null, dueAt, extensions: item.extensions + 1 },
	});
}

function askClosing(
	item: Supervision,
	{ words }: CommandOf<'askClosing'>,
	context: SupervisionContext,
): Planned {
	if (!isResponsible(item, context)) return refuse('supervision/notYours');
	if (item.status === 'closing') return refuse('supervision/closing');
	if (item.lastReportAt === null) return refuse('supervision/noReport');
	return grant({
		verb: 'askClosing',
		words,
		part: { status: 'closing', extension: null, nextFeedbackAt: null },
	});
}

function reopen(
	item: Supervision,
	{ untilDay, reason }: CommandOf<'reopen'>,
	{ calendar, now }: SupervisionContext,
): Planned {
	if (item.status !== 'closed') return refuse('supervision/notClosed');
	const dueAt = dueOn(calendar, untilDay);
	if (dueAt <= now) return refuse('supervision/pastDay');
	return grant({
		verb: 'reopen',
		words: reason,
		note: `期限 ${untilDay}`,
		part: {
			status: 'running',
			dueAt,
			closedAt: null,
			nextFeedbackAt: feedbackAfter(calendar, item.feedback, now),
		},
	});
}

function write(
	before: Supervision,
	change: Change,
	context: SupervisionContext,
): SupervisionOutcome {
	const { now, actor, calendar, actId } = context;
	const item = { ...before, ...change.part, updatedAt: now, version: before.version + 1 };
	const readers = [item.createdBy, item.handler, item.leadUnitId, ...item.assistUnitIds];
	return {
		item: {
			...item,
			readers: [...new Set(readers.filter((each) => each !== null))],
			nextChaseAt: nextSupervisionChase(calendar, item, now),
		},
		entry: {
			seq: item.version,
			actId,
			verb: change.verb,
			actor: actor.uid,
			actorName: actor.name,
			actorUnit: actor.unitName,
			at: now,
			words: change.words === undefined || change.words === '' ? null : change.words,
			note: change.note ?? null,
		},
	};
}
