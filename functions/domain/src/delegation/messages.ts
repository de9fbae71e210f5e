import type { Catalogue } from '../messages.ts';

/** Refusals about delegations (代办委托). */
export const delegationMessages = {
	'delegation/notYours': [
		'只能为本人设立委托；他人缺勤时请机构管理人员代设。',
		'You can delegate your own tasks only. Ask an administrator for somebody absent.',
	],
	'delegation/window': [
		'结束时间要晚于开始时间，也不能已经过去，请重新选择。',
		'The end must be after the beginning and not in the past.',
	],
	'delegation/tooLong': [
		'委托最长一年，请缩短时间，到期后可再设。',
		'A delegation lasts a year at most.',
	],
	'delegation/toSelf': ['不能委托给本人，请选择他人。', 'Choose somebody else.'],
	'delegation/disabled': [
		'“{name}”的账号已停用，请另选他人；离职人员的事项请用工作交接。',
		'The account of “{name}” is disabled. Choose somebody else.',
	],
	'delegation/overlaps': [
		'{from} 至 {until} 已有一项给“{name}”的委托，流程重叠；请先结束那一项，或改选时间、流程。',
		'“{name}” already acts from {from} to {until} for some of these flows. End that one first.',
	],
	'delegation/ended': ['这项委托已经结束。', 'This delegation has ended already.'],
	'delegation/notEnder': [
		'只有委托人、被委托人和机构管理人员可以结束委托。',
		'Only the principal, the proxy or an administrator may end it.',
	],
} as const satisfies Catalogue;

/** Codes with which decisions about delegations refuse. */
export type DelegationRefusal = keyof typeof delegationMessages;
