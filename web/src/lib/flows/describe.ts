import {
	taskNodeSchema,
	type ChaseRung,
	type Flow,
	type FlowNode,
	type Handler,
	type Mode,
	type Span,
	type TaskNode,
	type Vote,
} from '@wenshu/domain/flow/definition.ts';
import { find } from './edit.ts';
import { p } from './step-words.ts';

/** Definitions in words, for the drawing, the outline and comparisons. */

/** How ids of the organisation are read; the live directory in the product. */
export interface Names {
	person(uid: string): string;
	post(id: string): string;
	role(id: string): string;
	unit(id: string): string;
}

const list = (words: readonly string[]): string => words.join('、') || p.none;

/** A handler's rule in a few words, such as 部门负责人 or 角色：局长. */
export function handlerWords(handler: Handler, names: Names, flow: Flow): string {
	const step = (id: string) => find(flow, id)?.name ?? id;
	switch (handler.by) {
		case 'initiator':
			return p.byInitiator;
		case 'person':
			return list(handler.uids.map((uid) => names.person(uid)));
		case 'post':
			return list(handler.postIds.map((id) => names.post(id)));
		case 'role':
			return names.role(handler.roleId);
		case 'unitRole':
			return `${handler.unitId === null ? p.ownUnit : names.unit(handler.unitId)} · ${names.role(handler.roleId)}`;
		case 'unitHead':
			return handler.unitId === null
				? p.byUnitHead
				: `${names.unit(handler.unitId)} · ${p.byUnitHead}`;
		case 'overseer':
			return handler.unitId === null
				? p.byOverseer
				: `${names.unit(handler.unitId)} · ${p.byOverseer}`;
		case 'superior':
			return handler.ofNodeId === null
				? p.bySuperior
				: `${p.ofHandlers({ name: step(handler.ofNodeId) })} · ${p.bySuperior}`;
		case 'field':
			return flow.fields.find((field) => field.id === handler.fieldId)?.label ?? handler.fieldId;
		case 'sameAs':
			return p.ofHandlers({ name: step(handler.nodeId) });
		case 'chosen': {
			const from = handler.fromRoleId === null ? p.allStaff : names.role(handler.fromRoleId);
			return `${p.byChosen}（${from} ${String(handler.min)}–${String(handler.max)}）`;
		}
	}
}

const modes: Record<Mode, () => string> = {
	single: () => p.single,
	queue: () => p.queue,
	all: () => p.all,
	any: () => p.any,
	vote: () => p.vote,
};
export const modeWords = (mode: Mode): string => modes[mode]();

const kinds: Record<FlowNode['kind'], () => string> = {
	task: () => p.task,
	start: () => p.start,
	fork: () => p.fork,
	join: () => p.join,
	gate: () => p.gate,
	sub: () => p.sub,
	end: () => p.end,
};
export const kindWords = (kind: FlowNode['kind']): string => kinds[kind]();

export function spanWords(span: Span | null): string {
	if (span === null) return p.noDue;
	const n = span.amount;
	return span.unit === 'hours' ? p.spanHours({ n }) : p.spanWorkdays({ n });
}

export function rungWords(rung: ChaseRung): string {
	const when = rung.when === 'before' ? p.rungBefore : p.rungAfter;
	const moment = rung.span === null ? p.rungAt : `${when} ${spanWords(rung.span)}`;
	return `${moment} → ${list(rung.to.map((each) => p[each]))}`;
}

export function voteWords(vote: Vote | null, names: Names): string {
	if (vote === null) return p.none;
	const pass =
		vote.pass.by === 'ratio'
			? `${p.ratio} ≥ ${String(Math.round(vote.pass.ratio * 1000) / 10)}%`
			: `${p.count} ≥ ${String(vote.pass.count)}`;
	const weights = Object.entries(vote.weights).map(
		([uid, n]) => `${names.person(uid)} ${String(n)}`,
	);
	return [pass, ...weights].join('，');
}

const yesNo = (value: boolean): string => (value ? p.yes : p.no);

/** Every property of a step as a pair of its name and its value in words. */
export function stepFacts(step: TaskNode, names: Names, flow: Flow): [string, string][] {
	const nobody = {
		refuse: p.nobodyRefuse,
		skip: p.nobodySkip,
		unitHead: p.nobodyUnitHead,
		admin: p.nobodyAdmin,
	};
	const disagree = {
		none: p.disagreeNone,
		route: p.disagreeRoute,
		terminate: p.disagreeTerminate,
	};
	const text = { edit: p.textEdit, suggest: p.textSuggest, read: p.textRead };
	const opinion = {
		none: p.opinionNone,
		optional: p.opinionOptional,
		required: p.opinionRequired,
	};
	const expire = {
		remind: p.expireRemind,
		escalate: p.expireEscalate,
		submit: p.expireSubmit,
		return: p.expireReturn,
	};
	const fieldName = (id: string) => flow.fields.find((field) => field.id === id)?.label ?? id;
	return [
		[p.name, step.name],
		[p.who, handlerWords(step.handler, names, flow)],
		[p.mode, modeWords(step.mode)],
		[p.passBy, voteWords(step.vote, names)],
		[p.nobody, nobody[step.nobody]],
		[p.samePerson, step.samePerson === 'ask' ? p.sameAsk : p.sameSkip],
		[p.verbs, list([...step.verbs].sort().map((verb) => p[verb]))],
		[p.disagree, disagree[step.disagree]],
		[p.keepAgreed, yesNo(step.keepAgreed)],
		[p.freeStep, yesNo(step.free)],
		[p.text, text[step.text]],
		[p.elements, step.elements === 'edit' ? p.elementsEdit : p.elementsRead],
		[
			p.fieldRights,
			list(
				Object.entries(step.fields)
					.sort(([a], [b]) => a.localeCompare(b))
					.map(([id, right]) => `${fieldName(id)} ${p[right]}`),
			),
		],
		[p.opinion, opinion[step.opinion]],
		[p.opinionBox, step.opinionBox || p.none],
		[p.duties, list([...step.duties].sort().map((duty) => p[duty]))],
		[p.effect, yesNo(step.effect === 'sign')],
		[p.personal, yesNo(step.personal)],
		[p.due, spanWords(step.due)],
		[p.chase, step.chase === null ? p.chaseOfFlow : list(step.chase.map(rungWords))],
		[p.onExpire, expire[step.onExpire]],
		[p.batch, yesNo(step.batch)],
		[p.submitLabel, step.submitLabel],
	];
}

/** What is set for a step otherwise than a step begins with; who and how always. */
export function toldFacts(step: TaskNode, names: Names, flow: Flow): [string, string][] {
	const { id, name, handler } = step;
	const plain = taskNodeSchema.parse({ id, kind: 'task', name, handler });
	const usual = new Map(stepFacts(plain, names, flow));
	return stepFacts(step, names, flow).filter(
		([fact, value]) => fact === p.who || fact === p.mode || usual.get(fact) !== value,
	);
}
