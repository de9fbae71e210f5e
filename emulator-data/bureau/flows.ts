import {
	flowSchema,
	taskNodeSchema,
	type Edge,
	type Flow,
	type FlowDraft,
	type FlowNode,
	type StepDraft,
	type StepVerb,
	type TaskNode,
} from '@wenshu/domain/flow/definition.ts';

type Step = Omit<StepDraft, 'kind' | 'due'> & { dueHours?: number | null };

/** A step as most steps are: one person suggests in the text, may give an opinion, has a working day. */
function step({ dueHours = 24, ...facts }: Step): TaskNode {
	return taskNodeSchema.parse({
		kind: 'task',
		verbs: ['return', 'circulate', 'retract', 'urge'],
		text: 'suggest',
		due: dueHours === null ? null : { amount: dueHours, unit: 'hours' },
		...facts,
	});
}

function routing(id: string, kind: 'start' | 'end', name: string): FlowNode {
	return { id, kind, name };
}

/** Edges in words: `from > to` or `from > to: label`. */
function edges(...lines: string[]): Edge[] {
	return lines.map((line) => {
		const [way = '', label = ''] = line.split(': ');
		const [from = '', to = ''] = way.split(' > ');
		return { id: `${from}-${to}`, from, to, label, when: null, disagree: false };
	});
}

const clerical: StepVerb[] = ['return', 'transfer', 'circulate', 'urge', 'terminate'];

/** 发文: 拟稿 → 核稿 → 会签 → 签发 → 编号登记 → 盖章 → 分发 → 归档. */
const outgoing: FlowDraft = {
	id: 'outgoing',
	version: 1,
	name: '发文办理',
	module: 'document',
	nodes: [
		routing('start', 'start', '开始'),
		step({
			id: 'draft',
			name: '拟稿',
			handler: { by: 'initiator' },
			verbs: ['circulate', 'retract', 'urge'],
			text: 'edit',
			elements: 'edit',
			opinion: 'optional',
			opinionBox: '拟稿说明',
			dueHours: null,
			submitLabel: '送部门审核',
		}),
		step({
			id: 'department',
			name: '部门负责人审核',
			handler: { by: 'unitHead', unitId: null },
			opinionBox: '部门意见',
			submitLabel: '同意并送核稿',
		}),
		step({
			id: 'review',
			name: '办公室核稿',
			mode: 'any',
			handler: { by: 'role', roleId: 'officeReviewer' },
			verbs: ['return', 'transfer', 'circulate', 'retract', 'urge', 'terminate'],
			elements: 'edit',
			opinion: 'required',
			opinionBox: '核稿意见',
			submitLabel: '核稿通过',
		}),
		step({
			id: 'countersign',
			name: '会签',
			mode: 'all',
			handler: { by: 'chosen', fromRoleId: 'deptHead', min: 1, max: 8 },
			verbs: ['return', 'transfer', 'circulate', 'retract', 'urge'],
			opinion: 'required',
			opinionBox: '会签意见',
			dueHours: 48,
			submitLabel: '同意会签',
		}),
		step({
			id: 'leader',
			name: '分管领导审签',
			mode: 'queue',
			handler: { by: 'chosen', fromRoleId: 'leaderInCharge', min: 1, max: 3 },
			opinion: 'required',
			opinionBox: '审签意见',
			submitLabel: '同意并送签发',
		}),
		step({
			id: 'sign',
			name: '签发',
			handler: { by: 'role', roleId: 'director' },
			verbs: ['return', 'transfer', 'circulate', 'retract', 'urge'],
			opinion: 'required',
			opinionBox: '签发意见',
			submitLabel: '同意签发',
			effect: 'sign',
		}),
		step({
			id: 'number',
			name: '编号登记',
			mode: 'any',
			handler: { by: 'role', roleId: 'documentClerk' },
			verbs: clerical,
			text: 'read',
			opinion: 'none',
			duties: ['number'],
			dueHours: 8,
			submitLabel: '登记完毕',
		}),
		step({
			id: 'seal',
			name: '盖章',
			handler: { by: 'role', roleId: 'sealKeeper' },
			verbs: ['return', 'circulate', 'urge'],
			text: 'read',
			opinion: 'none',
			duties: ['seal'],
			dueHours: 8,
			submitLabel: '用印完毕，送分发',
		}),
		step({
			id: 'distribute',
			name: '分发',
			mode: 'any',
			handler: { by: 'role', roleId: 'documentClerk' },
			verbs: ['transfer', 'circulate', 'urge'],
			text: 'read',
			opinion: 'none',
			duties: ['distribute'],
			dueHours: 24,
			submitLabel: '分发完毕，送归档',
		}),
		step({
			id: 'archive',
			name: '归档',
			handler: { by: 'role', roleId: 'archivist' },
			verbs: ['circulate'],
			text: 'read',
			opinion: 'none',
			duties: ['archive'],
			dueHours: 720,
			submitLabel: '归档并办结',
		}),
		routing('end', 'end', '办结'),
	],
	edges: edges(
		'start > draft',
		'draft > department',
		'department > review',
		'review > countersign: 送会签',
		'review > leader: 送分管领导审签',
		'review > sign: 直接送签发',
		'countersign > sign',
		'leader > sign',
		'sign > number',
		'number > seal: 送盖章',
		'number > distribute: 不用印，送分发',
		'seal > distribute',
		'distribute > archive',
		'archive > end',
	),
};

