import type { Paper } from '@wenshu/domain/conformity/facts.ts';
import { readPaper } from '../../functions/src/conformity/read-pdf.ts';
import { layoutPdf, type LayoutWarning } from '../../functions/src/layout/layout.ts';
import {
	createAuthority,
	createSeal,
	openSeal,
	SEAL_SIZE_MM,
	signerOf,
	type OpenSeal,
} from '../../functions/src/seals/create-seal.ts';
import { signPdf } from '../../functions/src/seals/sign-pdf.ts';
import type { CorpusDocument } from './documents.ts';

/** A document as it comes out, and what is seen on it. */
export interface Produced {
	pdf: Uint8Array;
	paper: Paper;
	warnings: LayoutWarning[];
	/** Lines on a full page, where the layout says that it adjusted them. */
	lines: number | undefined;
}

const at = new Date('2026-11-22T08:30:00Z');
let opened: Promise<OpenSeal> | null = null;

/** One seal for all organs: its picture says the same, its place is what counts. */
async function aSeal(): Promise<OpenSeal> {
	const [name, pepper, password] = ['云州市医疗保障局', 'pepper of the corpus', 'Seal@2026 corpus'];
	const authority = await createAuthority({ organisation: name, pepper, at });
	const made = await createSeal({ sealId: 'corpus', name, password, pepper, at, authority });
	const seal = await openSeal(made.vaultRecord, password, { pepper, sealId: 'corpus' });
	if (seal === null) throw new Error('the password is right');
	return seal;
}

/** Renders a document, presses its seals where it wants them, and reads the file. */
export async function produce(document: CorpusDocument): Promise<Produced> {
	const laid = await layoutPdf(document.page);
	let pdf = laid.pdf;
	if (document.sealed) {
		const seal = await (opened ??= aSeal());
		const signer = signerOf(seal);
		for (const anchor of laid.sealAnchors) {
			const placement = { ...anchor, sizeMm: SEAL_SIZE_MM, picture: seal.picture };
			pdf = await signPdf(pdf, { ...placement, name: '云州市', reason: '公文用印', at }, signer);
		}
	}
	const respaced = laid.warnings.find((one) => one.code === 'layout/respaced');
	const lines = respaced === undefined ? undefined : Number(respaced.detail['lines']);
	return { pdf, paper: await readPaper(pdf), warnings: laid.warnings, lines };
}
