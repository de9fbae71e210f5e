import { callable, CallError } from './callables.ts';
import { defineMessages, fill, say, type Pair } from './messages.ts';

/** The message of an act, as the server reads it. */
export interface ActMessage {
	id: string;
	type: string;
	target: string;
	input: unknown;
	version: number | null;
}

/** What the server answers to an act. */
export type ActAnswer =
	{ ok: true; result: unknown } | { ok: false; code: string; detail?: Record<string, string> };

/** A refusal with the sentence to show. */
export interface Refusal {
	ok: false;
	code: string;
	message: string;
	/** What the sentence mentions; `fields` names the fields of a form that are meant. */
	detail?: Record<string, string>;
}

const m = defineMessages({
	unreachable: [
		'连不上服务器，请检查网络后重试。',
		'The server cannot be reached. Check the network and try again.',
	],
	expired: ['登录已失效，请重新登录。', 'You are signed out. Please sign in again.'],
	forbidden: [
		'您没有办理此事的权限，可向管理员申请。',
		'You may not do this. Ask an administrator.',
	],
	invalid: [
		'提交的内容有误，请检查后再提交。',
		'Something in it is not right. Check it and submit again.',
	],
	failed: [
		'服务器出错，本次没有提交成功，请稍后再试。',
		'The server failed and nothing was submitted. Try again later.',
	],
	unknown: ['未能办理（{code}），请刷新后重试。', 'Refused ({code}). Refresh and try again.'],
});

const sendAct = callable<ActMessage, ActAnswer>('act', 60_000);

/** The sentence of a refusal code, from the domain's catalogue, loaded when first needed. */
export async function refusalSentence(
	code: string,
	detail: Record<string, string> = {},
): Promise<string> {
	const catalogue = await import('@wenshu/domain/messages.ts').catch(() => null);
	const pair = (catalogue?.messages as Record<string, Pair | undefined> | undefined)?.[code];
	return pair ? fill(say(pair), detail) : m.unknown({ code });
}

/** The sentence for a call that got no proper answer. */
export function callSentence(error: CallError): Refusal {
	const sentences: Record<string, string> = {
		unauthenticated: m.expired,
		'permission-denied': m.forbidden,
		'invalid-argument': m.invalid,
	};
	const message = sentences[error.code] ?? (error.unreachable ? m.unreachable : m.failed);
	return { ok: false, code: `call/${error.code}`, message };
}

/**
 * Sends an act once. Answers `unreachable` when nobody knows whether it arrived; sending the same id
 * again is then right.
 */
export async function deliver(
	message: ActMessage,
): Promise<{ ok: true; result: unknown } | Refusal | 'unreachable'> {
	try {
		const answer = await sendAct(message);
		if (answer.ok) return answer;
		return {
			ok: false,
			code: answer.code,
			message: await refusalSentence(answer.code, answer.detail),
			...(answer.detail && { detail: answer.detail }),
		};
	} catch (error) {
		if (!(error instanceof CallError)) throw error;
		return error.unreachable ? 'unreachable' : callSentence(error);
	}
}
