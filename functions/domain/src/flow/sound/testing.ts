import type { Flow, FlowDraft, FlowNode, StepDraft, SubNode } from '../definition.ts';
import { unsoundness, type FlowWorld, type Unsoundness } from '../soundness.ts';
import { aFlow, aNode, aStep, type EdgeDraft } from '../testing.ts';

/** A step without any verb, so that only what a test says can be wrong. */
export const step = (id: string, part: Partial<StepDraft> = {}) =>
	aStep(id, { verbs: [], ...part });
export const first = step('first', { handler: { by: 'initiator' } });
export const sub = (part: Partial<SubNode> = {}): FlowNode => ({
	id: 'sub',
	kind: 'sub',
	name: 'sub',
	flowId: 'other',
	wait: true,
	onFailure: 'return',
	fieldsIn: {},
	fieldsOut: {},
	...part,
});

export const amount = { id: 'amount', label: '金额', type: 'number' } as const;
export const who = { id: 'who', label: '参加人', type: 'people' } as const;
export const fields: FlowDraft['fields'] = [
	amount,
	who,
	{ id: 'urgent', label: '加急', type: 'boolean' },
];

/** The first step, then these along the edges given. */
export function flow(nodes: FlowNode[], edges?: EdgeDraft[], rest: Partial<FlowDraft> = {}): Flow {
	return aFlow([first, ...nodes], edges && [['start', 'first'], ...edges], { fields, ...rest });
}
/** The first step and one more. */
export const one = (part: Partial<StepDraft>) => flow([step('a', part)]);
type Exit = NonNullable<EdgeDraft[2]>;
/** Two ways out of the first step. */
export const ways = (left: Exit, right: Exit) =>
	flow(
		[step('a'), step('b')],
		[
			['first', 'a', left],
			['first', 'b', right],
			['a', 'end'],
			['b', 'end'],
		],
	);
/** A fork over a and b that meet at a join. */
export const forked = (edges: EdgeDraft[], more: FlowNode[] = []) =>
	flow(
		[aNode('fork', 'fork'), step('a'), step('b'), aNode('join', 'join'), ...more],
		[['first', 'fork'], ...edges],
	);
export const meeting: EdgeDraft[] = [
	['fork', 'a'],
	['fork', 'b'],
	['a', 'join'],
	['b', 'join'],
	['join', 'end'],
];
export const line = (nodes: FlowNode[]) => flow(nodes);
export const again = (definition: Flow, part: Partial<Flow>): Flow => ({ ...definition, ...part });

/** One line of a table: what is said, a definition of which it is said, and the nearest of which it is not. */
export type Line = [words: string, severity: Unsoundness['severity'], wrong: Flow, right: Flow];

/** The findings that contain these words. */
export const said = (definition: Flow, words: string, world?: FlowWorld): Unsoundness[] =>
	unsoundness(definition, world).filter(({ problem }) => problem.includes(words));
