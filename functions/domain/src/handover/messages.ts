import type { Catalogue } from '../messages.ts';

/** Refusals about handing over what a leaver holds (离职交接). */
export const handoverMessages = {
	'handover/stillHere': [
		'“{name}”的账号仍在使用，请先停用账号，再办理工作交接。',
		'The account of “{name}” is in use. Disable it first.',
	],
	'handover/badReceiver': [
		'“{name}”不能接手，请选择在用账号的人员。',
		'“{name}” cannot take over. Choose somebody whose account is in use.',
	],
	'handover/notListed': ['请先清点事项，再移交。', 'List what is held first.'],
	'handover/nothingChosen': [
		'所选事项已经移交，请刷新清单后重新选择。',
		'What you chose has been handed over already. Refresh the list.',
	],
} as const satisfies Catalogue;

/** Codes with which decisions about handing over refuse. */
export type HandoverRefusal = keyof typeof handoverMessages;
