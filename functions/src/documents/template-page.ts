import { emptyElements } from '@wenshu/domain/document/elements.ts';
import type { OfficialDocument, Series } from '@wenshu/domain/document/model.ts';
import { officeYear } from '@wenshu/domain/document/number.ts';
import { pageOf } from '@wenshu/domain/document/page-of.ts';
import { templateContentSchema } from '@wenshu/domain/document/template.ts';
import { z } from 'zod';
import { officeFonts } from '../fonts/office-fonts.ts';
import { layoutSet } from '../layout/layout.ts';
import { packPages } from '../layout/pack-pages.ts';
import { forbidden, may, readActor } from '../platform/act.ts';
import { callable } from '../platform/callable.ts';
import { db } from '../platform/firebase.ts';
import { UnitOfWork } from '../platform/unit-of-work.ts';
import { draftOf } from './draft.ts';

const WATERMARK = '模板预览';

/** The pages a document would begin with that is drafted from this content, for who makes templates. */
export const templatePage = callable(
	'templatePage',
	z.object({ content: templateContentSchema }),
	async ({ content }, caller) => {
		const work = new UnitOfWork(db);
		const actor = await readActor(work, caller);
		if (!actor.ok) return actor;
		if (!may(actor.value, 'template.manage')) return forbidden('template.manage');
		const now = new Date();
		const series = await work.get<Series>(`series/${content.seriesId}`);
		const { elements, body } = draftOf(content, { actor: actor.value, now }, emptyElements());
		const document = {
			elements,
			organMark: content.organMark,
			issuer: content.issuer,
			number: `${series?.code ?? ''}〔${String(officeYear(now))}〕×号`,
			signedAt: now,
			signedByName: elements.signers[0] ?? '×××',
			unitName: actor.value.unitName,
			...(content.printOrgan === undefined ? {} : { printOrgan: content.printOrgan }),
		} as OfficialDocument;
		const page = pageOf(document, body, WATERMARK);
		const { set, ...laid } = await layoutSet(page, { fonts: await officeFonts() });
		const { warnings, pageCount, fontsUsed, standIns } = laid;
		const packed = await packPages(set);
		return { ok: true, result: { packed, warnings, pageCount, fontsUsed, standIns } };
	},
	{ memory: '1GiB', concurrency: 4 },
);
