import { idSchema } from '@wenshu/domain/access/model.ts';
import { z } from 'zod';
import { officeFonts } from '../fonts/office-fonts.ts';
import { layoutForm, pagesOf } from '../layout/layout.ts';
import { packPages } from '../layout/pack-pages.ts';
import { readActor } from '../platform/act.ts';
import { callable } from '../platform/callable.ts';
import { db } from '../platform/firebase.ts';
import { UnitOfWork } from '../platform/unit-of-work.ts';
import { readSlip } from './read-slip.ts';

const slipSchema = z.object({
	op: z.enum(['pages', 'pdf']),
	caseId: idSchema,
	/** Line of the record up to which the form is printed; null for now. */
	seq: z.number().int().min(0).nullable(),
});

/** Handling forms of a case for its readers (办文单, 发文处理笺, 各环节表单; DOC-17, DOC-18). */
export const slip = callable(
	'slip',
	slipSchema,
	async ({ op, caseId, seq }, caller) => {
		const work = new UnitOfWork(db);
		const actor = await readActor(work, caller);
		if (!actor.ok) return actor;
		const found = await readSlip({ work, actor: actor.value, now: new Date() }, caseId, seq);
		if (!found.ok) return found;
		const { slip: form, name, moments, signatures } = found.value;
		const laid = await layoutForm(op, form, await officeFonts(), signatures);
		const { pdf, pageCount, warnings } = laid;
		if (op === 'pages')
			return {
				ok: true,
				result: {
					packed: await packPages(pagesOf(laid)),
					warnings,
					pageCount,
					moments: moments.map((each) => ({ ...each, at: each.at.toISOString() })),
				},
			};
		const base64 = Buffer.from(pdf ?? []).toString('base64');
		return { ok: true, result: { base64, name: `${name}.pdf`, pageCount } };
	},
	{ memory: '1GiB', concurrency: 4 },
);
