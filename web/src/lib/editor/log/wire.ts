import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { SignedChange } from '@wenshu/domain/trace/relay.ts';

/** What travels between people who are online in one text. */
export type Frame =
	/** A change of the sender's own session, at once; its signature follows. */
	| { kind: 'change'; seq: number; update: Uint8Array }
	/** The signature of a change sent before. */
	| { kind: 'signature'; seq: number; signature: Uint8Array }
	/** A change of any session with its signature: handed on, or told to a newcomer. */
	| { kind: 'signed'; session: string; change: SignedChange }
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

const KINDS = ['change', 'signature', 'signed', 'settled', 'links', 'cursor'] as const;

/** A frame as bytes. */
export function encodeFrame(frame: Frame): Uint8Array {
	const encoder = encoding.createEncoder();
	encoding.writeUint8(encoder, KINDS.indexOf(frame.kind));
	switch (frame.kind) {
		case 'change':
			encoding.writeVarUint(encoder, frame.seq);
			encoding.writeVarUint8Array(encoder, frame.update);
			break;
		case 'signature':
			encoding.writeVarUint(encoder, frame.seq);
			encoding.writeVarUint8Array(encoder, frame.signature);
			break;
		case 'signed':
			encoding.writeVarString(encoder, frame.session);
			encoding.writeVarUint(encoder, frame.change.seq);
			encoding.writeVarUint8Array(encoder, frame.change.update);
			encoding.writeVarUint8Array(encoder, frame.change.signature);
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

/** The frame in these bytes. @throws Error when there is none. */
export function decodeFrame(bytes: Uint8Array): Frame {
	const decoder = decoding.createDecoder(bytes);
	const kind = KINDS[decoding.readUint8(decoder)];
	const text = () => decoding.readVarString(decoder);
	const number = () => decoding.readVarUint(decoder);
	const piece = () => decoding.readVarUint8Array(decoder).slice();
	switch (kind) {
		case 'change':
			return { kind, seq: number(), update: piece() };
		case 'signature':
			return { kind, seq: number(), signature: piece() };
		case 'signed':
			return {
				kind,
				session: text(),
				change: { seq: number(), update: piece(), signature: piece() },
			};
		case 'settled':
			return { kind, session: text(), seq: number(), n: number() };
		case 'links':
			return { kind, sessions: Array.from({ length: number() }, text) };
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
