import { callable } from '#lib/platform/callables.ts';
import {
	authorshipDigest,
	deriveAuthorship,
	firstDifference,
	type Authorship,
	type AuthorshipDifference,
} from '@wenshu/domain/trace/authorship.ts';
import type { Share } from '@wenshu/domain/trace/model.ts';
import { provenLog } from '@wenshu/domain/trace/proven.ts';
import type { StoredRecord } from './read-record.ts';

/** What the server found of who wrote the present text, as it travels. */
interface ToldAuthors {
	sha256: string;
	shares: Share[];
	/** Ms since 1970. */
	at: number;
	cut: Record<string, number>;
	/** Base64 of gzipped JSON. */
	packed: string;
}

/** The server's finding beside what this browser derived by itself from the same entries. */
export interface Attested {
	at: Date;
	shares: Share[];
	/** Digest of what this browser derived, and whether it is the server's. */
	digest: string;
	same: boolean;
	/** Where the two differ first, the server's finding being the one; null where nothing can be named. */
	difference: AuthorshipDifference | null;
	/** Names by uid, as the server knew them. */
	names: Record<string, string>;
}

const askText = callable<
	{ op: 'authors'; documentId: string },
	{ ok: true; result: ToldAuthors } | { ok: false; code: string }
>('text');

/** Asks the server who wrote the text. @throws CallError; null when it refuses */
export async function askAuthors(documentId: string): Promise<ToldAuthors | null> {
	const answer = await askText({ op: 'authors', documentId });
	return answer.ok ? answer.result : null;
}

/** Whether a record has all entries that were in the text when the server looked. */
export function covers({ log }: StoredRecord, { cut }: Pick<ToldAuthors, 'cut'>): boolean {
	const last = new Map<string, number>();
	for (const { session, n } of log) last.set(session, Math.max(last.get(session) ?? -1, n));
	return Object.entries(cut).every(([session, n]) => n <= (last.get(session) ?? -1));
}

/** Derives the authors of the same moment from the record and compares them with the server's finding. */
export async function attest(record: StoredRecord, told: ToldAuthors): Promise<Attested> {
	const { names, ...found } = await unpack(told.packed);
	const moment = { at: new Date(told.at), cut: told.cut };
	const own = deriveAuthorship(record.seed, provenLog(record), record.hands, moment);
	const digest = authorshipDigest(own);
	return {
		at: moment.at,
		shares: told.shares,
		digest,
		same: digest === told.sha256,
		difference: firstDifference(found, own),
		names,
	};
}

async function unpack(packed: string): Promise<Authorship & { names: Record<string, string> }> {
	const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
	const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
	return JSON.parse(await new Response(stream).text()) as Awaited<ReturnType<typeof unpack>>;
}
