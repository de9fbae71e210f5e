import * as Y from 'yjs';
import type { BodyNode } from '@wenshu/domain/document/body.ts';
import { chainHash } from '@wenshu/domain/trace/entry.ts';
import { mergeInTree } from '@wenshu/domain/trace/pack.ts';
import { FRAGMENT, readFragment, writeFragment } from '@wenshu/domain/document/fragment.ts';

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

/** What the log of a text adds up to. */
export interface Replayed {
	body: BodyNode;
	/** Updates that wait for others which are not in the log; their content is not in `body`. */
	incomplete: boolean;
	/** Sessions whose chain of hashes does not hold; empty unless somebody tampered with the database. */
	broken: string[];
}

/** Rebuilds a text from its seed and its log, session by session in their own order. */
export function replay(seed: Uint8Array, updates: readonly LoggedUpdate[]): Replayed {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, seed);
	const sessions = Map.groupBy(updates, (update) => update.s);
	const broken: string[] = [];
	for (const [session, entries] of sessions) {
		const chain = entries.toSorted((left, right) => left.n - right.n);
		if (!holds(session, chain)) broken.push(session);
	}
	// Merged first: applied one by one, sessions that depend on each other pend again and again.
	if (updates.length) Y.applyUpdate(doc, mergeInTree(updates.map((entry) => entry.u)));
	const body = readFragment(doc.getXmlFragment(FRAGMENT));
	const incomplete = doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
	doc.destroy();
	return { body, incomplete, broken };
}

function holds(session: string, chain: readonly LoggedUpdate[]): boolean {
	let previous = session;
	return chain.every((entry, index) => {
		previous = chainHash(previous, entry.u);
		return entry.n === index && entry.h === previous;
	});
}