/** 收文: 登记 → 拟办 → 核办 → 批示 → 承办 → 传阅 → 归档. */
const incoming: FlowDraft = {
	id: 'incoming',
	version: 1,
	name: '收文办理',
	module: 'document',
	nodes: [
		routing('start', 'start', '开始'),
		step({
			id: 'register',
			name: '登记',
			handler: { by: 'initiator' },
			verbs: ['circulate', 'retract', 'urge', 'terminate'],
			text: 'edit',
			elements: 'edit',
			opinion: 'optional',
			opinionBox: '登记说明',
			dueHours: 8,
			submitLabel: '登记并送拟办',
		}),
		step({
			id: 'propose',
			name: '拟办',
			mode: 'any',
			handler: { by: 'role', roleId: 'officeReviewer' },
			verbs: ['return', 'transfer', 'circulate', 'retract', 'urge'],
			text: 'read',
			opinion: 'required',
			opinionBox: '拟办意见',
			dueHours: 8,
			submitLabel: '送核办',
		}),
		step({
			id: 'verify',
			name: '核办',
			handler: { by: 'role', roleId: 'officeHead' },
			text: 'read',
			opinion: 'required',
			opinionBox: '核办意见',
			dueHours: 8,
			submitLabel: '核办完毕',
		}),
		step({
			id: 'instruct',
			name: '批示',
			mode: 'queue',
			handler: { by: 'chosen', fromRoleId: 'leaderInCharge', min: 1, max: 5 },
			text: 'read',
			opinion: 'required',
			opinionBox: '领导批示',
			submitLabel: '批示完毕',
		}),
		step({
			id: 'handle',
			name: '承办',
			mode: 'all',
			handler: { by: 'chosen', fromRoleId: 'deptHead', min: 1, max: 8 },
			verbs: ['return', 'transfer', 'circulate', 'urge'],
			text: 'read',
			opinion: 'required',
			opinionBox: '承办结果',
			dueHours: 120,
			submitLabel: '办理完毕',
		}),
		step({
			id: 'circulate',
			name: '传阅',
			mode: 'any',
			handler: { by: 'role', roleId: 'documentClerk' },
			verbs: ['circulate', 'urge', 'terminate'],
			text: 'read',
			opinion: 'none',
			duties: ['distribute'],
			dueHours: 24,
			submitLabel: '传阅完毕，送归档',
		}),
		step({
			id: 'archive',
			name: '归档',
			handler: { by: 'role', roleId: 'archivist' },
			verbs: ['circulate'],
			text: 'read',
			opinion: 'none',
			duties: ['archive'],
			dueHours: 720,
			submitLabel: '归档并办结',
		}),
		routing('end', 'end', '办结'),
	],
	edges: edges(
		'start > register',
		'register > propose',
		'propose > verify',
		'verify > instruct: 送领导批示',
		'verify > handle: 直接送承办',
		'verify > circulate: 阅知件，送传阅',
		'instruct > handle: 送承办',
		'instruct > circulate: 阅知，送传阅',
		'handle > circulate',
		'circulate > archive',
		'archive > end',
	),
};

/** Flow definitions of the sample bureau (DOC-23, DOC-24). */
export const flows: Flow[] = [outgoing, incoming].map((flow) => flowSchema.parse(flow));
