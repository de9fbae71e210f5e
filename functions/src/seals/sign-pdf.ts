import {
	PDFArray,
	PDFDict,
	PDFDocument,
	PDFHexString,
	PDFInvalidObject,
	PDFName,
	PDFNumber,
	PDFString,
	type PDFContext,
	type PDFPage,
	type PDFRef,
} from '@cantoo/pdf-lib';
import { signDetached } from './cms.ts';
import type { SealPicture } from './picture.ts';
import type { SealSigner } from './signer.ts';
import { STAMP_ROOM, type TimeStamper } from './time-stamper.ts';

/** Bytes kept for the signature: ours takes about 2,000, a chain of three RSA certificates 7,000. */
const ROOM = 16_384;
const UNKNOWN = 9_999_999_999;
/** Points of a millimetre. */
const MM = 72 / 25.4;
/** Print, and locked: annotation flags of ISO 32000-1 §12.5.3. */
const FLAGS = 132;

/** Where a seal goes and what it says. */
export interface SealPlacement {
	/** Page from 1; the seal's centre in millimetres from the page's upper left corner. */
	page: number;
	xMm: number;
	yMm: number;
	sizeMm: number;
	/** Height of the picture where it is no square. */
	heightMm?: number;
	picture: SealPicture;
	/** Operators drawn over the picture, such as 演示; null for none. */
	mark?: string | null;
	/** Who seals, and why: shown by PDF readers. */
	name: string;
	reason: string;
	at: Date;
}

/**
 * Seals a PDF: appends a revision with a CAdES-B signature (ETSI.CAdES.detached; with a time stamp PAdES
 * B-T) whose appearance is the seal, multiplied onto the page so that the text under it stays readable. The bytes before stay as they
 * are, so that earlier seals stay valid.
 */
export async function signPdf(
	pdf: Uint8Array,
	placement: SealPlacement,
	signer: SealSigner,
	stamper: TimeStamper | null = null,
): Promise<Uint8Array> {
	const room = stamper === null ? ROOM : ROOM + STAMP_ROOM;
	const document = await PDFDocument.load(pdf, {
		forIncrementalUpdate: true,
		updateMetadata: false,
	});
	const page = document.getPages()[placement.page - 1];
	if (page === undefined) throw new Error(`the PDF has no page ${String(placement.page)}`);
	const signature = document.context.register(
		signatureDictionary(document.context, placement, room),
	);
	const appearance = await drawAppearance(document, placement);
	addField(document, page, placement, { signature, appearance });
	const saved = Buffer.from(
		await document.save({
			useObjectStreams: false,
			addDefaultPage: false,
			updateFieldAppearances: false,
		}),
	);
	if (!saved.subarray(0, pdf.length).equals(pdf)) throw new Error('sealing changed earlier bytes');
	return fillSignature(saved, room, (covered) => signDetached(covered, signer, stamper));
}

/** The signature with room for what is only known once the file is complete. */
function signatureDictionary(
	context: PDFContext,
	placement: SealPlacement,
	room: number,
): PDFInvalidObject {
	const dictionary = context.obj({
		Type: 'Sig',
		Filter: 'Adobe.PPKLite',
		SubFilter: 'ETSI.CAdES.detached',
	});
	const range = context.obj([0, UNKNOWN, UNKNOWN, UNKNOWN]);
	dictionary.set(PDFName.of('ByteRange'), range);
	dictionary.set(PDFName.of('Contents'), PDFHexString.of('0'.repeat(room * 2)));
	dictionary.set(PDFName.of('M'), PDFString.fromDate(placement.at));
	dictionary.set(PDFName.of('Name'), PDFHexString.fromText(placement.name));
	dictionary.set(PDFName.of('Reason'), PDFHexString.fromText(placement.reason));
	const bytes = new Uint8Array(dictionary.sizeInBytes());
	dictionary.copyBytesInto(bytes, 0);
	return PDFInvalidObject.of(bytes);
}

