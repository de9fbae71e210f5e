import type { ActAnswer } from '@wenshu/domain/acts.ts';
import type { SealPlace } from '@wenshu/domain/document/seal-place.ts';
import { callable, CallError } from '../platform/callables.ts';
import { defineMessages } from '../platform/messages.ts';
import { callSentence, refusalSentence } from '../platform/send-act.ts';

/** What a seal is asked for on a document. */
export interface Pressing {
	/** Id of the act; the same one for every try of one decision. */
	id: string;
	documentId: string;
	taskId: string;
	sealId: string;
	password: string;
	reason: string;
	place?: SealPlace;
}

/** Why nothing came of it, as a sentence to show. */
export class SealError extends Error {}

const ask = callable<object, ActAnswer>('seal', 120_000);

async function call<T>(input: object): Promise<T> {
	try {
		const answer = await ask(input);
		if (!answer.ok) throw new SealError(await refusalSentence(answer.code, answer.detail));
		return answer.result as T;
	} catch (error) {
		if (error instanceof CallError) throw new SealError(callSentence(error).message);
		throw error;
	}
}

/**
 * Puts the seal on; tells which organ is next in a joint issue, and the code of why it bears no time stamp
 * although the office asked for one. @throws {@link SealError}
 */
export function applySeal(
	input: Pressing,
): Promise<{ complete: boolean; next: string | null; unstamped: string | null }> {
	return call({ op: 'apply', ...input });
}

/** The page with the real seal, as a coarse picture (PNG, base64) given once. @throws {@link SealError} */
export function previewSeal(input: Pressing): Promise<{ page: number; png: string }> {
	return call({ op: 'preview', ...input });
}

/** Signs an opinion before it is handed in. @throws {@link SealError} */
export function signOpinion(input: {
	instanceId: string;
	taskId: string;
	sealId: string;
	password: string;
	opinion: string;
}): Promise<{ textSha256: string }> {
	return call({ op: 'opinion', ...input });
}

/** Gives a seal or a signature a new password. @throws {@link SealError} */
export function changeSealPassword(input: {
	sealId: string;
	password: string;
	newPassword: string;
}): Promise<{ changed: boolean }> {
	return call({ op: 'password', id: crypto.randomUUID(), ...input });
}

const m = defineMessages({
	failed: ['没有办成，请稍后再试。', 'It did not work. Try again later.'],
});

/** Why it did not work, as a sentence to show. */
export function sealSentence(error: unknown): string {
	return error instanceof SealError ? error.message : m.failed;
}
