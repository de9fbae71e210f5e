import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { digest } from 'lib0/hash/sha256';
import { toHexString } from 'lib0/buffer';
import { encodeUtf8 } from 'lib0/string';

/**
 * Consecutive changes of one session, as their writer signed them for those who are online, before the
 * log has them. One signature covers the run, so a run is handed on whole.
 */
export interface SignedRun {
	/** Place of its first change among the changes of the session, from 0 without gaps. */
	first: number;
	/** Yjs V1 updates in their order, at least one, with structs of the session only. */
	updates: readonly Uint8Array[];
	/** ECDSA P-256 with SHA-256 over `signedBytes`, 64 bytes (r, s). */
	signature: Uint8Array;
}

/** Place of the last change of a run. */
export function lastOf({ first, updates }: Pick<SignedRun, 'first' | 'updates'>): number {
	return first + updates.length - 1;
}

/** What the writer of a run signs: the text, the session, the places and the hash of the updates' hashes. */
export function signedBytes(
	textId: string,
	session: string,
	run: Pick<SignedRun, 'first' | 'updates'>,
): Uint8Array {
	const encoder = encoding.createEncoder();
	for (const update of run.updates) encoding.writeUint8Array(encoder, digest(update));
	const hash = toHexString(digest(encoding.toUint8Array(encoder)));
	return encodeUtf8(`${textId}/${session}/${String(run.first)}-${String(lastOf(run))}/${hash}`);
}

/** Writes one run into a message. */
export function writeRun(encoder: encoding.Encoder, run: SignedRun): void {
	encoding.writeVarUint(encoder, run.first);
	encoding.writeVarUint(encoder, run.updates.length);
	for (const update of run.updates) encoding.writeVarUint8Array(encoder, update);
	encoding.writeVarUint8Array(encoder, run.signature);
}

/** Reads one run out of a message. @throws Error when there is none, or none with a change in it. */
export function readRun(decoder: decoding.Decoder): SignedRun {
	const piece = (): Uint8Array => decoding.readVarUint8Array(decoder).slice();
	const first = decoding.readVarUint(decoder);
	const length = decoding.readVarUint(decoder);
	if (length < 1 || length > decoder.arr.length) throw new Error('no run of changes');
	const updates = Array.from({ length }, piece);
	return { first, updates, signature: piece() };
}

/** Runs of one session as the bytes of a relay. */
export function encodeRuns(runs: readonly SignedRun[]): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeVarUint(encoder, runs.length);
	for (const run of runs) writeRun(encoder, run);
	return encoding.toUint8Array(encoder);
}

/** The runs of a relay. @throws Error when the bytes are none. */
export function decodeRuns(bytes: Uint8Array): SignedRun[] {
	const decoder = decoding.createDecoder(bytes);
	const length = decoding.readVarUint(decoder);
	if (length > bytes.length) throw new Error('no runs of changes');
	return Array.from({ length }, () => readRun(decoder));
}
