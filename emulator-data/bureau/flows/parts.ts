import {
	flowSchema,
	taskNodeSchema,
	type ChaseRung,
	type FieldRight,
	type Flow,
	type FlowDraft,
	type FlowNode,
	type Span,
	type StepDraft,
	type StepVerb,
	type SubNode,
	type TaskNode,
} from '@wenshu/domain/flow/definition.ts';

type Step = Omit<StepDraft, 'kind' | 'due'> & {
	/** Working days the step may take; null for no limit. */
	days?: number | null;
};

/** What most holders may do besides submitting. */
export const usual: StepVerb[] = ['return', 'circulate', 'ask', 'pause', 'retract', 'urge'];
/** What clerks may do. */
export const clerical: StepVerb[] = ['return', 'transfer', 'circulate', 'urge', 'terminate'];

/** A step: one person gives an opinion within a working day, unless said otherwise. */
export function step({ days = 1, ...facts }: Step): TaskNode {
	return taskNodeSchema.parse({
		kind: 'task',
		verbs: usual,
		due: days === null ? null : workdays(days),
		...facts,
	});
}

/** The first step of a matter on a form: its initiator fills it in and sends it. */
export function application(
	name: string,
	submitLabel: string,
	fields: Record<string, FieldRight>,
): TaskNode {
	return step({
		id: 'apply',
		name,
		handler: { by: 'initiator' },
		verbs: ['circulate', 'retract', 'urge'],
		elements: 'edit',
		opinionBox: '申请说明',
		fields,
		days: null,
		submitLabel,
	});
}

/** The head of the initiator's unit; who is the head has approved by applying. */
export function ownHead(facts: Partial<Step> = {}): TaskNode {
	return step({
		id: 'department',
		name: '部门负责人审核',
		handler: { by: 'unitHead', unitId: null },
		samePerson: 'skip',
		opinion: 'required',
		opinionBox: '部门意见',
		batch: true,
		submitLabel: '同意并上报',
		...facts,
	});
}

/** Another flow as a step. */
export function sub(facts: Omit<SubNode, 'kind' | 'onFailure' | 'fieldsOut'>): SubNode {
	return { kind: 'sub', onFailure: 'return', fieldsOut: {}, ...facts };
}

export function node(
	id: string,
	kind: 'start' | 'fork' | 'join' | 'gate' | 'end',
	name: string,
): FlowNode {
	return { id, kind, name };
}

export function workdays(amount: number): Span {
	return { amount, unit: 'workdays' };
}

/**
 * Edges in words: `from > to`, `from > to: label`, `from > to ? condition`, and `from > to !` for the way of
 * those who disagree.
 */
export function edges(...lines: string[]): FlowDraft['edges'] {
	return lines.map((line) => {
		const [plain = '', when] = line.split(' ? ');
		const [way = '', label = ''] = plain.split(': ');
		const disagree = way.endsWith(' !');
		const [from = '', to = ''] = way.replace(/ !$/, '').split(' > ');
		return {
			id: `${from}-${to}`,
			from,
			to,
			label: disagree ? label || '不同意' : label,
			when: when ?? null,
			disagree,
		};
	});
}

const half: Span = { amount: 4, unit: 'hours' };

/** 催办阶梯: the holder half a day before and on time, then the superior, then those who watch the flows. */
export const ladder: ChaseRung[] = [
	{ when: 'before', span: half, to: ['holder'] },
	{ when: 'after', span: null, to: ['holder'] },
	{ when: 'after', span: workdays(1), to: ['holder', 'superior'] },
	{ when: 'after', span: workdays(3), to: ['superior', 'supervisors'] },
];

/** A definition of the sample bureau, in its first version, with the usual reminders. */
export function aFlow(draft: Omit<FlowDraft, 'version'>): Flow {
	return flowSchema.parse({ version: 1, chase: ladder, ...draft });
}
