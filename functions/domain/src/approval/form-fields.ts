import { fieldRight } from './model.ts';
import type { FieldRight, Flow, FlowField, TaskNode } from '../flow/definition.ts';
import { nodeOf } from '../flow/graph.ts';
import type { FlowState } from '../flow/model.ts';

/** A field of the form with what the person may do with it here and now. */
export interface FormLine {
	field: FlowField;
	right: FieldRight;
}

/** Who looks at a form: the step they hold now, and for whom they act. */
export interface FormViewer {
	uids: ReadonlySet<string>;
	node: TaskNode | null;
}

/**
 * The form as one person sees it: the holder of a step by the rights of the step, everybody else reads. What
 * all steps a person took part in hide stays hidden from them afterwards.
 */
export function formLines(flow: Flow, state: FlowState, viewer: FormViewer): FormLine[] {
	const hidden = hiddenFrom(flow, state, viewer);
	return flow.fields.flatMap((field): FormLine[] => {
		if (viewer.node !== null) {
			const right = fieldRight(viewer.node, field.id);
			return right === 'hidden' ? [] : [{ field, right }];
		}
		return hidden.has(field.id) ? [] : [{ field, right: 'read' }];
	});
}

function hiddenFrom(flow: Flow, state: FlowState, { uids }: FormViewer): Set<string> {
	const held = Object.values(state.tasks)
		.filter(({ assignee, actedBy }) => uids.has(assignee) || uids.has(actedBy ?? ''))
		.flatMap((task) => {
			const node = nodeOf(flow, state.runs[task.runId]?.nodeId ?? '');
			return node.kind === 'task' ? [node] : [];
		});
	const isHidden = ({ id }: FlowField) =>
		held.length > 0 && held.every((node) => fieldRight(node, id) === 'hidden');
	return new Set(flow.fields.filter(isHidden).map(({ id }) => id));
}

/** Whether a field holds nothing. */
export function isBlank(value: unknown): boolean {
	return (
		value === undefined ||
		value === null ||
		value === '' ||
		(Array.isArray(value) && value.length === 0)
	);
}

/** The unit that a label names in brackets, such as 预算（元）; null for none. */
export function unitOf(label: string): string | null {
	return /[（(]([^（()）]{1,6})[)）]$/.exec(label)?.[1] ?? null;
}

/** The label without its unit. */
export function plainLabel(label: string): string {
	return label.replace(/[（(][^（()）]{1,6}[)）]$/, '');
}

/** A value in words, for reading, printing and lists. */
export function valueWords(
	field: FlowField,
	value: unknown,
	nameOf: (uid: string) => string,
	yes: readonly [string, string],
): string {
	if (isBlank(value)) return '';
	switch (field.type) {
		case 'people':
			return (value as string[]).map(nameOf).join('、');
		case 'boolean':
			return value === true ? yes[0] : yes[1];
		case 'number': {
			const unit = unitOf(field.label);
			const digits = unit === '元' ? 2 : 0;
			const number = (value as number).toLocaleString('zh-CN', {
				minimumFractionDigits: digits,
				maximumFractionDigits: 4,
			});
			return unit === null ? number : `${number} ${unit}`;
		}
		default:
			return String(value);
	}
}
