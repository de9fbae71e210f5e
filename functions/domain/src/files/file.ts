import { z } from 'zod';
import { idSchema } from '../access/model.ts';
import { refuse, type Decision } from '../core/decision.ts';
import { FONT_LIMIT } from '../fonts/model.ts';

/** The largest file that may be uploaded: 200 MB. */
export const FILE_LIMIT = 200 * 1024 * 1024;

/** What a file belongs to; decides who may read it. */
export const fileOwnerSchema = z.object({
	kind: z.enum(['document', 'record', 'approval', 'font']),
	id: z.string().max(200),
});
export type FileOwner = z.infer<typeof fileOwnerSchema>;

/** `files/{id}`: what is known of a stored file. Only functions read and write it. */
export interface StoredFile {
	id: string;
	name: string;
	size: number;
	type: string;
	owner: FileOwner;
	/** Documents that carry it too: letters dispatched from the owner. Their readers read it. */
	sharedWith?: string[];
	uploadedBy: string;
	/** `sending` until all bytes are there and were checked. */
	state: 'sending' | 'stored';
	sha256: string | null;
	createdAt: Date;
}

/** Asks to begin an upload. */
export const uploadSchema = z.object({
	name: z.string().min(1).max(255),
	size: z.number().int().min(0),
	type: z.string().max(120),
	owner: fileOwnerSchema,
});

/** Asks about one file; a download says on which page of the app. */
export const fileRequestSchema = z.object({
	fileId: idSchema,
	page: z.string().max(200).default(''),
});

/**
 * 下载登记: who was handed which file, when, and on which page. `documents/{id}/downloads/{download}` for files
 * of a document, `downloads/{download}` for others; written once by functions.
 */
export interface DownloadRecord {
	fileId: string;
	name: string;
	owner: FileOwner;
	/** The sealed file of a document, one attached to it, or another, such as a picture in the text. */
	what: 'sealed' | 'attachment' | 'other';
	by: string;
	byName: string;
	byUnit: string;
	page: string;
	at: Date;
}

type Signature = readonly (readonly number[])[];
const zip: Signature = [[0x50, 0x4b, 0x03, 0x04]];
const ole: Signature = [[0xd0, 0xcf, 0x11, 0xe0]];

/** Kinds of file an office exchanges: media type, and the bytes such a file begins with (none for text). */
const kinds: Record<string, { type: string; begins: Signature }> = {
	pdf: { type: 'application/pdf', begins: [[0x25, 0x50, 0x44, 0x46]] },
	ofd: { type: 'application/ofd', begins: zip },
	docx: {
		type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
		begins: zip,
	},
	xlsx: { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', begins: zip },
	pptx: {
		type: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
		begins: zip,
	},
	doc: { type: 'application/msword', begins: ole },
	xls: { type: 'application/vnd.ms-excel', begins: ole },
	ppt: { type: 'application/vnd.ms-powerpoint', begins: ole },
	wps: { type: 'application/vnd.ms-works', begins: [...ole, ...zip] },
	et: { type: 'application/vnd.ms-excel', begins: [...ole, ...zip] },
	zip: { type: 'application/zip', begins: zip },
	jpg: { type: 'image/jpeg', begins: [[0xff, 0xd8, 0xff]] },
	jpeg: { type: 'image/jpeg', begins: [[0xff, 0xd8, 0xff]] },
	png: { type: 'image/png', begins: [[0x89, 0x50, 0x4e, 0x47]] },
	gif: { type: 'image/gif', begins: [[0x47, 0x49, 0x46, 0x38]] },
	webp: { type: 'image/webp', begins: [[0x52, 0x49, 0x46, 0x46]] },
	txt: { type: 'text/plain; charset=utf-8', begins: [] },
	csv: { type: 'text/csv; charset=utf-8', begins: [] },
};

/** Fonts are taken for the page layout alone, never as attachments. */
const fontKinds: typeof kinds = {
	ttf: {
		type: 'font/ttf',
		begins: [
			[0, 1, 0, 0],
			[0x74, 0x72, 0x75, 0x65],
			[0x4f, 0x54, 0x54, 0x4f],
		],
	},
	otf: {
		type: 'font/otf',
		begins: [
			[0x4f, 0x54, 0x54, 0x4f],
			[0, 1, 0, 0],
		],
	},
};

/** Media types that a browser may show in place; everything else is only ever downloaded. */
export const shownInline = new Set([
	'application/pdf',
	'image/jpeg',
	'image/png',
	'image/gif',
	'image/webp',
]);

function extension(name: string): string {
	return /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** A name without folders and control characters, safe to show and to save under. */
export function safeName(name: string): string {
	const last = name.split(/[\\/]/).at(-1) ?? '';
	const clean = last.replace(/[\u0000-\u001f\u007f\u200e\u200f\u202a-\u202e]/gu, '').trim();
	return clean === '' || clean === '.' || clean === '..' ? '未命名' : clean.slice(-200);
}

/** Whether a file of this name and size may be uploaded; answers its media type by its name, never by the sender's word. */
export function admitFile(
	name: string,
	size: number,
	owner: FileOwner['kind'] = 'document',
): Decision<{ name: string; type: string }> {
	const clean = safeName(name);
	const kind = (owner === 'font' ? fontKinds : kinds)[extension(clean)];
	if (kind === undefined)
		return refuse(owner === 'font' ? 'font/unreadable' : 'files/kind', { name: clean });
	if (owner === 'font' && size > FONT_LIMIT) return refuse('font/tooLarge', { name: clean });
	if (size > FILE_LIMIT) return refuse('files/tooLarge', { name: clean });
	if (size === 0) return refuse('files/empty', { name: clean });
	return { ok: true, value: { name: clean, type: kind.type } };
}

/** Whether the first bytes are those of the kind its name claims. */
export function matchesItsName(name: string, first: Uint8Array): boolean {
	const kind = kinds[extension(name)] ?? fontKinds[extension(name)];
	if (kind === undefined) return false;
	if (kind.begins.length === 0) return !first.includes(0);
	return kind.begins.some((bytes) => bytes.every((byte, index) => first[index] === byte));
}
