import { z } from 'zod';
import { grant, refuse, type Decision } from '../../core/decision.ts';
import {
	edgeSchema,
	flowNodeSchema,
	flowSchema,
	type Edge,
	type Flow,
	type FlowField,
	type FlowNode,
} from '../definition.ts';
import { importEdges } from './import-edges.ts';
import { importNode } from './import-nodes.ts';
import {
	foreign,
	listOf,
	moddle,
	ownProperties,
	plain,
	renamed,
	textOf,
	type ModdleElement,
} from './moddle.ts';
import { Report, type BpmnProblem } from './report.ts';

/** Letters of a file that is read. */
export const BPMN_LIMIT = 1_000_000;

/** What a file gave: the definition, not yet checked for soundness, and what could not be taken over. */
export interface Imported {
	flow: Flow;
	problems: BpmnProblem[];
}

export type BpmnRefusal =
	'flow/bpmnTooLarge' | 'flow/bpmnDoctype' | 'flow/bpmnUnreadable' | 'flow/bpmnNoProcess';

/** A definition that may lack a start, an end or whatever a file left out. */
const importedSchema = flowSchema.extend({
	nodes: z.array(flowNodeSchema).max(200),
	edges: z.array(edgeSchema).max(400),
});
const headSchema = flowSchema.omit({ nodes: true, edges: true });

/**
 * Reads a BPMN 2.0 file: the elements common to the engines of the trade, and our own properties where the
 * file was written by `exportBpmn`. Whatever is not taken over is named in `problems`. `id` names the new
 * flow where the file does not. Entities and document types are refused.
 */
export async function importBpmn(
	xml: string,
	id: string,
): Promise<Decision<Imported, BpmnRefusal>> {
	if (xml.length > BPMN_LIMIT) return refuse('flow/bpmnTooLarge');
	if (/<!(DOCTYPE|ENTITY)/i.test(xml)) return refuse('flow/bpmnDoctype');
	let root: ModdleElement;
	let warnings: { message: string }[];
	try {
		({ rootElement: root, warnings } = await moddle().fromXML(xml));
	} catch {
		return refuse('flow/bpmnUnreadable');
	}
	const processes = listOf(root, 'rootElements').filter(({ $type }) => $type === 'bpmn:Process');
	const [process] = processes;
	if (process === undefined) return refuse('flow/bpmnNoProcess');
	const report = new Report();
	for (const { message } of warnings.slice(0, 10))
		report.say(`文件中有无法识别的内容：${message.split('\n')[0] ?? ''}`);
	for (const other of processes.slice(1))
		report.say(`文件中还有流程“${textOf(other, 'name') || textOf(other, 'id')}”，只导入了第一个。`);
	if (listOf(root, 'rootElements').some(({ $type }) => $type === 'bpmn:Collaboration'))
		report.say('协作图和泳道没有导入，请在各环节设置办理人。');
	else if (listOf(process, 'laneSets').length > 0)
		report.say('泳道没有导入，请在各环节设置办理人。');
	const parsed = importedSchema.safeParse(flowOf(process, id, report));
	if (!parsed.success) return refuse('flow/bpmnUnreadable');
	return grant({ flow: parsed.data, problems: report.problems });
}

function flowOf(process: ModdleElement, id: string, report: Report): Flow {
	const own = headSchema.safeParse(ownProperties(process));
	const fields: FlowField[] = own.success ? [...own.data.fields] : [];
	const elements = listOf(process, 'flowElements');
	const starters = new Set(
		elements.map((element) => foreign(element, 'initiator')).filter((name) => name !== ''),
	);
	const nodes: FlowNode[] = [];
	const extra: Edge[] = [];
	const places = new Map<ModdleElement, Place>();
	for (const element of elements) {
		if (element.$type === 'bpmn:SequenceFlow') continue;
		const made = importNode(element, {
			report,
			fields,
			starters,
			isSecondStart: hasStart(nodes),
			elements,
		});
		if (made === null) continue;
		places.set(element, { into: made.into, out: made.out });
		nodes.push(...made.nodes);
		extra.push(...made.edges);
	}
	const edges = importEdges(elements, places, fields, report);
	const [documentation] = listOf(process, 'documentation');
	const name = plain(textOf(process, 'name') || textOf(process, 'id'))
		.slice(0, 40)
		.trim();
	const head = own.success
		? { ...own.data, name: renamed(process, own.data.name, 40) || own.data.name }
		: {
				id,
				version: 1,
				name: name || '导入的流程',
				description: plain(textOf(documentation, 'text')).slice(0, 400),
				module: 'document',
			};
	const loose = z.object({ loose: z.array(edgeSchema) }).safeParse(ownProperties(process));
	if (loose.success) extra.push(...loose.data.loose);
	return { ...(head as Flow), fields, nodes, edges: [...edges, ...extra] };
}

/** Where edges come into an element and leave it, by our ids. */
export interface Place {
	into: string;
	out: string;
}

function hasStart(nodes: readonly FlowNode[]): boolean {
	return nodes.some(({ kind }) => kind === 'start');
}
