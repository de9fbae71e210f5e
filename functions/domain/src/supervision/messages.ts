import type { Catalogue } from '../messages.ts';

/** Refusals about matters under supervision. */
export const supervisionMessages = {
	'supervision/notYours': [
		'这件督办不归您办理：由责任单位负责人或其指定的承办人办理，协办单位负责人可以反馈。',
		'This is for the responsible unit’s head or handler; heads of assisting units may report.',
	],
	'supervision/onlySupervisor': [
		'只有督办管理人员可以这样做，请在反馈中说明您的意见。',
		'Only supervisors may do this. Say what you think in a report.',
	],
	'supervision/onlyHead': [
		'承办人由责任单位负责人指定，请与负责人联系。',
		'The handler is named by the responsible unit’s head.',
	],
	'supervision/notInUnit': [
		'{name}不在责任单位，请在责任单位人员中选择承办人。',
		'{name} is not in the responsible unit.',
	],
	'supervision/noUnit': ['没有找到所选的单位，请重新选择。', 'No such unit; choose again.'],
	'supervision/leadAssists': [
		'责任单位不必再列为协办单位，请从协办单位中移除。',
		'The responsible unit cannot assist itself.',
	],
	'supervision/closed': [
		'这件督办已销号；需要继续办理的，请督办管理人员重新启动。',
		'This matter is closed; a supervisor may reopen it.',
	],
	'supervision/notClosed': ['这件督办尚未销号，无需重新启动。', 'This matter is not closed.'],
	'supervision/closing': [
		'已申请销号，等待督办管理人员审核；被退回后可以继续反馈。',
		'Closing was asked for; wait for the supervisor.',
	],
	'supervision/notClosing': [
		'责任单位没有申请销号，没有可退回的申请。',
		'Nobody asked to close this.',
	],
	'supervision/wordsToClose': [
		'责任单位尚未申请销号，直接销号请写明理由。',
		'The unit has not asked to close it; give a reason.',
	],
	'supervision/noReport': ['请先反馈办理情况，再申请销号。', 'Report before asking to close.'],
	'supervision/pastDay': ['期限已过或不晚于现期限，请选择更晚的日期。', 'Choose a later day.'],
	'supervision/extensionAsked': [
		'已有一项延期申请在等待审核，请等待结果。',
		'An extension is being decided already.',
	],
	'supervision/noExtension': [
		'没有待审核的延期申请，可能已经处理，请刷新。',
		'No extension waits for a decision.',
	],
	'supervision/reasonMissing': ['请写明不同意的理由。', 'Give a reason for refusing.'],
} as const satisfies Catalogue;

export type SupervisionRefusal = keyof typeof supervisionMessages;
