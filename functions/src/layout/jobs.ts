import type { PageSet } from '@wenshu/domain/document/page-set.ts';
import type { Faces } from '@wenshu/domain/fonts/model.ts';
import type { Slip } from '@wenshu/domain/slip/model.ts';
import type { Sheet } from './sheet.ts';

/** What the layout thread is asked to do. */
export type Job = (
	| (Output & { kind: 'sheet'; sheet: Sheet & { faces: Faces }; pictures: Picture[] })
	/** A handling form (slip.typ). */
	| (Output & { kind: 'form'; form: Slip & { faces: Faces }; pictures: Picture[] })
	| { kind: 'outlines'; text: string }
	/** Which of these names, if any, the engine finds the office's own fonts under. */
	| { kind: 'families'; names: string[] }
) & { id: number };

/** What a job gives: pictures of the pages, of which the receiver may have some (by hash), or the file. */
export interface Output {
	output: 'pages' | 'pdf';
	known: readonly string[];
}

/** A picture's bytes and the path at which the sheet names it. */
export interface Picture {
	path: string;
	bytes: Uint8Array;
}

/** Where the seal goes: page from 1, centre in millimetres from the page's upper left corner. */
export interface SealAnchor {
	page: number;
	xMm: number;
	yMm: number;
}

/** Something the reader of a preview should know; the code has a sentence in the catalogue. */
export interface LayoutWarning {
	code:
		| 'layout/missingCharacters'
		| 'layout/missingPicture'
		| 'layout/brokenFormula'
		| 'layout/respaced'
		| 'layout/keptLast'
		| 'layout/aloneSeal'
		| 'layout/recipientsBelow';
	detail: Record<string, string>;
}

/** What came out of a sheet. */
export interface Composition {
	pageCount: number;
	/** One place for each organ that seals, in their order; empty where nothing is pressed. */
	sealAnchors: SealAnchor[];
	warnings: LayoutWarning[];
	/** Lines on a full page: 22 unless the spacing was adjusted. */
	lines: number;
	pages?: PageSet;
	pdf?: Uint8Array;
}

/** The thread's answer. */
export type Answer = { id: number } & (
	| { ok: true; composition: Composition }
	| { ok: true; svg: string }
	| { ok: true; families: string[] }
	| { ok: false; message: string }
);

/** What the thread is started with. */
export interface WorkerSettings {
	/** Folder with `fonts/` and `typst/`. */
	assets: string;
	/** The office's own font files, besides those of the folder. */
	fonts: Uint8Array[];
}
