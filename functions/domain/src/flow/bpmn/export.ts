import type { Edge, Flow, FlowNode, TaskNode } from '../definition.ts';
import { edgesFrom, regions } from '../graph.ts';
import { moddle, NAMESPACE, plain, type ModdleElement } from './moddle.ts';

type Moddle = ReturnType<typeof moddle>;

const FLOWABLE = 'http://flowable.org/bpmn';

/**
 * A definition as a BPMN 2.0 file. What BPMN has no words for stands in our own namespace beside each
 * element, so that reading the file again gives the same definition. Other engines find gateways, conditions,
 * multi-instance and the attributes of Flowable where these say the same.
 */
export async function exportBpmn(flow: Flow): Promise<string> {
	const model = moddle();
	const writer = new FileWriter(model, flow);
	const definitions = model.create('bpmn:Definitions', {
		id: 'definitions',
		targetNamespace: NAMESPACE,
		exporter: 'Wenshu',
		rootElements: [writer.process()],
	});
	definitions.$attrs['xmlns:wenshu'] = NAMESPACE;
	definitions.$attrs['xmlns:flowable'] = FLOWABLE;
	return (await model.toXML(definitions, { format: true })).xml;
}

class FileWriter {
	readonly #model: Moddle;
	readonly #flow: Flow;
	/** Where edges leave from: the node, or the gateway written behind it. */
	readonly #sources = new Map<string, ModdleElement>();
	readonly #targets = new Map<string, ModdleElement>();

	constructor(model: Moddle, flow: Flow) {
		this.#model = model;
		this.#flow = flow;
	}

