import {
	openPreview,
	pdfFile,
	printed,
	type Preview,
	type RawPreview,
} from '../documents/paper.ts';
import { callable } from '../platform/callables.ts';

/** A step at which the form can be printed. */
export interface SlipMoment {
	seq: number;
	step: string;
	verb: string;
	name: string;
	at: Date;
}

/** The pages of a handling form, with the steps it can be printed at. */
export interface SlipPages extends Preview {
	moments: SlipMoment[];
}

type Asked = { op: 'pages' | 'pdf'; caseId: string; seq: number | null };
type Sent = RawPreview & { moments: (Omit<SlipMoment, 'at'> & { at: string })[] };

const ask = callable<Asked, unknown>('slip');

/** The form of a case in pages; `seq` is the step it is printed at, null for now. Throws PaperError. */
export async function slipPages(caseId: string, seq: number | null): Promise<SlipPages> {
	const sent = await printed<Sent>(ask({ op: 'pages', caseId, seq }));
	const moments = sent.moments.map((each) => ({ ...each, at: new Date(each.at) }));
	return { ...(await openPreview(sent)), moments };
}

/** The same form as a PDF. Throws PaperError. */
export async function slipFile(caseId: string, seq: number | null): Promise<File> {
	return pdfFile(await printed(ask({ op: 'pdf', caseId, seq })));
}
