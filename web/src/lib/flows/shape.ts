import type { Flow } from '@wenshu/domain/flow/definition.ts';
import { drawnFlowSchema } from '@wenshu/domain/flow/definition-store.ts';
import { defineMessages } from '../platform/messages.ts';
import { find } from './edit.ts';

/** What a drawing still lacks, or what is wrong with it, and where. */
export interface Problem {
	nodeId: string | null;
	edgeId: string | null;
	severity: 'error' | 'warning';
	problem: string;
}

const m = defineMessages({
	name: ['名称没有填写，或超过 20 个字', 'no name, or more than 20 characters'],
	flowName: ['流程名称没有填写，或超过 40 个字', 'the flow has no name, or a longer one than 40'],
	uids: ['没有选择办理人员', 'nobody is chosen'],
	postIds: ['没有选择岗位', 'no post is chosen'],
	roleId: ['没有选择角色', 'no role is chosen'],
	nodeId: ['没有选择环节', 'no step is chosen'],
	fieldId: ['没有选择人员字段', 'no field is chosen'],
	flowId: ['没有选择子流程', 'no flow is chosen'],
	ratio: ['同意比例应在 0 到 100% 之间', 'the share must be between 0 and 100 %'],
	to: ['催办阶梯没有选择提醒谁', 'a reminder tells nobody'],
	submitLabel: ['提交按钮没有文字', 'the button has no words'],
	options: ['选项不能超过 40 个字', 'an option is too long'],
	amount: ['时限应为 1 至 2160 的整数', 'a time must be between 1 and 2160'],
	fields: ['字段的编号或名称不对', 'a field’s id or label is wrong'],
	when: ['条件超过 500 个字符', 'a condition is too long'],
	other: ['填写有误', 'something is wrong'],
	at: ['“{name}”：{what}', '“{name}”: {what}'],
});

type Word = Exclude<keyof typeof m, 'at'>;
const isWord = (key: string): key is Word => key !== 'at' && Object.hasOwn(m, key);

/** What the shape of a definition demands and this one lacks; a draft is saved when there is none. */
export function shapeProblems(flow: Flow): Problem[] {
	const parsed = drawnFlowSchema.safeParse(flow);
	if (parsed.success) return [];
	const found = parsed.error.issues.map(({ path }): Problem => {
		const [part, index] = path;
		const key = path.map(String).findLast((each) => isWord(each)) ?? 'other';
		const word = m[isWord(key) ? key : 'other'];
		const node = part === 'nodes' ? flow.nodes[Number(index)] : undefined;
		const edge = part === 'edges' ? flow.edges[Number(index)] : undefined;
		const on = node?.name ?? (edge && `${find(flow, edge.from)?.name ?? ''} →`);
		const what = part === 'name' ? m.flowName : word;
		return {
			nodeId: node?.id ?? null,
			edgeId: edge?.id ?? null,
			severity: 'error',
			problem: on === undefined || on === '' ? what : m.at({ name: on, what }),
		};
	});
	return [...new Map(found.map((each) => [`${each.nodeId ?? ''}${each.problem}`, each])).values()];
}
