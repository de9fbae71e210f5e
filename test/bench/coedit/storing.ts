import { FieldValue } from 'firebase-admin/firestore';
import { SCHEMA_VERSION } from '@wenshu/domain/document/body.ts';
import type { Entry } from '@wenshu/domain/trace/entry.ts';
import type { Backstage } from '../../support/editor/text.ts';
import { aimAdmin } from '../../support/emulator.ts';
import { EMPTY, type Paper } from './trace.ts';

/** Who wrote the paper and opens it. */
export const READER = 'bench-reader';
/** Entries that wait for the next fold: as many as an open ever meets. */
export const TAIL = 300;
/** Entries of a fold in daily life: a client asks for one when the tail is so long. */
const DAILY = 200;
/** Entries that the functions fold in one commit, and writes that Firestore takes in one. */
const AT_ONCE = 4_000;
const BATCH = 500;

aimAdmin();
const { db } = await import('../../../functions/src/platform/firebase.ts');
const { foldText } = await import('../../../functions/src/text/fold.ts');
const { verifyText } = await import('../../../functions/src/text/verify-text.ts');

/** What the server's part of keeping a long text takes, in ms. */
export interface Keeping {
	/** Folding as many entries as come together in daily life. */
	readonly fold: number;
	/** Verifying everything that was ever written. */
	readonly verify: number;
}

/** Writes a paper entry by entry as its writer did, and folds it as the functions do. */
export async function storePaper(backstage: Backstage, id: string, paper: Paper): Promise<Keeping> {
	await backstage.person(READER);
	await backstage.text(id, EMPTY, { [READER]: 'edit' });
	const session = paper.entries[0]?.session ?? '';
	await db.doc(`texts/${id}/sessions/${session}`).create({ uid: READER, at: new Date() });
	const cut = paper.entries.length - TAIL;
	let fold = Number.NaN;
	for (let from = 0; from < cut;) {
		const count = cut - from > DAILY ? Math.min(AT_ONCE, cut - from - DAILY) : DAILY;
		await append(id, paper.entries.slice(from, from + count));
		const start = performance.now();
		const { quarantined } = await foldText(db, id, new Date());
		if (quarantined > 0) throw new Error('the paper was not taken as it is');
		fold = performance.now() - start;
		from += count;
	}
	await append(id, paper.entries.slice(cut));
	const start = performance.now();
	const verified = await verifyText(db, id);
	if (!verified?.ok) throw new Error('the record of the paper does not hold');
	return { fold, verify: performance.now() - start };
}

async function append(id: string, entries: readonly Entry[]): Promise<void> {
	const log = db.collection(`texts/${id}/updates`);
	for (let from = 0; from < entries.length; from += BATCH) {
		const batch = db.batch();
		for (const { session: s, n, update, hash: h } of entries.slice(from, from + BATCH))
			batch.create(log.doc(`${s}_${String(n)}`), {
				...{ u: update, s, n, h, by: READER, v: SCHEMA_VERSION },
				at: FieldValue.serverTimestamp(),
			});
		await batch.commit();
	}
}
