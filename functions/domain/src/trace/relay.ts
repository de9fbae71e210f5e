import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { digest } from 'lib0/hash/sha256';
import { toHexString } from 'lib0/buffer';
import { encodeUtf8 } from 'lib0/string';

/** One change of a text as its writer sends it to those who are online, before the log has it. */
export interface SignedChange {
	/** Place among the changes of its session, from 0 without gaps. */
	seq: number;
	/** Yjs V1 update with structs of the session only. */
	update: Uint8Array;
	/** ECDSA P-256 with SHA-256 over `signedBytes`, 64 bytes (r, s). */
	signature: Uint8Array;
}

/** What the writer of a change signs: the text, the session, the place and the hash of the update. */
export function signedBytes(
	textId: string,
	session: string,
	seq: number,
	update: Uint8Array,
): Uint8Array {
	return encodeUtf8(`${textId}/${session}/${String(seq)}/${toHexString(digest(update))}`);
}

/** Changes of one session as the bytes of a relay. */
export function encodeChanges(changes: readonly SignedChange[]): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, changes.length);
	for (const { seq, update, signature } of changes) {
		encoding.writeVarUint(encoder, seq);
		encoding.writeVarUint8Array(encoder, update);
		encoding.writeVarUint8Array(encoder, signature);
	}
	return encoding.toUint8Array(encoder);
}

/** The changes of a relay. @throws Error when the bytes are none. */
export function decodeChanges(bytes: Uint8Array): SignedChange[] {
	const decoder = decoding.createDecoder(bytes);
	return Array.from({ length: decoding.readVarUint(decoder) }, () => ({
		seq: decoding.readVarUint(decoder),
		update: decoding.readVarUint8Array(decoder),
		signature: decoding.readVarUint8Array(decoder),
	}));
}
