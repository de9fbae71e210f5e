import type { Flow } from '@wenshu/domain/flow/definition.ts';
import type { FlowState } from '@wenshu/domain/flow/model.ts';
import { layOut, type StepMark } from '../flow/step-layout.ts';

/** How far a case has come on the drawing. */
export interface Marks {
	nodes: ReadonlyMap<string, StepMark>;
	/** Lines that were walked. */
	edges: ReadonlySet<string>;
}

/** The marks of a case, as the drawing of a case shows them. */
export function marksOf(flow: Flow, state: FlowState): Marks {
	const { nodes, edges } = layOut(flow, state);
	return {
		nodes: new Map(nodes.map(({ node, mark }) => [node.id, mark])),
		edges: new Set(edges.filter(({ walked }) => walked).map(({ edge }) => edge.id)),
	};
}
