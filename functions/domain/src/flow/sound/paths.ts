import type { Flow, FlowNode } from '../definition.ts';
import { edgesFrom } from '../graph.ts';
import { ofEdge, ofFlow, ofNode, type Unsoundness } from './finding.ts';
import { after, walk } from './walk.ts';

/** What must be right before anything else can be asked: ids, ends of edges, a start and an end. */
export function basicFindings(flow: Flow): Unsoundness[] {
	const found: Unsoundness[] = [];
	for (const id of doubled(flow.nodes.map((node) => node.id))) {
		const node = flow.nodes.find((each) => each.id === id);
		if (node !== undefined)
			found.push(ofNode(node, `的编号 ${id} 与另一个环节重复，请改成不同的编号。`));
	}
	for (const id of doubled(flow.edges.map((edge) => edge.id))) {
		const edge = flow.edges.find((each) => each.id === id);
		if (edge !== undefined) found.push(ofEdge(flow, edge, `的编号 ${id} 重复，请改成不同的编号。`));
	}
	for (const id of doubled(flow.fields.map((field) => field.id)))
		found.push(ofFlow(`字段编号 ${id} 重复，请改成不同的编号。`));
	const ids = new Set(flow.nodes.map((node) => node.id));
	for (const edge of flow.edges)
		if (!ids.has(edge.from) || !ids.has(edge.to))
			found.push(ofEdge(flow, edge, '连着不存在的环节，请重新连接或删除。'));
	if (flow.nodes.filter((node) => node.kind === 'start').length !== 1)
		found.push(ofFlow('必须有且只有一个开始。'));
	if (!flow.nodes.some((node) => node.kind === 'end')) found.push(ofFlow('必须有结束。'));
	return found;
}

function doubled(ids: readonly string[]): string[] {
	return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
}

/** Whether every node lies on a way from the start to an end, and how ways leave each of them. */
export function pathFindings(flow: Flow): Unsoundness[] {
	const start = flow.nodes.find((node) => node.kind === 'start');
	if (start === undefined) return [];
	const ends = flow.nodes.filter((node) => node.kind === 'end').map((node) => node.id);
	const reachable = walk(flow, [start.id], 'forward');
	const finishing = walk(flow, ends, 'backward');
	return [
		...flow.nodes.flatMap((node) => {
			if (!reachable.has(node.id)) return [ofNode(node, '无法到达，请从前面的环节连线过来。')];
			return finishing.has(node.id) ? [] : [ofNode(node, whyEndless(flow, node))];
		}),
		...flow.nodes.flatMap((node) => wayFindings(flow, node)),
		...automaticLoops(flow),
		...firstStepFindings(flow, start),
	];
}

function whyEndless(flow: Flow, node: FlowNode): string {
	if (edgesFrom(flow, node.id).length === 0) return '之后没有去向，请连到后续环节或结束。';
	return after(flow, node.id).has(node.id)
		? '所在的循环没有出口，请加一条通向结束的连线。'
		: '之后无法办结，请检查后面的连线。';
}

function wayFindings(flow: Flow, node: FlowNode): Unsoundness[] {
	const out = edgesFrom(flow, node.id);
	const into = flow.edges.filter((edge) => edge.to === node.id);
	const found: Unsoundness[] = [];
	const say = (problem: string) => found.push(ofNode(node, problem));
	if (node.kind === 'end' && out.length > 0) say('是结束，不能再有后续，请删除连出的线。');
	if (node.kind === 'start' && into.length > 0) say('是开始，不能有连入的线，请删除。');
	if (node.kind === 'start' && out.length > 1) say('只能有一条连出的线。');
	if (node.kind === 'join' && out.length > 1)
		say('只能有一条连出的线，需要选择时请在后面加条件节点。');
	if ((node.kind === 'start' || node.kind === 'join') && out.some((edge) => edge.when !== null))
		say('连出的线不能带条件。');
	const against = out.filter((edge) => edge.disagree);
	if (node.kind !== 'task' && against.length > 0) say('不能有“不同意”的连线，只有办理环节可以。');
	if (against.some((edge) => edge.when !== null)) say('“不同意”的连线不能带条件。');
	if (node.kind === 'fork') return found;
	const open = out.filter((edge) => !edge.disagree && edge.when === null);
	if (open.length < 2) return found;
	if (node.kind === 'gate' || node.kind === 'sub')
		say('有多条不带条件的线，没有人在这里选择，请加上条件，只留一条不带条件。');
	if (node.kind !== 'task') return found;
	if (open.some((edge) => edge.label === '')) say('有多个去向，每条不带条件的线都要写明名称。');
	const labels = open.map((edge) => edge.label).filter((label) => label !== '');
	for (const label of doubled(labels)) say(`有两条都叫“${label}”的线，请改成不同的名称。`);
	if (node.nobody === 'skip' || node.samePerson === 'skip')
		say('可能被自动跳过，不能有多个要人选择的去向。');
	return found;
}

/** Loops in which nobody acts would never come to rest. */
function automaticLoops(flow: Flow): Unsoundness[] {
	const automatic = new Set(
		flow.nodes.filter((node) => node.kind !== 'task' && node.kind !== 'sub').map(({ id }) => id),
	);
	const edges = flow.edges.filter((edge) => automatic.has(edge.from) && automatic.has(edge.to));
	return flow.nodes
		.filter((node) => automatic.has(node.id) && after({ ...flow, edges }, node.id).has(node.id))
		.map((node) => ofNode(node, '所在的循环里没有人办理，会一直转下去，请在循环里加办理环节。'));
}

function firstStepFindings(flow: Flow, start: FlowNode): Unsoundness[] {
	const [edge] = edgesFrom(flow, start.id);
	const first = flow.nodes.find((node) => node.id === edge?.to);
	if (first === undefined) return [];
	if (first.kind !== 'task' || first.handler.by !== 'initiator')
		return [ofNode(first, '是第一个环节，必须由发起人办理。')];
	return first.mode === 'single' ? [] : [ofNode(first, '是第一个环节，只能是单人办理。')];
}
