import type { Catalogue } from '../messages.ts';

/** Refusals about flow definitions: conditions, drafts, publishing and migration. */
export const definitionMessages = {
	'flow/badCondition': [
		'条件不能使用：{problem}请改正“{condition}”。',
		'The condition “{condition}” cannot be used ({problem}).',
	],
	'flow/draftChanged': [
		'{name}已于 {at} 保存过这份草稿。请刷新后在新内容上修改，您的改动可先导出留存。',
		'{name} saved this draft at {at}. Reload it and repeat your changes; export yours first.',
	],
	'flow/draftGone': [
		'这份流程草稿已被放弃或发布，请刷新后重新开始编辑。',
		'This draft was discarded or published. Reload and start again.',
	],
	'flow/draftTooLarge': [
		'流程太大，不能保存。请把一部分环节拆成子流程。',
		'This flow is too large. Move some steps into a sub-flow.',
	],
	'flow/unsound': [
		'流程还不能发布：{problem}改正后再发布。',
		'This flow cannot be published yet ({problem}).',
	],
	'flow/moduleFixed': [
		'已发布的流程不能改变所属业务，请另建一个流程。',
		'A published flow keeps its kind of case. Create another flow.',
	],
	'flow/notPublished': [
		'这个流程还没有发布过，请先发布。',
		'This flow was never published. Publish it first.',
	],
	'flow/disabled': [
		'流程“{name}”已停用，请另选流程，或联系流程管理员启用。',
		'The flow “{name}” is switched off. Choose another, or ask for it to be enabled.',
	],
	'flow/migrateOther': [
		'只能在同一流程的版本之间迁移，请重新选择。',
		'A case can only move between versions of one flow.',
	],
	'flow/migrateSame': ['此件已经在用这个版本，无需迁移。', 'This case is on that version already.'],
	'flow/migrateEnded': [
		'此件不在办理中，无需迁移，保留原版本即可。',
		'This case is not running; it keeps its version.',
	],
	'flow/migrateGone': [
		'此件经过“{step}”，新版本没有这个环节。请按原版本办结，或在新版本中恢复该环节。',
		'This case went through “{step}”, which the new version lacks. Let it end on the old version.',
	],
	'flow/migrateDiffers': [
		'“{step}”的办理方式在新版本中不同。请等此件办过这一环节后再迁移。',
		'“{step}” works differently in the new version. Migrate once the case has passed it.',
	],
	'flow/migrateBranches': [
		'“{step}”在新版本中处于不同的分支。请等此件离开分支后再迁移，或按原版本办结。',
		'“{step}” lies in other branches in the new version. Let the case leave them first.',
	],
	'flow/bpmnTooLarge': [
		'文件超过 1 MB，不能导入。请拆成几个流程后再导入。',
		'The file is larger than 1 MB. Split it into several flows.',
	],
	'flow/bpmnDoctype': [
		'文件含有 DOCTYPE 或实体声明，为安全起见不能导入。请去掉后再试。',
		'The file declares a document type or entities. Remove them and try again.',
	],
	'flow/bpmnUnreadable': [
		'文件不是完整的 BPMN 2.0，无法读取。请在原工具中重新导出后再试。',
		'This is not a complete BPMN 2.0 file. Export it again and retry.',
	],
	'flow/bpmnNoProcess': [
		'文件里没有流程，请选择含有流程的 BPMN 文件。',
		'The file holds no process. Choose one that does.',
	],
} as const satisfies Catalogue;
