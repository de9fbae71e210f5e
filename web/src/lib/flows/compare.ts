import type { Edge, Flow, FlowNode } from '@wenshu/domain/flow/definition.ts';
import { conditionWords } from './condition-words.ts';
import { kindWords, rungWords, spanWords, stepFacts, type Names } from './describe.ts';
import { find } from './edit.ts';
import { p } from './step-words.ts';

/** One difference between two versions, in words. */
export interface Difference {
	id: string;
	kind: 'added' | 'gone' | 'altered';
	/** The node it is about, in the newer version where it is there; null for lines, fields and the flow. */
	nodeId: string | null;
	/** What it is about, such as 环节“会签”. */
	subject: string;
	/** Properties that changed: name, before, after. */
	facts: [name: string, before: string, after: string][];
}

type Facts = [string, string][];

function altered(before: Facts, after: Facts): Difference['facts'] {
	const old = new Map(before);
	return after.flatMap(([name, value]): Difference['facts'] => {
		const was = old.get(name) ?? p.none;
		return was === value ? [] : [[name, was, value]];
	});
}

function nodeFacts(node: FlowNode, names: Names, flow: Flow): Facts {
	if (node.kind === 'task') return stepFacts(node, names, flow);
	if (node.kind !== 'sub') return [[p.name, node.name]];
	const failure = {
		continue: p.failContinue,
		return: p.failReturn,
		terminate: p.failTerminate,
	};
	const pairs = (map: Record<string, string>) =>
		Object.entries(map)
			.map(([from, to]) => `${from} → ${to}`)
			.join('，') || p.none;
	return [
		[p.name, node.name],
		[p.subFlow, node.flowId],
		[p.wait, node.wait ? p.yes : p.no],
		[p.onFailure, failure[node.onFailure]],
		[p.fieldsIn, pairs(node.fieldsIn)],
		[p.fieldsOut, pairs(node.fieldsOut)],
	];
}

function flowFacts(flow: Flow): Facts {
	return [
		[p.name, flow.name],
		[p.description, flow.description || p.none],
		[p.freeFlow, flow.free ? p.yes : p.no],
		[p.revocable, flow.revocable === 'always' ? p.revocableAlways : p.revocableUntouched],
		[p.reroutable, flow.reroutable ? p.yes : p.no],
		[p.flowDue, spanWords(flow.due)],
		[p.chase, flow.chase.map(rungWords).join('，') || p.none],
	];
}

const fieldFacts = (field: Flow['fields'][number]): Facts => [
	[p.fieldLabel, field.label],
	[p.fieldType, field.type],
	[p.options, field.options.join('、') || p.none],
];
const edgeFacts = (edge: Edge, names: Names, flow: Flow): Facts => [
	[p.label, edge.label || p.none],
	[p.when, edge.when === null ? p.none : conditionWords(edge.when, flow.fields, names)],
	[p.takenOnDisagree, edge.disagree ? p.yes : p.no],
];

interface Kind<T> {
	key: (item: T) => string;
	subject: (item: T, flow: Flow) => string;
	facts: (item: T, flow: Flow) => Facts;
	nodeId?: (item: T) => string;
}

function pairUp<T>(
	before: [Flow, readonly T[]],
	after: [Flow, readonly T[]],
	kind: Kind<T>,
): Difference[] {
	const [[oldFlow, old], [newFlow, now]] = [before, after];
	const about = (item: T, flow: Flow) => ({
		id: kind.key(item),
		nodeId: kind.nodeId?.(item) ?? null,
		subject: kind.subject(item, flow),
	});
	const found = now.flatMap((item): Difference[] => {
		const was = old.find((each) => kind.key(each) === kind.key(item));
		if (was === undefined) return [{ ...about(item, newFlow), kind: 'added', facts: [] }];
		const facts = altered(kind.facts(was, oldFlow), kind.facts(item, newFlow));
		return facts.length === 0 ? [] : [{ ...about(item, newFlow), kind: 'altered', facts }];
	});
	const gone = old.filter((item) => !now.some((each) => kind.key(each) === kind.key(item)));
	return [
		...found,
		...gone.map((item): Difference => ({ ...about(item, oldFlow), kind: 'gone', facts: [] })),
	];
}

/** What changed from one version of a flow to another. Lines count by what they connect, not by their id. */
export function compareFlows(before: Flow, after: Flow, names: Names): Difference[] {
	const quoted = (word: string, name: string) => `${word}“${name}”`;
	const nameOf = (flow: Flow, id: string) => find(flow, id)?.name ?? id;
	const flowAltered = altered(flowFacts(before), flowFacts(after));
	return [
		...(flowAltered.length === 0
			? []
			: [
					{
						id: 'flow',
						kind: 'altered' as const,
						nodeId: null,
						subject: quoted('', after.name),
						facts: flowAltered,
					},
				]),
		...pairUp<FlowNode>([before, before.nodes], [after, after.nodes], {
			key: (node) => `node ${node.id} ${node.kind}`,
			subject: (node) => quoted(kindWords(node.kind), node.name),
			facts: (node, flow) => nodeFacts(node, names, flow),
			nodeId: (node) => node.id,
		}),
		...pairUp<Edge>([before, before.edges], [after, after.edges], {
			key: (edge) => `edge ${edge.from} ${edge.to}`,
			subject: (edge, flow) =>
				quoted(p.edge, `${nameOf(flow, edge.from)} → ${nameOf(flow, edge.to)}`),
			facts: (edge, flow) => edgeFacts(edge, names, flow),
		}),
		...pairUp([before, before.fields], [after, after.fields], {
			key: (field) => `field ${field.id}`,
			subject: (field) => quoted(p.field, field.label),
			facts: fieldFacts,
		}),
	];
}
