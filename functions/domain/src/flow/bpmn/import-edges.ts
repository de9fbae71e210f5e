import { edgeSchema, type Edge, type FlowField } from '../definition.ts';
import { translateCondition } from './expression.ts';
import type { Place } from './import.ts';
import { isBehind } from './import-nodes.ts';
import { childOf, ownProperties, renamed, textOf, type ModdleElement } from './moddle.ts';
import { idOf, type Report } from './report.ts';

/** The sequence flows of a process as edges between the nodes that were made of its elements. */
export function importEdges(
	elements: readonly ModdleElement[],
	places: ReadonlyMap<ModdleElement, Place>,
	fields: FlowField[],
	report: Report,
): Edge[] {
	const edges: Edge[] = [];
	for (const element of elements) {
		if (element.$type !== 'bpmn:SequenceFlow') continue;
		const own = ownProperties(element);
		if (isBehind(own)) continue;
		const from = sourceOf(element, places);
		const target = childOf(element, 'targetRef');
		const to = target && places.get(target)?.into;
		if (from === undefined || to === undefined) {
			report.say('这条连线连着没有导入的元素，没有导入。', element);
			continue;
		}
		const restored = edgeSchema.safeParse(own);
		edges.push(
			restored.success
				? { ...restored.data, from, to, label: renamed(element, restored.data.label, 20) }
				: importEdge(element, from, to, fields, report),
		);
	}
	return edges;
}

/** Where an edge leaves from; behind a gateway that we wrote ourselves stands its step. */
function sourceOf(
	element: ModdleElement,
	places: ReadonlyMap<ModdleElement, Place>,
): string | undefined {
	const source = childOf(element, 'sourceRef');
	if (source === undefined) return undefined;
	const own = ownProperties(source);
	return isBehind(own) ? own.behind : places.get(source)?.out;
}

function importEdge(
	element: ModdleElement,
	from: string,
	to: string,
	fields: FlowField[],
	report: Report,
): Edge {
	const name = textOf(element, 'name').replace(/\s+/g, ' ');
	if (name.length > 20) report.say('的名称太长，已截短为 20 个字。', element);
	const edge: Edge = {
		id: idOf(element),
		from,
		to,
		label: name.slice(0, 20),
		when: null,
		disagree: false,
	};
	const source = childOf(element, 'sourceRef');
	const condition = textOf(childOf(element, 'conditionExpression'), 'body');
	const isDefault = source !== undefined && childOf(source, 'default') === element;
	if (isDefault && source.$type === 'bpmn:InclusiveGateway')
		report.say('原来只在其他各支都不成立时才走，现在总会走，请检查。', element);
	if (condition === '' || isDefault) return edge;
	const translated = translateCondition(condition, fields);
	if (translated === null) {
		report.say(`的条件 ${condition} 不能转换，请用字段重新填写。`, element);
		return edge;
	}
	for (const field of translated.fields)
		if (!fields.some(({ id }) => id === field.id)) fields.push(field);
	return { ...edge, when: translated.when };
}
