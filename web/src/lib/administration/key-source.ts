import type { SealSource } from '@wenshu/domain/document/seal.ts';
import type { FormErrors } from '../organisation/draft-errors.ts';
import { s } from '../seals/words.ts';

/** What is typed about a key that does not come from here. */
export interface TypedKey {
	file: File | null;
	filePassword: string;
	url: string;
	keyId: string;
	token: string;
	licensed: boolean;
}

/** Nothing typed yet. */
export function emptyKey(): TypedKey {
	return { file: null, filePassword: '', url: '', keyId: '', token: '', licensed: false };
}

/** What is missing of it. */
export function keyErrors(source: SealSource, key: TypedKey): FormErrors {
	const errors: FormErrors = {};
	if (source === 'p12' && key.file === null) errors['file'] = s.p12Missing;
	if (source !== 'external') return errors;
	if (!/^https?:\/\/[^\s/]+/.test(key.url)) errors['url'] = s.serviceMissing;
	if (key.keyId.trim() === '') errors['keyId'] = s.serviceKey;
	return errors;
}

/** What the act takes. */
export async function keyInput(source: 'p12' | 'external', key: TypedKey): Promise<object> {
	const { url, keyId, token, licensed, filePassword: password } = key;
	if (source === 'external') return { from: 'external', url, keyId: keyId.trim(), token, licensed };
	const bytes = new Uint8Array((await key.file?.arrayBuffer()) ?? new ArrayBuffer(0));
	let text = '';
	for (const byte of bytes) text += String.fromCharCode(byte);
	return { from: 'p12', file: btoa(text), password, licensed };
}
