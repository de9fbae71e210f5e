import { flowNodeSchema, type Edge, type FlowField, type FlowNode } from '../definition.ts';
import { importCall, importTask } from './import-tasks.ts';
import type { Place } from './import.ts';
import {
	childOf,
	extensions,
	listOf,
	ownProperties,
	renamed,
	type ModdleElement,
} from './moddle.ts';
import { idOf, nameOf, type Report } from './report.ts';

/** What the elements of one file have in common while they are read. */
export interface Reading {
	report: Report;
	/** Fields found so far; conditions and rules of handlers add theirs. */
	fields: FlowField[];
	/** Names of variables that hold who began the case. */
	starters: ReadonlySet<string>;
	isSecondStart: boolean;
	/** Every element of the process. */
	elements: readonly ModdleElement[];
}

interface Made extends Place {
	nodes: FlowNode[];
	edges: Edge[];
}

const only = (node: FlowNode): Made => ({ nodes: [node], edges: [], into: node.id, out: node.id });

/** Automatic tasks, and what else has one way through it. */
const PASSED: Record<string, string> = {
	'bpmn:ServiceTask': '服务任务',
	'bpmn:ScriptTask': '脚本任务',
	'bpmn:BusinessRuleTask': '规则任务',
	'bpmn:SendTask': '发送任务',
	'bpmn:ReceiveTask': '接收任务',
	'bpmn:SubProcess': '内嵌子流程',
	'bpmn:Transaction': '事务',
	'bpmn:AdHocSubProcess': '自由子流程',
	'bpmn:IntermediateCatchEvent': '中间事件',
	'bpmn:IntermediateThrowEvent': '中间事件',
	'bpmn:EventBasedGateway': '事件网关',
	'bpmn:ComplexGateway': '复杂网关',
};

/** An element of a process as nodes of ours; null where nothing of it is taken over. */
export function importNode(element: ModdleElement, reading: Reading): Made | null {
	const own = ownProperties(element);
	if (isBehind(own)) return null;
	const restored = flowNodeSchema.safeParse(own);
	if (restored.success) {
		const name = renamed(element, restored.data.name, 20);
		return only(name === '' ? restored.data : { ...restored.data, name });
	}
	for (const { $type } of extensions(element))
		if (!/:(in|out|formProperty|formData|properties|inputOutput)$/i.test($type))
			reading.report.say(`的扩展 ${$type} 没有导入。`, element);
	return made(element, reading);
}

/** Whether an element was written behind a step only so that other engines take one way out of it. */
export function isBehind(own: unknown): own is { behind: string } {
	return own !== null && typeof own === 'object' && 'behind' in own && !('kind' in own);
}

function made(element: ModdleElement, reading: Reading): Made | null {
	const { report } = reading;
	const { $type } = element;
	const id = idOf(element);
	const triggered = listOf(element, 'eventDefinitions').length > 0;
	switch ($type) {
		case 'bpmn:StartEvent':
			if (triggered) report.say('的触发条件（定时、消息等）没有导入，由发起人手动开始。', element);
			if (reading.isSecondStart) {
				report.say('是多余的开始，没有导入；流程只能有一个开始。', element);
				return null;
			}
			return only({ id, kind: 'start', name: nameOf(element, '开始', report) });
		case 'bpmn:EndEvent':
			if (triggered)
				report.say('的结束方式（终止、错误、消息等）没有导入，按普通结束处理。', element);
			return only({ id, kind: 'end', name: nameOf(element, '办结', report) });
		case 'bpmn:UserTask':
		case 'bpmn:ManualTask':
		case 'bpmn:Task':
			return only(importTask(element, reading));
		case 'bpmn:CallActivity':
			return only(importCall(element, reading));
		case 'bpmn:ExclusiveGateway':
			return only({ id, kind: 'gate', name: nameOf(element, '判断', report) });
		case 'bpmn:ParallelGateway':
		case 'bpmn:InclusiveGateway':
			return parallel(element, reading);
	}
	const passed = PASSED[$type];
	if (passed === undefined) {
		report.say(`（${$type.replace('bpmn:', '')}）没有导入。`, element);
		return null;
	}
	report.say(`是${passed}，不能由本系统执行，已改为直接通过。`, element);
	return only({ id, kind: 'gate', name: nameOf(element, passed, report) });
}

/** A gateway that divides, meets, does both, or neither. */
function parallel(element: ModdleElement, { report, elements }: Reading): Made {
	const id = idOf(element);
	// Files need not say `incoming` and `outgoing`; the flows themselves always say where they lead.
	const count = (end: 'sourceRef' | 'targetRef') =>
		elements.filter((each) => childOf(each, end) === element).length;
	const into = count('targetRef');
	const out = count('sourceRef');
	if (into > 1 && out > 1) {
		const fork = `${id}_fork`;
		return {
			nodes: [
				{ id, kind: 'join', name: nameOf(element, '汇合', report) },
				{ id: fork, kind: 'fork', name: nameOf(element, '分支', report) },
			],
			edges: [{ id: `${id}_through`, from: id, to: fork, label: '', when: null, disagree: false }],
			into: id,
			out: fork,
		};
	}
	if (out > 1) return only({ id, kind: 'fork', name: nameOf(element, '分支', report) });
	if (into > 1) return only({ id, kind: 'join', name: nameOf(element, '汇合', report) });
	return only({ id, kind: 'gate', name: nameOf(element, '通过', report) });
}
