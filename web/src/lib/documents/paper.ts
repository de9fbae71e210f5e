import type { ConformityReport } from '@wenshu/domain/conformity/conformity.ts';
import type { ActAnswer } from '@wenshu/domain/acts.ts';
import type { BodyNode } from '@wenshu/domain/document/body.ts';
import type { Elements } from '@wenshu/domain/document/model.ts';
import type { SealCheck } from '@wenshu/domain/document/seal-check.ts';
import { callable, CallError } from '../platform/callables.ts';
import { callSentence, refusalSentence } from '../platform/send-act.ts';
import { shelve, unpackPages, type ShelvedPage } from './shelved-pages.ts';

/** The pages of a document as the printer would set them. */
export interface Preview {
	pages: readonly ShelvedPage[];
	warnings: string[];
	/** Where the seal will stand: page from 1, centre in millimetres from the paper's top left. */
	sealAnchor?: { page: number; xMm: number; yMm: number } | null;
	/** Families the pages are drawn in, and the faces among them that an open font stands in for. */
	fontsUsed?: string[];
	standIns?: string[];
}

/** A text on the screen that may not be stored yet. */
export interface LiveText {
	documentId: string;
	body: BodyNode;
	elements: Partial<Elements>;
}

type Operation = 'preview' | 'pdf' | 'check' | 'conformity' | 'live';
type Refused = Extract<ActAnswer, { ok: false }>;

/** Why the printer gave nothing, as a sentence to show. */
export class PaperError extends Error {}

const ask = callable<
	{ op: Operation; documentId: string; page?: string; known?: string[] } & Partial<LiveText>,
	unknown
>('layout');

/** What a function of the printer answered, or a {@link PaperError} with the sentence of its refusal. */
export async function printed<T>(asked: Promise<unknown>): Promise<T> {
	try {
		const answer = await asked;
		const refused = answer as Partial<Refused>;
		if (refused.ok === false)
			throw new PaperError(await refusalSentence(refused.code ?? '', refused.detail));
		const wrapped = answer as { ok?: true; result?: T };
		return wrapped.ok === true && wrapped.result !== undefined ? wrapped.result : (answer as T);
	} catch (error) {
		if (error instanceof CallError) throw new PaperError(callSentence(error).message);
		throw error;
	}
}

function layout<T>(op: Operation, documentId: string): Promise<T> {
	// Which page asks is written into the log of downloads.
	const page = op === 'pdf' ? { page: location.pathname.slice(0, 200) } : {};
	return printed<T>(ask({ op, documentId, ...page }));
}

/** Pages as the printer sends them: packed, its remarks as codes of the catalogue. */
export type RawPreview = Omit<Preview, 'pages' | 'warnings'> & {
	packed: string;
	warnings: readonly { code: string; detail?: Record<string, string> }[];
};

/** Pages that can be shown, with the printer's remarks in words. `have` are the pages it was told of. */
export async function openPreview(
	raw: RawPreview,
	have: readonly ShelvedPage[] = [],
): Promise<Preview> {
	const { packed, warnings, ...rest } = raw;
	const sentences = warnings.map(({ code, detail }) => refusalSentence(code, detail));
	const pages = shelve(await unpackPages(packed), have);
	return { ...rest, pages, warnings: await Promise.all(sentences) };
}

/** Sets the document in pages. Throws {@link PaperError}. */
export async function previewPages(documentId: string): Promise<Preview> {
	return openPreview(await layout<RawPreview>('preview', documentId));
}

/** Sets what is on the screen, without storing it; pages that are here are not sent again. Throws {@link PaperError}. */
export async function livePages(text: LiveText, have: readonly ShelvedPage[]): Promise<Preview> {
	const known = have.map(({ hash }) => hash);
	return openPreview(await printed<RawPreview>(ask({ op: 'live', ...text, known })), have);
}

/** The document as a PDF: the sealed file, or one marked as a preview. Throws {@link PaperError}. */
export async function paperFile(documentId: string): Promise<File> {
	return pdfFile(await layout<{ base64: string; name: string }>('pdf', documentId));
}

/** A PDF as the printer sends it. */
export function pdfFile({ base64, name }: { base64: string; name: string }): File {
	const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
	return new File([bytes], name, { type: 'application/pdf' });
}

/** Proves the seal anew. Throws {@link PaperError}. */
export function checkSeal(documentId: string): Promise<SealCheck> {
	return layout<SealCheck>('check', documentId);
}

/** Holds the file against the standard of its format. Throws {@link PaperError}. */
export function checkFormat(documentId: string): Promise<ConformityReport> {
	return layout<ConformityReport>('conformity', documentId);
}

/** Opens a file in the browser's print dialog, as the browser sees fit. */
export function printFile(file: File): void {
	const address = URL.createObjectURL(file);
	const frame = document.createElement('iframe');
	frame.style.cssText = 'position:fixed;width:0;height:0;border:0;right:0;bottom:0';
	frame.src = address;
	frame.onload = () => {
		frame.contentWindow?.focus();
		frame.contentWindow?.print();
	};
	document.body.append(frame);
	setTimeout(() => {
		frame.remove();
		URL.revokeObjectURL(address);
	}, 10 * 60_000);
}

/** Saves a file under its name. */
export function saveFile(file: File): void {
	const link = document.createElement('a');
	link.href = URL.createObjectURL(file);
	link.download = file.name;
	link.click();
	setTimeout(() => {
		URL.revokeObjectURL(link.href);
	}, 60_000);
}
