import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { readRun, writeRun, type SignedRun } from '@wenshu/domain/trace/relay.ts';

/** What travels between people who are online in one text. */
export type Frame =
	/** A change of the sender's own session, at once; a signature over it follows. */
	| { kind: 'change'; seq: number; update: Uint8Array }
	/** The signature over changes sent before, from the first to the last. */
	| { kind: 'signature'; first: number; last: number; signature: Uint8Array }
	/** Changes of any session with their signature: handed on, or told to a newcomer. */
	| { kind: 'run'; session: string; run: SignedRun }
	/** The changes of a session up to `seq` lie in the log, the last of them in entry `n`. */
	| { kind: 'settled'; session: string; seq: number; n: number }
	/** Whom the sender is linked with. */
	| { kind: 'links'; sessions: string[] }
	/** Where somebody's cursor stands; the higher count is the newer. */
	| { kind: 'cursor'; session: string; count: number; cursor: Cursor | null };

/** A selection by relative positions of Yjs, as JSON. */
export interface Cursor {
	anchor: unknown;
	head: unknown;
}

const KINDS = ['change', 'signature', 'run', 'settled', 'links', 'cursor'] as const;

/** A frame as bytes; a message is one frame after the other. */
export function encodeFrame(frame: Frame): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeUint8(encoder, KINDS.indexOf(frame.kind));
	switch (frame.kind) {
		case 'change':
			encoding.writeVarUint(encoder, frame.seq);
			encoding.writeVarUint8Array(encoder, frame.update);
			break;
		case 'signature':
			encoding.writeVarUint(encoder, frame.first);
			encoding.writeVarUint(encoder, frame.last);
			encoding.writeVarUint8Array(encoder, frame.signature);
			break;
		case 'run':
			encoding.writeVarString(encoder, frame.session);
			writeRun(encoder, frame.run);
			break;
		case 'settled':
			encoding.writeVarString(encoder, frame.session);
			encoding.writeVarUint(encoder, frame.seq);
			encoding.writeVarUint(encoder, frame.n);
			break;
		case 'links':
			encoding.writeVarUint(encoder, frame.sessions.length);
			for (const session of frame.sessions) encoding.writeVarString(encoder, session);
			break;
		case 'cursor':
			encoding.writeVarString(encoder, frame.session);
			encoding.writeVarUint(encoder, frame.count);
			encoding.writeVarString(encoder, JSON.stringify(frame.cursor));
	}
	return encoding.toUint8Array(encoder);
}

/** The frames of a message, in order. @throws Error when it holds anything else. */
export function decodeMessage(bytes: Uint8Array): Frame[] {
	const decoder = decoding.createDecoder(bytes);
	const frames: Frame[] = [];
	while (decoding.hasContent(decoder)) frames.push(readFrame(decoder));
	return frames;
}

function readFrame(decoder: decoding.Decoder): Frame {
	const kind = KINDS[decoding.readUint8(decoder)];
	const text = () => decoding.readVarString(decoder);
	const number = () => decoding.readVarUint(decoder);
	const piece = () => decoding.readVarUint8Array(decoder).slice();
	switch (kind) {
		case 'change':
			return { kind, seq: number(), update: piece() };
		case 'signature':
			return { kind, first: number(), last: number(), signature: piece() };
		case 'run':
			return { kind, session: text(), run: readRun(decoder) };
		case 'settled':
			return { kind, session: text(), seq: number(), n: number() };
		case 'links': {
			const length = number();
			if (length > decoder.arr.length) throw new Error('more links than bytes');
			return { kind, sessions: Array.from({ length }, text) };
		}
		case 'cursor':
			return {
				kind,
				session: text(),
				count: number(),
				cursor: JSON.parse(text()) as Cursor | null,
			};
	}
	throw new Error('unknown kind of frame');
}
