import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { chainHash } from './entry.ts';
import type { LogEntry, SegmentRecord } from './model.ts';

/** Version of the encoding, its first byte. */
const FORMAT = 1;

/** Entries as the bytes of a segment: people and sessions once, times as differences in ms. */
export function encodeEntries(entries: readonly LogEntry[]): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeUint8(encoder, FORMAT);
	const names = [
		...new Set(entries.flatMap(({ session, by, relayedBy }) => [session, by, relayedBy ?? ''])),
	];
	encoding.writeVarUint(encoder, names.length);
	for (const name of names) encoding.writeVarString(encoder, name);
	encoding.writeVarUint(encoder, entries.length);
	let before = 0;
	for (const entry of entries) {
		for (const name of [entry.session, entry.by, entry.relayedBy ?? ''])
			encoding.writeVarUint(encoder, names.indexOf(name));
		encoding.writeVarInt(encoder, entry.n);
		encoding.writeVarInt(encoder, entry.at.getTime() - before);
		before = entry.at.getTime();
		encoding.writeVarString(encoder, entry.hash);
		encoding.writeVarUint8Array(encoder, entry.update);
	}
	return encoding.toUint8Array(encoder);
}

/** The entries of a segment. @throws Error when the bytes are no segment. */
export function decodeEntries(bytes: Uint8Array): LogEntry[] {
	const decoder = decoding.createDecoder(bytes);
	if (decoding.readUint8(decoder) !== FORMAT) throw new Error('unknown format of a segment');
	const names = Array.from({ length: decoding.readVarUint(decoder) }, () =>
		decoding.readVarString(decoder),
	);
	let at = 0;
	return Array.from({ length: decoding.readVarUint(decoder) }, () => {
		const [session = '', by = '', relayedBy = ''] = Array.from(
			{ length: 3 },
			() => names[decoding.readVarUint(decoder)],
		);
		const n = decoding.readVarInt(decoder);
		at += decoding.readVarInt(decoder);
		const hash = decoding.readVarString(decoder);
		const update = decoding.readVarUint8Array(decoder);
		return { session, n, update, hash, by, at: new Date(at), relayedBy: relayedBy || null };
	});
}

/** Hash of a segment that follows `previous` (the text's id for the first). */
export function segmentHash(previous: string, entries: Uint8Array): string {
	return chainHash(previous, entries);
}

/** Bytes of entries in one segment at most: a document holds 1 MiB. */
const LIMIT = 900_000;
/** What an entry takes beside its update: hash, numbers and lengths. */
const FRAME = 100;

/** Entries, in order, as the segments that follow segment `k - 1`, whose hash is `previous`. */
export function segmentsOf(
	entries: readonly LogEntry[],
	{ k, previous, at }: { k: number; previous: string; at: Date },
	limit = LIMIT,
): SegmentRecord[] {
	const segments: SegmentRecord[] = [];
	let hash = previous;
	let part: LogEntry[] = [];
	let size = 0;
	const close = (): void => {
		const [first, last] = [part[0], part.at(-1)];
		if (!first || !last) return;
		const bytes = encodeEntries(part);
		const before = hash;
		hash = segmentHash(before, bytes);
		const facts = { count: part.length, from: first.at, to: last.at };
		segments.push({ k: k + segments.length, at, previous: before, hash, ...facts, entries: bytes });
		[part, size] = [[], 0];
	};
	for (const entry of entries) {
		const weight = entry.update.byteLength + FRAME;
		if (size + weight > limit) close();
		part.push(entry);
		size += weight;
	}
	close();
	return segments;
}
