import { opinionDigestText } from '@wenshu/domain/document/opinion-signature.ts';

/** SHA-256 (hex) of what a handwritten signature under an opinion covers. */
export async function opinionDigest(
	instanceId: string,
	taskId: string,
	opinion: string,
): Promise<string> {
	const bytes = new TextEncoder().encode(opinionDigestText(instanceId, taskId, opinion));
	const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
	return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
