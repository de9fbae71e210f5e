import type { Catalogue } from '../messages.ts';

/** Refusals of this part of the house. */
export const accessMessages = {
	'access/idTaken': [
		'这条记录已经存在，请刷新页面后查看。',
		'This record exists already. Refresh the page.',
	],
	'access/unitMissing': [
		'所选单位不存在，请刷新页面后重新选择。',
		'The unit chosen does not exist. Refresh and choose again.',
	],
	'access/secondRoot': [
		'机构树只能有一个最高单位，请选择上级单位。',
		'There can be only one unit at the top. Choose the unit above.',
	],
	'access/rootUnit': [
		'最高单位不能移动或删除，可以修改名称。',
		'The top unit cannot be moved or removed; it can be renamed.',
	],
	'access/unitCycle': [
		'不能移到本单位或其下级单位之下，请选择其他单位。',
		'A unit cannot move below itself. Choose another unit.',
	],
	'access/unitTooDeep': [
		'机构层级最多 {levels} 级，请选择更高的上级单位。',
		'The tree has at most {levels} levels. Choose a higher unit.',
	],
	'access/unitNameTaken': [
		'同一上级单位下已有“{name}”，请换一个名称。',
		'There is already a “{name}” below the same unit. Choose another name.',
	],
	'access/unitCodeTaken': [
		'档案代码 {code} 已由“{name}”使用，请换一个代码。',
		'The archive code {code} belongs to “{name}”. Choose another.',
	],
	'access/unitHasUnits': [
		'该单位还有下级单位，请先移走或删除下级单位。',
		'There are units below this one. Move or remove them first.',
	],
	'access/unitHasPeople': [
		'该单位还有人员，请先把人员调到其他岗位。',
		'There are people in this unit. Give them other posts first.',
	],
	'access/namedInFlow': [
		'流程设置中指定了它，请先修改流程。',
		'A flow names it. Change the flow first.',
	],
	'access/postNameTaken': [
		'本单位已有“{name}”岗位，请换一个名称。',
		'The unit has a post “{name}” already. Choose another name.',
	],
	'access/postHeld': [
		'{name}等人员正在担任该岗位，请先调整人员岗位。',
		'{name} holds this post. Give its holders other posts first.',
	],
	'access/postMissing': [
		'所选岗位不存在，请刷新页面后重新选择。',
		'A post chosen does not exist. Refresh and choose again.',
	],
	'access/postTwice': ['同一岗位只能选一次，请去掉重复的岗位。', 'A post can be chosen only once.'],
	'access/roleNameTaken': [
		'已有“{name}”角色，请换一个名称。',
		'There is a role “{name}” already. Choose another name.',
	],
	'access/roleCarried': [
		'“{name}”等岗位带有该角色，请先在权限矩阵中取消。',
		'The post “{name}” carries this role. Take it away in the matrix first.',
	],
	'access/staffNumberTaken': [
		'工号 {number} 已由他人使用，请核对后重新填写。',
		'The staff number {number} belongs to somebody else. Check and type another.',
	],
	'access/emailTaken': [
		'邮箱 {email} 已由他人使用，请换一个邮箱。',
		'The address {email} belongs to somebody else. Choose another.',
	],
	'access/lastAdministrator': [
		'至少要有一名启用的人员持有权限管理权限，请先授权他人再操作。',
		'Somebody must keep the right to manage permissions. Give it to somebody else first.',
	],
	'access/administratorOnly': [
		'涉及权限管理员的账号或岗位，须由具有权限管理权限的人员办理。',
		'Only those who manage permissions may change an administrator.',
	],
	'access/ownPosts': [
		'不能调整本人的岗位，请由其他管理员办理。',
		'You cannot change your own posts. Ask another administrator.',
	],
	'access/ownAccount': [
		'不能停用本人的账号，请由其他管理员办理。',
		'You cannot disable your own account. Ask another administrator.',
	],
	'access/weakPassword': [
		'密码至少 10 位，并且同时含有字母和数字，请重新设置。',
		'A password needs 10 characters with letters and digits. Choose another.',
	],
	'access/passwordKept': [
		'密码还没有修改，请先设置新密码。',
		'The password has not been changed yet. Set a new one first.',
	],
	'access/mustChangePassword': [
		'请先修改初始密码，再办理业务。',
		'Change the initial password before you go on.',
	],
	'access/accountPending': [
		'资料已保存，但登录账号暂未更新，系统会自动重试；如需设置密码，请稍后重置。',
		'Saved, but the account is not up to date yet; it is repaired by itself. Reset the password later.',
	],
	'access/importRow': [
		'第 {row} 行：{reason}整批没有导入，请改正后再提交。',
		'Row {row}: {reason} Nothing was imported; correct it and try again.',
	],
	'access/sheetColumn': [
		'表中没有“{column}”列，请使用下载的模板。',
		'The sheet has no column “{column}”. Use the template.',
	],
	'access/sheetEmpty': [
		'表中没有数据，请从第二行起填写。',
		'The sheet is empty. Fill it in from the second row on.',
	],
	'access/cellMissing': ['请填写“{column}”。', 'Fill in “{column}”.'],
	'access/cellInvalid': [
		'“{column}”填写有误，请按模板说明填写。',
		'“{column}” is not valid. See the template.',
	],
	'access/cellTwice': [
		'“{column}”与第 {row} 行重复，请核对。',
		'“{column}” repeats row {row}. Check both.',
	],
	'access/cellUnit': [
		'没有找到单位“{name}”，请填写全称，重名时写成“上级/单位”。',
		'There is no unit “{name}”. Give its full name, or “above/unit” where names repeat.',
	],
	'access/cellPost': [
		'单位“{unit}”没有岗位“{name}”，请先设置岗位。',
		'The unit “{unit}” has no post “{name}”. Create the post first.',
	],
	'access/notHead': [
		'只有单位负责人可以授权，请联系本单位负责人。',
		'Only the head of a unit may lend permissions.',
	],
	'access/notBelow': [
		'只能授权给本单位及下级单位的人员，“{name}”不在其中，请另选他人。',
		'You may lend to people of your unit or below it; “{name}” is not among them.',
	],
	'access/notHeld': [
		'“{permission}”不是您因岗位或角色持有的权限，不能授权他人。',
		'You do not hold “{permission}” by a post or role and cannot lend it.',
	],
	'access/neverLent': [
		'“{permission}”不能授权他人，请由管理员在“权限”页授予岗位。',
		'“{permission}” cannot be lent; an administrator gives it to a post.',
	],
	'access/lendWindow': [
		'结束时间要晚于开始时间，不能已经过去，最长一年，请重新选择。',
		'The end must be after the beginning, not in the past, and within a year.',
	],
	'access/lendSelf': ['不能授权给本人，请选择他人。', 'Choose somebody else.'],
	'access/lendDisabled': [
		'“{name}”的账号已停用，请另选他人。',
		'The account of “{name}” is disabled. Choose somebody else.',
	],
	'access/loanEnded': ['这项授权已经收回或到期。', 'This has been taken back or is over already.'],
	'access/notLender': [
		'只有授权人和权限管理员可以收回，请联系授权人。',
		'Only the lender or an administrator may take it back.',
	],
} as const satisfies Catalogue;

/** Codes with which decisions about people and access refuse. */
export type AccessRefusal = keyof typeof accessMessages | 'core/notFound';
