import type { Edge, Flow, FlowNode } from '../definition.ts';
import type { Directory } from '../directory.ts';

/** One thing that is wrong, and where. */
export interface Unsoundness {
	nodeId: string | null;
	edgeId: string | null;
	/** An error keeps the definition from being published. */
	severity: 'error' | 'warning';
	/** A Chinese sentence that says what to do. */
	problem: string;
}

/** What exists outside the definition. */
export interface FlowWorld {
	directory: Directory;
	roleIds: ReadonlySet<string>;
	postIds: ReadonlySet<string>;
	unitIds: ReadonlySet<string>;
	/** Published flows by id, this one's earlier version included or not. */
	flows: ReadonlyMap<string, Flow>;
	/** Kinds of case that have a form of their own: `document`, and the modules of the registry. */
	modules: ReadonlySet<string>;
}

type Severity = Unsoundness['severity'];

/** A finding about the definition as a whole. */
export function ofFlow(problem: string, severity: Severity = 'error'): Unsoundness {
	return { nodeId: null, edgeId: null, severity, problem };
}

/** A finding about a node; its name begins the sentence. */
export function ofNode(node: FlowNode, problem: string, severity: Severity = 'error'): Unsoundness {
	return { nodeId: node.id, edgeId: null, severity, problem: `“${node.name}”${problem}` };
}

/** A finding about an edge; its label, or where it leads, begins the sentence. */
export function ofEdge(
	flow: Flow,
	edge: Edge,
	problem: string,
	severity: Severity = 'error',
): Unsoundness {
	const nameOf = (id: string) => flow.nodes.find((node) => node.id === id)?.name ?? id;
	const named = edge.label || `${nameOf(edge.from)} → ${nameOf(edge.to)}`;
	return { nodeId: null, edgeId: edge.id, severity, problem: `连线“${named}”${problem}` };
}
