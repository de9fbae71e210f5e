import { idSchema } from '@wenshu/domain/access/model.ts';
import { refuse } from '@wenshu/domain/core/decision.ts';
import { z } from 'zod';
import { readableDocument } from '../documents/readable.ts';
import { callable } from '../platform/callable.ts';
import { db } from '../platform/firebase.ts';
import { authorsNow } from './authors.ts';
import { foldText, tailLength } from './fold.ts';
import { verifyText } from './verify-text.ts';

const textSchema = z.object({ op: z.enum(['fold', 'verify', 'authors']), documentId: idSchema });

/** A tail shorter than this is left alone, however often clients ask. */
const WORTH_FOLDING = 100;

/** What readers of a text may ask for: folding a long tail, verifying the whole record, and who wrote it. */
export const text = callable(
	'text',
	textSchema,
	async ({ op, documentId }, caller) => {
		const readable = await readableDocument(documentId, caller);
		if (!readable.ok) return readable;
		if (op === 'verify') {
			const verified = await verifyText(db, documentId);
			return verified === null ? refuse('core/notFound') : { ok: true, result: verified };
		}
		if (op === 'authors') {
			const found = await authorsNow(db, documentId);
			return found === null ? refuse('core/notFound') : { ok: true, result: found };
		}
		if ((await tailLength(db, documentId)) < WORTH_FOLDING)
			return { ok: true, result: { entries: 0, quarantined: 0 } };
		return { ok: true, result: await foldText(db, documentId, new Date()) };
	},
	{ memory: '1GiB', concurrency: 4 },
);