	process(): ModdleElement {
		const { nodes, edges, ...head } = this.#flow;
		const elements: ModdleElement[] = [];
		const behind: ModdleElement[] = [];
		for (const node of nodes) {
			const element = this.#node(node);
			elements.push(element);
			this.#targets.set(node.id, element);
			this.#sources.set(node.id, element);
			if (node.kind !== 'task' || edgesFrom(this.#flow, node.id).length < 2) continue;
			const choice = this.#choice(node, element);
			behind.push(...choice);
		}
		const ends = new Set(nodes.map(({ id }) => id));
		const loose = edges.filter(({ from, to }) => !ends.has(from) || !ends.has(to));
		for (const edge of edges) if (!loose.includes(edge)) elements.push(this.#edge(edge));
		return this.#model.create('bpmn:Process', {
			id: `process_${head.id}`,
			name: plain(head.name),
			isExecutable: true,
			...(head.description === ''
				? {}
				: { documentation: [this.#documentation(plain(head.description))] }),
			// What leads nowhere has no place in a file, but is not lost in ours.
			extensionElements: this.#own(loose.length === 0 ? head : { ...head, loose }),
			flowElements: [...elements, ...behind],
		});
	}

	#documentation(text: string): ModdleElement {
		return this.#model.create('bpmn:Documentation', { text });
	}

	#own(properties: object): ModdleElement {
		const json = JSON.stringify(properties);
		return this.#model.create('bpmn:ExtensionElements', {
			values: [this.#model.create('wenshu:Properties', { json })],
		});
	}

	#node(node: FlowNode): ModdleElement {
		const { id, name } = node;
		const element = this.#model.create(this.#typeOf(node), {
			id: `node_${id}`,
			name: plain(name),
			extensionElements: this.#own(node),
			...(node.kind === 'sub' ? { calledElement: node.flowId } : {}),
		});
		if (node.kind !== 'task') return element;
		const loop = this.#loop(node);
		if (loop !== null) element['loopCharacteristics'] = loop;
		Object.assign(element.$attrs, candidates(node));
		return element;
	}

	#typeOf(node: FlowNode): string {
		switch (node.kind) {
			case 'start':
				return 'bpmn:StartEvent';
			case 'end':
				return 'bpmn:EndEvent';
			case 'task':
				return 'bpmn:UserTask';
			case 'sub':
				return 'bpmn:CallActivity';
			case 'gate':
				return 'bpmn:ExclusiveGateway';
			case 'fork':
				return this.#isConditional(node.id) ? 'bpmn:InclusiveGateway' : 'bpmn:ParallelGateway';
			case 'join': {
				const { of } = regions(this.#flow);
				const before = this.#flow.edges.find((edge) => edge.to === node.id)?.from ?? '';
				const source = this.#flow.nodes.find((each) => each.id === before);
				const fork = source?.kind === 'fork' ? before : of.get(before)?.at(-1);
				return fork !== undefined && this.#isConditional(fork)
					? 'bpmn:InclusiveGateway'
					: 'bpmn:ParallelGateway';
			}
		}
	}

	#isConditional(forkId: string): boolean {
		return edgesFrom(this.#flow, forkId).some((edge) => edge.when !== null);
	}

	#loop({ mode, vote }: TaskNode): ModdleElement | null {
		if (mode === 'single') return null;
		const until =
			mode === 'any'
				? '${nrOfCompletedInstances >= 1}'
				: mode === 'vote' && vote !== null
					? vote.pass.by === 'ratio'
						? `\${nrOfCompletedInstances / nrOfInstances >= ${String(vote.pass.ratio)}}`
						: `\${nrOfCompletedInstances >= ${String(vote.pass.count)}}`
					: null;
		return this.#model.create('bpmn:MultiInstanceLoopCharacteristics', {
			isSequential: mode === 'queue',
			...(until === null ? {} : { completionCondition: this.#expression(until) }),
		});
	}

	#expression(body: string): ModdleElement {
		return this.#model.create('bpmn:FormalExpression', { body });
	}

	/** In BPMN a step with several ways out takes all of them; ours takes one: a gateway says so. */
	#choice(node: TaskNode, element: ModdleElement): ModdleElement[] {
		const gateway = this.#model.create('bpmn:ExclusiveGateway', {
			id: `ways_${node.id}`,
			extensionElements: this.#own({ behind: node.id }),
		});
		this.#sources.set(node.id, gateway);
		const way = this.#model.create('bpmn:SequenceFlow', {
			id: `way_${node.id}`,
			sourceRef: element,
			targetRef: gateway,
			extensionElements: this.#own({ behind: node.id }),
		});
		return [gateway, way];
	}

	#edge(edge: Edge): ModdleElement {
		const source = this.#sources.get(edge.from);
		const target = this.#targets.get(edge.to);
		if (source === undefined || target === undefined)
			throw new Error(`edge ${edge.id} leads nowhere`);
		const condition = this.#condition(edge, source);
		return this.#model.create('bpmn:SequenceFlow', {
			id: `edge_${edge.id}`,
			...(edge.label === '' ? {} : { name: plain(edge.label) }),
			sourceRef: source,
			targetRef: target,
			extensionElements: this.#own(edge),
			...(condition === null ? {} : { conditionExpression: this.#expression(condition) }),
		});
	}

	#condition({ when, disagree, label }: Edge, source: ModdleElement): string | null {
		if (when !== null) return `\${${when}}`;
		if (disagree) return '${verdict == "disagree"}';
		const isChoice = String(source['id']).startsWith('ways_') && label !== '';
		return isChoice ? `\${way == ${JSON.stringify(label)}}` : null;
	}
}

/** Whom Flowable would ask, where its attributes can say so. */
function candidates({ handler }: TaskNode): Record<string, string> {
	switch (handler.by) {
		case 'initiator':
			return { 'flowable:assignee': '${initiator}' };
		case 'person':
			return handler.uids.length === 1
				? { 'flowable:assignee': handler.uids[0] ?? '' }
				: { 'flowable:candidateUsers': handler.uids.join(',') };
		case 'role':
			return { 'flowable:candidateGroups': handler.roleId };
		case 'post':
			return { 'flowable:candidateGroups': handler.postIds.join(',') };
		default:
			return {};
	}
}
