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
	'flow/revoked': ['此件已由发起人撤销，不能再办理。', 'The initiator revoked this case.'],
	'flow/voided': ['此件已作废，不能再办理。', 'This case is void.'],
	'flow/notEnded': ['此件还没有办结或终止，不能进行这一操作。', 'This case has not ended.'],
	'flow/waitsForAdded': [
		'您已请他人先办理或答复，待对方办完后回到您这里；不再需要时可减签。',
		'You asked others first; the task returns to you when they are done.',
	],
	'flow/nobodyNamed': ['请至少选择一位人员。', 'Choose at least one person.'],
	'flow/noWay': [
		'没有一个去向符合当前条件，请核对表单内容，或联系流程管理员。',
		'No way on meets its condition. Check the form or ask whoever manages the flow.',
	],
	'flow/freeInFork': [
		'并行分支内只能送到同一分支的环节，请重新选择。',
		'Inside parallel branches only steps of the same branch can be chosen.',
	],
	'flow/subLoop': [
		'“{step}”会重新启动正在办理的流程，形成循环；请联系流程管理员修改。',
		'“{step}” would start a flow inside itself.',
	],
	'flow/noDisagree': [
		'“{step}”环节没有不同意的去向，可退回或在意见中说明。',
		'“{step}” leads nowhere when disagreed with; return it or say so in your opinion.',
	],
	'flow/fieldMissing': ['请先填写“{field}”，再提交。', 'Fill in “{field}” first.'],
	'flow/answerMissing': ['请填写答复内容后再提交。', 'Please write your answer first.'],
	'flow/questionMissing': ['请写明需要对方答复的问题。', 'Please write what you ask.'],
	'flow/onlyAnswer': [
		'这是向您征询的事项，只需答复；办理由委派人继续。',
		'You were asked for an answer; the rest is for whoever asked.',
	],
	'flow/mayNotRecord': [
		'只有文书人员可以代录纸面意见，请联系办公室。',
		'Only document clerks may record opinions given on paper.',
	],
	'flow/scanMissing': [
		'代录须附领导签批的扫描件，请先上传。',
		'Attach the scan of the signed paper.',
	],
	'flow/noReturnOut': [
		'分支内不能退回到分支之前，可在分支内退回或联系流程监控人员。',
		'A branch cannot be returned to before its fork.',
	],
	'flow/stillInProgress': [
		'该环节正在办理，不能退回到那里；可直接与办理人沟通。',
		'That step is still in progress.',
	],
	'flow/noStraightBackOut': [
		'退回到分支之前时各分支都已结束，改后须重新办理，不能直送。',
		'Out of branches a return cannot come straight back.',
	],
	'flow/no-transfer': ['“{step}”环节不允许转办，请本人办理。', '“{step}” cannot be transferred.'],
	'flow/no-delegate': ['“{step}”环节不允许委派，请本人办理。', '“{step}” cannot be delegated.'],
	'flow/no-addBefore': ['“{step}”环节不允许前加签。', '“{step}” allows nobody to be added before.'],
	'flow/no-addAfter': ['“{step}”环节不允许后加签。', '“{step}” allows nobody to be added after.'],
	'flow/no-addParallel': [
		'“{step}”环节不允许并加签，可用前加签或后加签。',
		'“{step}” allows nobody to be added beside.',
	],
	'flow/no-addBranch': ['“{step}”环节不允许增加分支。', '“{step}” allows no further branch.'],
	'flow/no-pause': ['“{step}”环节不允许挂起计时。', '“{step}” allows no pause.'],
	'flow/nestedAdd': [
		'您是被加签的人，不能再加签；可在意见中说明，由原办理人加签。',
		'You were added yourself and cannot add others.',
	],
	'flow/notAdded': ['只能减去加签的人员。', 'Only added people can be taken off.'],
	'flow/noFork': ['没有可以增加分支的并行环节，可能已经汇合。', 'There is no open fork.'],
	'flow/notInFork': ['请选择这一并行分支内的环节。', 'Choose a step inside this fork.'],
	'flow/passedJoin': [
		'此件已经汇合，不能收回；请联系下一环节退回。',
		'The branches have joined; ask the next step to return it.',
	],
	'flow/notInitiator': ['只有发起人可以撤销。', 'Only the initiator may revoke.'],
	'flow/cannotRevoke': [
		'已有人办理，不能撤销；请联系办理人退回，或联系流程监控人员终止。',
		'Somebody has acted already; ask them to return it.',
	],
	'flow/mayNotManage': [
		'这一操作只有流程监控人员可以进行，请联系他们。',
		'Only those who monitor flows may do this.',
	],
	'flow/archived': ['此件已归档，不能恢复办理。', 'This case is filed and cannot be resumed.'],
	'flow/notReroutable': ['这一流程不允许跳转。', 'This flow allows no reroute.'],
	'flow/reroutePending': [
		'已有一项跳转在等待确认，请先处理那一项。',
		'Another reroute waits for a second person.',
	],
	'flow/noReroute': ['没有等待确认的跳转，可能已由他人处理。', 'No reroute waits to be confirmed.'],
	'flow/secondPerson': [
		'跳转须由另一人确认，请联系其他流程监控人员。',
		'Somebody else must confirm the reroute.',
	],
	'flow/rerouteStale': [
		'此件在申请之后已经走动，请撤回申请，按现状重新提出。',
		'The case has moved since; propose it anew.',
	],
	'flow/rerouteInto': [
		'不能跳转到其他分支之内，请选择分支之外或同一分支的环节。',
		'A case cannot be moved into another branch.',
	],
	'flow/rerouteAllBranches': [
		'跳出并行分支须同时结束它的全部分支，请选择全部分支。',
		'All branches of the fork must be chosen to leave it.',
	],
	'flow/onlySystem': ['这一操作由系统自动进行。', 'Only the system does this.'],
	'flow/alreadyReminded': ['这一次提醒已经发出。', 'This reminder was given already.'],
	'flow/notDue': ['这项待办还没有到期。', 'This task is not due yet.'],
	'flow/mustBePersonal': [
		'这一环节须由本人办理，不能自动提交。',
		'This step is done in person only.',
	],
	'flow/alreadyPaused': ['计时已经挂起，先恢复再操作。', 'The clock stands already.'],
	'flow/notPaused': ['计时没有挂起。', 'The clock is not paused.'],
	'flow/mayNotAsk': ['只有当前办理人可以征求意见。', 'Only the holder may ask for comments.'],
	'flow/readWithdrawn': ['发送人已撤回这项传阅。', 'The sender withdrew this.'],
	'flow/noSubFlow': [
		'“{step}”要启动的流程不存在、已停用，或不能由流程启动；请联系流程管理员。',
		'The flow that “{step}” starts is missing, switched off, or cannot be started by a flow.',
	],
	'flow/nothingHeld': ['该人员在此件中没有待办。', 'They hold nothing in this case.'],
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
	'flow/alreadyBegun': [
		'{name}已暂存办理意见，不能收回；请联系对方退回。',
		'{name} has put aside an opinion; ask them to return it.',
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
