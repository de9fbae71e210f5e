import type { Paper } from '@wenshu/domain/conformity/facts.ts';
import { readPaper } from '../../functions/src/conformity/read-pdf.ts';
import { layoutPdf, type LayoutWarning } from '../../functions/src/layout/layout.ts';
import {
	createAuthority,
	createSeal,
	openSeal,
	SEAL_SIZE_MM,
	SIGNATURE_BOX_MM,
	signerOf,
	type OpenSeal,
} from '../../functions/src/seals/create-seal.ts';
import type { PngPicture } from '../../functions/src/seals/picture.ts';
import { paint, takePicture } from '../../functions/src/seals/png.ts';
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

/** Handwriting that fills its box. */
async function aSignature(): Promise<PngPicture> {
	const stroke =
		'<path d="M8 230 L120 10 L240 220 L330 20 L470 235 L592 8" fill="none" stroke="#c00" stroke-width="14"/>';
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="240">${stroke}</svg>`;
	const taken = await takePicture((await paint(svg, 600)).png.toString('base64'));
	if (!taken.ok) throw new Error(taken.code);
	return taken.value;
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
	if (document.stamped === true) {
		const signer = signerOf(await (opened ??= aSeal()));
		// As wide as a signature may be, and as high: nothing smaller comes nearer to its neighbours.
		const picture = await aSignature();
		for (const anchor of laid.sealAnchors) {
			const { width: sizeMm, height: heightMm } = SIGNATURE_BOX_MM;
			const placement = { ...anchor, sizeMm, heightMm, picture };
			pdf = await signPdf(pdf, { ...placement, name: '签发人', reason: '公文用印', at }, signer);
		}
	}
	const respaced = laid.warnings.find((one) => one.code === 'layout/respaced');
	const lines = respaced === undefined ? undefined : Number(respaced.detail['lines']);
	return { pdf, paper: await readPaper(pdf), warnings: laid.warnings, lines };
}
