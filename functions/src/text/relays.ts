import { webcrypto } from 'node:crypto';
import * as Y from 'yjs';
import type { Flaw, LogEntry } from '@wenshu/domain/trace/model.ts';
import { mergeInTree } from '@wenshu/domain/trace/pack.ts';
import { decodeRuns, signedBytes, type SignedRun } from '@wenshu/domain/trace/relay.ts';
import { flawOfContent } from '@wenshu/domain/trace/verify.ts';
import type { SessionRecord, StoredRelay } from './load.ts';

/** A relay whose every run of changes its writer had signed, as an entry of the log. */
export interface GoodRelay {
	relay: StoredRelay;
	entry: LogEntry;
}

/** The relays of a text, parted by whether what they hand in was signed by its writer. */
export interface JudgedRelays {
	good: GoodRelay[];
	bad: { relay: StoredRelay; flaw: Flaw }[];
}

/** Checks each run of changes that neighbours handed in against the public key of its session. */
export async function judgeRelays(
	textId: string,
	relays: readonly StoredRelay[],
	sessions: ReadonlyMap<string, SessionRecord>,
): Promise<JudgedRelays> {
	const judged: JudgedRelays = { good: [], bad: [] };
	for (const relay of relays) {
		const verdict = await judge(textId, relay, sessions.get(relay.of));
		if (typeof verdict === 'string') judged.bad.push({ relay, flaw: verdict });
		else judged.good.push({ relay, entry: verdict });
	}
	return judged;
}

async function judge(
	textId: string,
	relay: StoredRelay,
	session: SessionRecord | undefined,
): Promise<LogEntry | Flaw> {
	const runs = read(relay.changes);
	if (runs === null) return 'unreadable';
	const key = await readKey(session?.key);
	if (session === undefined || key === null) return 'author';
	for (const run of runs) {
		for (const update of run.updates) {
			const flaw = flawOfContent({ session: relay.of, by: session.uid, update }, session.uid);
			if (flaw) return flaw;
		}
		if (!(await isSigned(textId, relay.of, run, key))) return 'author';
	}
	const update = mergeInTree(runs.flatMap((run) => run.updates));
	const { of, by, at } = relay;
	return { session: of, n: -1, update, hash: '', by: session.uid, at, relayedBy: by };
}

function read(bytes: Uint8Array): SignedRun[] | null {
	try {
		return decodeRuns(bytes);
	} catch {
		return null;
	}
}

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' };

async function readKey(key: string | undefined): Promise<webcrypto.CryptoKey | null> {
	try {
		const jwk = JSON.parse(key ?? '') as webcrypto.JsonWebKey;
		return await webcrypto.subtle.importKey('jwk', jwk, CURVE, false, ['verify']);
	} catch {
		return null;
	}
}

function isSigned(
	textId: string,
	session: string,
	run: SignedRun,
	key: webcrypto.CryptoKey,
): Promise<boolean> {
	const bytes = signedBytes(textId, session, run);
	return webcrypto.subtle.verify(SIGNATURE, key, run.signature, bytes);
}

/** Whether a document already has everything that an update says. */
export function covers(doc: Y.Doc, update: Uint8Array): boolean {
	const { structs, ds } = Y.decodeUpdate(update);
	const written = structs.every(
		(struct) => struct.id.clock + struct.length <= Y.getState(doc.store, struct.id.client),
	);
	if (!written) return false;
	const deleted = Y.createDeleteSetFromStructStore(doc.store);
	return [...ds.clients].every(([client, items]) =>
		items.every(({ clock, len }) => {
			for (let at = clock; at < clock + len; at += 1)
				if (!Y.isDeleted(deleted, Y.createID(client, at))) return false;
			return true;
		}),
	);
}
