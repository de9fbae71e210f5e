import type { Catalogue } from '../messages.ts';

/** Refusals about chasing and the queue of outgoing messages. */
export const chasingMessages = {
	'chasing/notResendable': [
		'只有发送失败或未配置通道的消息可以重发，请刷新列表。',
		'Only messages that were given up or had no channel can be sent again. Refresh the list.',
	],
} as const satisfies Catalogue;

export type ChasingRefusal = keyof typeof chasingMessages;
