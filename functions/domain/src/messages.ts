/**
 * The sentences people read when something is refused: what happened and what to do next, as
 * [中文, English]. `{name}` stands for a detail of the refusal.
 */
export type Catalogue = Record<string, readonly [string, string]>;

import { accessMessages } from './access/messages.ts';
import { bodyMessages } from './document/body-messages.ts';
import { documentMessages } from './document/messages.ts';
import { distributionMessages } from './document/distribution-messages.ts';
import { numberingMessages } from './document/numbering-messages.ts';
import { pageMessages } from './document/page-messages.ts';
import { templateMessages } from './document/template-messages.ts';
import { calendarMessages } from './calendar/messages.ts';
import { chasingMessages } from './chasing/messages.ts';
import { delegationMessages } from './delegation/messages.ts';
import { draftingMessages } from './drafting/messages.ts';
import { fileMessages } from './files/messages.ts';
import { formulaMessages } from './formula/messages.ts';
import { fontMessages } from './fonts/messages.ts';
import { definitionMessages } from './flow/definition-messages.ts';
import { approvalMessages } from './approval/messages.ts';
import { flowMessages } from './flow/messages.ts';
import { handoverMessages } from './handover/messages.ts';
import { recordMessages } from './records/messages.ts';
import { supervisionMessages } from './supervision/messages.ts';
import { verificationMessages } from './verification/messages.ts';

const coreMessages = {
	'core/signedOut': ['登录已失效，请重新登录。', 'You are signed out. Please sign in again.'],
	'core/disabled': [
		'账号已停用，请联系管理员。',
		'This account is disabled. Ask an administrator.',
	],
	'core/forbidden': [
		'您没有“{permission}”权限，可向管理员申请。',
		'You lack the permission “{permission}”. Ask an administrator.',
	],
	'core/badInput': ['填写有误：{field}。请改正后再提交。', 'Please correct: {field}.'],
	'core/notFound': [
		'没有找到这条记录，可能已被删除。请刷新列表。',
		'Not found; it may have been deleted. Refresh the list.',
	],
	'core/stale': [
		'内容已被他人更新，请刷新后再试，您填写的内容不会丢失。',
		'Somebody changed this meanwhile. Refresh and try again; what you typed is kept.',
	],
	'core/busy': [
		'办理的人太多，请稍候几秒再试。',
		'Too many people act at once. Try again in a few seconds.',
	],
	'core/unknownAct': [
		'页面版本过旧，请刷新页面后再试。',
		'This page is out of date. Please reload it.',
	],
	'core/offline': [
		'当前离线，操作已存入待发件，联网后自动提交。',
		'You are offline. The act waits in the outbox and is sent when you are back.',
	],
	'core/internal': [
		'系统出错，操作没有生效，请稍后重试；多次出现请联系管理员。',
		'Something failed and nothing was changed. Try again later.',
	],
} as const satisfies Catalogue;

/** All refusals of the product, by code. */
export const messages: Catalogue = {
	...coreMessages,
	...accessMessages,
	...bodyMessages,
	...documentMessages,
	...numberingMessages,
	...distributionMessages,
	...pageMessages,
	...templateMessages,
	...calendarMessages,
	...chasingMessages,
	...delegationMessages,
	...draftingMessages,
	...handoverMessages,
	...fileMessages,
	...formulaMessages,
	...fontMessages,
	...flowMessages,
	...approvalMessages,
	...definitionMessages,
	...recordMessages,
	...supervisionMessages,
	...verificationMessages,
};
