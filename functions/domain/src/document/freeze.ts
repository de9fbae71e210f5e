import { toHexString } from 'lib0/buffer';
import { digest } from 'lib0/hash/sha256';
import { encodeUtf8 } from 'lib0/string';
import { cleanBody, countCharacters, type BodyNode } from './body.ts';

/** A text at one moment: 花脸稿 and 清稿 with the hash that later proves nothing was altered. */
export interface Freeze {
	marked: BodyNode;
	clean: BodyNode;
	/** SHA-256 (hex) of the canonical JSON of `clean`. */
	sha256: string;
	/** SHA-256 (hex) of the canonical JSON of `marked`. */
	markedSha256: string;
	/** 字数 of `clean`. */
	characters: number;
}

/** Takes both readings of a text and their hashes. */
export function freezeText(marked: BodyNode): Freeze {
	const clean = cleanBody(marked);
	return {
		marked,
		clean,
		sha256: bodyHash(clean),
		markedSha256: bodyHash(marked),
		characters: countCharacters(clean),
	};
}

/** SHA-256 (hex) of a body, independent of the order of keys. */
export function bodyHash(body: BodyNode): string {
	return canonicalHash(body);
}

/** SHA-256 (hex) of the canonical JSON of a value: keys in their order, nothing undefined. */
export function canonicalHash(value: unknown): string {
	return toHexString(digest(encodeUtf8(canonical(value))));
}

function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value);
	const entries = Object.entries(value)
		.filter(([, item]) => item !== undefined)
		.sort(([left], [right]) => (left < right ? -1 : 1))
		.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`);
	return `{${entries.join(',')}}`;
}
