import { createHash } from 'node:crypto';
import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import type { OfficialDocument, SealEvidence } from '@wenshu/domain/document/model.ts';
import { settlePlace, type SealPlace } from '@wenshu/domain/document/seal-place.ts';
import { isDemo } from '@wenshu/domain/document/seal.ts';
import type { StampOutcome } from '@wenshu/domain/document/time-stamping.ts';
import { sealsOf } from '@wenshu/domain/document/sealing.ts';
import type { StoredFile } from '@wenshu/domain/files/file.ts';
import { elementsHash, printable, printableText } from '../documents/print.ts';
import { blobs } from '../files/blobs.ts';
import { layoutPdf } from '../layout/layout.ts';
import { pressOfd } from '../ofd/press-ofd.ts';
import { verificationFor } from '../verification/registry.ts';
import { signerOf, type OpenSeal } from './create-seal.ts';
import { drawDemoMark } from './picture.ts';
import type { Pressing, Ready } from './ready.ts';
import { signPdf } from './sign-pdf.ts';
import { SigningFailed } from './signer.ts';
import type { Stamping } from './stamping.ts';

/** Files with one more seal on them, and what is known of them. */
export interface Pressed {
	/** The PDF, and the OFD where one was made. */
	files: [StoredFile, ...StoredFile[]];
	/** PEM of the root the OFD's seal hangs on. */
	ofdRoot: string | null;
	evidence: SealEvidence;
	/** Code of the public record, printed on the page. */
	code: string;
	/** Version of the document that was sealed. */
	version: number;
}

/** The pages a seal goes on: set anew for the first, the file of the seal before for each further one. */
interface Paper {
	bytes: Uint8Array;
	anchors: SealPlace[];
	pageCount: number;
	textSha256: string;
	code: string;
	/** Font files of the office that the pages were set with. */
	fonts: readonly Uint8Array[];
}

/** Sets the page or takes the file sealed before, presses the seal, and stores the file. */
export async function press(
	ready: Ready,
	open: OpenSeal,
	input: Pressing,
	by: { uid: string; now: Date; stamping: Stamping | null },
): Promise<Decision<Pressed>> {
	const { document, seal, turn } = ready;
	const paper = await (turn === 0 ? setPaper(document) : earlierPaper(document));
	if (!paper.ok) return paper;
	const { anchors } = paper.value;
	const own = anchors[turn];
	if (own === undefined) return refuse('seal/noAnchor');
	const { sizeMm, heightMm = sizeMm } = seal;
	const settled = settlePlace(input.place ?? null, own, { width: sizeMm, height: heightMm });
	if (!settled.ok) return settled;
	const demo = isDemo(seal);
	const placement = {
		...settled.value,
		sizeMm,
		heightMm,
		picture: open.picture,
		mark: demo ? await drawDemoMark(seal.kind !== 'signature') : null,
		name: seal.name,
		reason: `${demo ? '演示印章，不具有法律效力 ' : ''}${document.number ?? ''}`,
		at: by.now,
	};
	const signed = await sign(paper.value.bytes, placement, open, by.stamping);
	if (!signed.ok) return signed;
	const ofd = await pressOfd(
		document,
		paper.value.bytes,
		{ ...placement, widthMm: sizeMm },
		open.sm2,
		paper.value.fonts,
	);
	return {
		ok: true,
		value: await store(ready, { pdf: signed.value, ofd }, paper.value, {
			...by,
			id: input.id,
			place: settled.value,
			stamp: by.stamping?.outcome() ?? null,
			ofdRoot: ofd === null ? null : (open.sm2?.chain.at(-1) ?? null),
		}),
	};
}

async function sign(
	bytes: Uint8Array,
	placement: Parameters<typeof signPdf>[1],
	open: OpenSeal,
	stamping: Stamping | null,
): Promise<Decision<Uint8Array>> {
	try {
		const stamper = stamping?.stamper ?? null;
		return { ok: true, value: await signPdf(bytes, placement, signerOf(open), stamper) };
	} catch (error) {
		if (error instanceof SigningFailed) return refuse(error.code, error.detail);
		throw error;
	}
}

async function setPaper(document: OfficialDocument): Promise<Decision<Paper>> {
	const text = await printableText(document.id);
	const { id, url } = verificationFor(document);
	const { page, ...options } = await printable(document, text, null, { code: id, url });
	const laid = await layoutPdf(page, options);
	// What the page cannot show must not be sealed: missing characters and pictures.
	const lacking = laid.warnings.find((warning) => warning.code.startsWith('layout/missing'));
	if (lacking !== undefined) return refuse(lacking.code, lacking.detail);
	const { pdf: bytes, sealAnchors: anchors, pageCount } = laid;
	const { sha256: textSha256 } = text;
	const fonts = options.fonts.set.files;
	return { ok: true, value: { bytes, anchors, pageCount, textSha256, code: id, fonts } };
}

async function earlierPaper(document: OfficialDocument): Promise<Decision<Paper>> {
	const seals = sealsOf(document);
	const [first, last] = [seals[0], seals.at(-1)];
	if (first === undefined || last === undefined) throw new Error('no earlier seal');
	const bytes = await blobs.read(last.fileId);
	if (createHash('sha256').update(bytes).digest('hex') !== last.pdfSha256)
		return refuse('seal/fileChanged');
	return {
		ok: true,
		value: {
			bytes,
			anchors: first.anchors ?? [],
			pageCount: last.pageCount,
			textSha256: last.textSha256,
			code: document.verification ?? '',
			// A further seal goes on the OFD as it was written.
			fonts: [],
		},
	};
}

async function store(
	{ document, seal, turn }: Ready,
	sealed: { pdf: Uint8Array; ofd: Uint8Array | null },
	paper: Paper,
	by: {
		id: string;
		uid: string;
		now: Date;
		place: SealPlace;
		stamp: StampOutcome | null;
		ofdRoot: string | null;
	},
): Promise<Pressed> {
	const keep = async (bytes: Uint8Array, kind: 'pdf' | 'ofd'): Promise<StoredFile> => {
		const id = kind === 'pdf' ? `${by.id}-sealed` : `${by.id}-sealed-ofd`;
		const type = `application/${kind}`;
		await blobs.write(id, bytes, type);
		return {
			id,
			name: `${document.elements.title.slice(0, 150)}.${kind}`,
			size: bytes.length,
			type,
			owner: { kind: 'document', id: document.id },
			uploadedBy: by.uid,
			state: 'stored',
			sha256: createHash('sha256').update(bytes).digest('hex'),
			createdAt: by.now,
		};
	};
	const pdf = await keep(sealed.pdf, 'pdf');
	const ofd = sealed.ofd === null ? null : await keep(sealed.ofd, 'ofd');
	const evidence: SealEvidence = {
		sealId: seal.id,
		sealName: seal.name,
		sealedBy: by.uid,
		sealedAt: by.now,
		pdfSha256: pdf.sha256 ?? '',
		textSha256: paper.textSha256,
		elementsSha256: elementsHash(document.elements),
		fileId: pdf.id,
		pageCount: paper.pageCount,
		fingerprint: seal.fingerprint,
		demo: isDemo(seal),
		place: by.place,
		...(by.stamp && { stamp: by.stamp }),
		...(ofd && { ofd: { fileId: ofd.id, sha256: ofd.sha256 ?? '', size: ofd.size } }),
		...(turn === 0 ? { anchors: paper.anchors } : {}),
	};
	return {
		files: ofd === null ? [pdf] : [pdf, ofd],
		ofdRoot: by.ofdRoot,
		evidence,
		code: paper.code,
		version: document.version,
	};
}