async function drawAppearance(document: PDFDocument, placement: SealPlacement): Promise<PDFRef> {
	const { context } = document;
	const { picture, mark } = placement;
	const [width, height] = [placement.sizeMm * MM, heightOf(placement) * MM];
	const scale = (width / 1000).toFixed(6);
	const multiply = context.register(context.obj({ Type: 'ExtGState', BM: 'Multiply' }));
	const marks = mark == null ? '' : `q ${scale} 0 0 ${scale} 0 0 cm\n${mark}\nQ`;
	const resources: Record<string, unknown> = { ExtGState: { M: multiply } };
	let drawn: string;
	if ('operators' in picture) drawn = `q ${scale} 0 0 ${scale} 0 0 cm\n${picture.operators}\nQ`;
	else {
		const image = await document.embedPng(Buffer.from(picture.png, 'base64'));
		await image.embed();
		resources['XObject'] = { P: image.ref };
		drawn = `q ${width.toFixed(4)} 0 0 ${height.toFixed(4)} 0 0 cm /P Do Q`;
	}
	return context.register(
		context.flateStream(`q /M gs ${drawn}\n${marks}\nQ`, {
			Type: 'XObject',
			Subtype: 'Form',
			BBox: [0, 0, width, height],
			Resources: resources as Parameters<typeof context.obj>[0],
			Group: { Type: 'Group', S: 'Transparency', CS: 'DeviceRGB' },
		}),
	);
}

function heightOf({ heightMm, sizeMm }: SealPlacement): number {
	return heightMm ?? sizeMm;
}

function addField(
	document: PDFDocument,
	page: PDFPage,
	placement: SealPlacement,
	parts: { signature: PDFRef; appearance: PDFRef },
): void {
	const { context, catalog } = document;
	const form = lookupOrAdd(catalog, 'AcroForm', context.obj({ Fields: [] }), context);
	const fields = form.lookup(PDFName.of('Fields'), PDFArray);
	const [across, up] = [(placement.sizeMm * MM) / 2, (heightOf(placement) * MM) / 2];
	const [x, y] = [placement.xMm * MM, page.getHeight() - placement.yMm * MM];
	const widget = context.obj({
		Type: 'Annot',
		Subtype: 'Widget',
		FT: 'Sig',
		Rect: [x - across, y - up, x + across, y + up],
		V: parts.signature,
		F: FLAGS,
		P: page.ref,
		AP: { N: parts.appearance },
	});
	widget.set(PDFName.of('T'), PDFString.of(`Seal${String(fields.size() + 1)}`));
	const field = context.register(widget);
	fields.push(field);
	// Signatures exist, and the file may only be appended to.
	form.set(PDFName.of('SigFlags'), PDFNumber.of(3));
	const annotations = page.node.lookupMaybe(PDFName.of('Annots'), PDFArray);
	if (annotations === undefined) page.node.set(PDFName.of('Annots'), context.obj([field]));
	else annotations.push(field);
}

function lookupOrAdd(parent: PDFDict, key: string, fresh: PDFDict, context: PDFContext): PDFDict {
	const found = parent.lookupMaybe(PDFName.of(key), PDFDict);
	if (found !== undefined) return found;
	parent.set(PDFName.of(key), context.register(fresh));
	return fresh;
}

/** Writes the byte range, signs what it covers, and puts the signature into the room kept for it. */
async function fillSignature(
	file: Buffer,
	room: number,
	signed: (covered: Buffer) => Promise<Buffer>,
): Promise<Uint8Array> {
	const empty = `<${'0'.repeat(room * 2)}>`;
	const from = file.lastIndexOf(empty, undefined, 'latin1');
	const to = from + empty.length;
	const unknown = String(UNKNOWN);
	const blank = `[ 0 ${unknown} ${unknown} ${unknown} ]`;
	const rangeAt = file.lastIndexOf(blank, undefined, 'latin1');
	if (from < 0 || rangeAt < 0) throw new Error('the signature lost its place');
	const range = `[0 ${String(from)} ${String(to)} ${String(file.length - to)}]`;
	file.write(range.padEnd(blank.length, ' '), rangeAt, 'latin1');
	const covered = Buffer.concat([file.subarray(0, from), file.subarray(to)]);
	const signature = await signed(covered);
	if (signature.length > room) throw new Error('the signature is longer than its room');
	file.write(signature.toString('hex'), from + 1, 'latin1');
	return new Uint8Array(file);
}
