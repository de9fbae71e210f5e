import type { Catalogue } from '../messages.ts';

/** Refusals of the routing engine. */
export const flowMessages = {
	'flow/closed': [
		'此件已办结，不能再办理；需要时可传阅。',
		'This case is closed; it can only be circulated.',
	],
	'flow/terminated': ['此件的流程已终止，不能再办理。', 'This case was terminated.'],
	'flow/noTask': [
		'没有找到这项待办，可能已被收回。请刷新待办列表。',
		'No such task; it may have been retracted. Refresh your list.',
	],
	'flow/notYours': [
		'这项待办不属于您，请由办理人本人处理。',
		'This task belongs to somebody else.',
	],
	'flow/notYourTurn': [
		'还没有轮到您：串签按顺序办理，前一位办完后会通知您。',
		'It is not your turn yet.',
	],
	'flow/taskClosed': [
		'这项待办已经处理（{why}），无需再办。请返回待办列表。',
		'This task is already closed ({why}).',
	],
	'flow/opinionMissing': ['请填写{box}后再提交。', 'Please give your opinion first.'],
	'flow/reasonMissing': ['请填写理由后再提交。', 'Please give a reason.'],
	'flow/duty-number': ['请先编号登记，再提交。', 'Number the document first.'],
	'flow/duty-seal': ['请先加盖印章，再提交。', 'Seal the document first.'],
	'flow/duty-distribute': ['请先选择分发范围并分发，再提交。', 'Distribute the document first.'],
	'flow/duty-archive': ['请先选择案卷并归档，再提交。', 'File the document first.'],
	'flow/chooseNext': ['请选择下一环节。', 'Choose the next step.'],
	'flow/chooseHandler': [
		'请为“{step}”选择 {count} 位办理人。',
		'Choose {count} people for “{step}”.',
	],
	'flow/badHandler': [
		'“{name}”不能办理这一环节，请另选他人。',
		'“{name}” cannot take this step. Choose somebody else.',
	],
	'flow/noHandler': [
		'“{step}”没有可办理的人，请联系管理员检查岗位设置。',
		'Nobody can take “{step}”. Ask an administrator to check the posts.',
	],
	'flow/noReturn': [
		'“{step}”环节不允许退回，可在意见中说明或转办。',
		'“{step}” does not allow a return.',
	],
	'flow/notWalked': [
		'只能退回到此件实际经过的环节，请重新选择。',
		'You can only return to a step that really happened.',
	],
	'flow/noTransfer': ['“{step}”环节不允许转办，请本人办理。', '“{step}” cannot be transferred.'],
	'flow/alreadyOnStep': [
		'{name}已在本环节办理人中，请另选他人。',
		'{name} is already on this step.',
	],
	'flow/pendingStraightBack': [
		'此件被退回后需改好直送退回人，期间不能转办或收回。',
		'This was returned to go straight back; it cannot be transferred or retracted.',
	],
	'flow/noRetract': [
		'本环节不允许收回，可联系下一环节退回。',
		'This step does not allow a retract.',
	],
	'flow/nothingToRetract': [
		'这项任务不是已办状态，没有可收回的内容。',
		'There is nothing to retract.',
	],
	'flow/notCompleter': [
		'同一环节由最后办理的人收回，您不是最后一位。',
		'Only the person whose act completed the step may retract.',
	],
	'flow/alreadyProcessed': [
		'下一环节已经处理，不能收回；请联系对方退回。',
		'The next step already acted; ask them to return it.',
	],
	'flow/passedFork': [
		'此件已进入并行分支，不能收回；请联系办理人退回。',
		'It has entered parallel branches and cannot be retracted.',
	],
	'flow/draftNotCirculated': ['草稿提交后才能传阅。', 'Submit the draft before circulating it.'],
	'flow/noReader': ['请至少选择一位尚未传阅的人员。', 'Choose at least one new reader.'],
	'flow/alreadyRead': ['您已阅过此件。', 'You have already read this.'],
	'flow/notRunning': ['此件不在办理中，不能进行这一操作。', 'This case is not running.'],
	'flow/mayNotUrge': [
		'只有办理过此件的人员或流程监控人员可以催办。',
		'Only people who handled this case may urge.',
	],
	'flow/nobodyToUrge': ['目前没有其他人待办，无需催办。', 'Nobody else holds an open task.'],
	'flow/mayNotTerminate': [
		'您不能终止此件，请联系文书或流程监控人员。',
		'You may not terminate this case.',
	],
	'flow/noFlow': ['没有找到此件的流程定义，请联系管理员。', 'The flow definition is missing.'],
} as const satisfies Catalogue;
