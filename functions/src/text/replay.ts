import * as Y from 'yjs';
import type { BodyNode } from '@wenshu/domain/document/body.ts';
import { FRAGMENT, readFragment, writeFragment } from '@wenshu/domain/document/fragment.ts';
import { mergeInTree } from '@wenshu/domain/trace/pack.ts';
import { siftTail, type SessionFacts } from '@wenshu/domain/trace/verify.ts';

/** One entry of a text's log, as clients write it under the rules. */
export interface LoggedUpdate {
	/** Session: the canonical varint hex of the Yjs client id. */
	s: string;
	/** Place in the session, from 0 without gaps. */
	n: number;
	/** Yjs V1 update with structs of this session only. */
	u: Uint8Array;
	/** SHA-256 (hex) of the predecessor's hash, a colon and the hash of `u`. */
	h: string;
	by: string;
}

/** Yjs client id of every seed; no session may ever claim it. */
export const SEED_CLIENT = 1;

/** The first content of a text as a Yjs update; the same body always gives the same bytes. */
export function seedUpdate(body: BodyNode): Uint8Array {
	const doc = new Y.Doc();
	doc.clientID = SEED_CLIENT;
	doc.transact(() => {
		writeFragment(doc.getXmlFragment(FRAGMENT), body);
	});
	const update = Y.encodeStateAsUpdate(doc);
	doc.destroy();
	return update;
}

/** What a text adds up to. */
export interface Replayed {
	body: BodyNode;
	/** Updates that wait for others which are not in the log; their content is not in `body`. */
	incomplete: boolean;
	/** Sessions whose chain of hashes does not hold; empty unless somebody tampered with the database. */
	broken: string[];
}

/** A Y.Doc with everything that `base` and the updates say. */
export function docOf(base: Uint8Array, updates: readonly Uint8Array[]): Y.Doc {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, base);
	// Merged first: applied one by one, sessions that depend on each other pend again and again.
	if (updates.length) Y.applyUpdate(doc, mergeInTree(updates));
	return doc;
}

/** The text that `base` and the updates add up to. */
export function addUp(base: Uint8Array, updates: readonly Uint8Array[]): Omit<Replayed, 'broken'> {
	const doc = docOf(base, updates);
	const body = readFragment(doc.getXmlFragment(FRAGMENT));
	const incomplete = doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
	doc.destroy();
	return { body, incomplete };
}

/** Rebuilds a text from its seed and its whole log; what does not hold stays out of it. */
export function replay(seed: Uint8Array, updates: readonly LoggedUpdate[]): Replayed {
	const sessions = new Map<string, SessionFacts>(updates.map(({ s, by }) => [s, { uid: by }]));
	const claims = updates.map(({ s, n, u, h, by }) => ({ session: s, n, update: u, hash: h, by }));
	const { good, bad } = siftTail(claims, sessions);
	const updatesThatHold = good.map((entry) => entry.update);
	return {
		...addUp(seed, updatesThatHold),
		broken: [...new Set(bad.map(({ entry }) => entry.session))],
	};
}
