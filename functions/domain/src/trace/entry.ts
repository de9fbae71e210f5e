import * as buffer from 'lib0/buffer';
import { digest } from 'lib0/hash/sha256';
import { encodeUtf8 } from 'lib0/string';

/** One entry of a text's log, not yet or already at the server. */
export interface Entry {
	/** Session: the Yjs client id as canonical varint hex. */
	session: string;
	/** Place in the session, from 0 without gaps. */
	n: number;
	/** Yjs V1 update with structs of this session only. */
	update: Uint8Array;
	/** Hash that chains this entry to the one before. */
	hash: string;
}

/** The largest update the rules take, in bytes. */
export const LARGEST = 200_000;

/** Name of the session of a Yjs client: canonical varint hex, which the rules find in the bytes. */
export function sessionName(clientId: number): string {
	let rest = clientId;
	let name = '';
	while (rest > 127) {
		name += ((rest & 127) | 128).toString(16).padStart(2, '0');
		rest = Math.floor(rest / 128);
	}
	return name + rest.toString(16).padStart(2, '0');
}

/** The Yjs client id behind a session's name. */
export function clientOf(session: string): number {
	return buffer
		.fromHexString(session)
		.reduce((id, byte, index) => id + (byte & 127) * 128 ** index, 0);
}

/** Hash of an entry that follows `previous` (the session's name for the first). */
export function chainHash(previous: string, update: Uint8Array): string {
	return sha256(encodeUtf8(`${previous}:${sha256(update)}`));
}

function sha256(bytes: Uint8Array): string {
	return buffer.toHexString(digest(bytes));
}
