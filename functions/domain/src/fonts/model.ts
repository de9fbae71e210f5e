import { z } from 'zod';
import { idSchema } from '../access/model.ts';

/**
 * The faces of a page (GB/T 9704-2012 §5.2.2, §7): 小标宋 for mark and title, 仿宋 for the text, 黑体 and 楷体 for
 * headings, 宋体 for page numbers.
 */
export const faceSchema = z.enum(['title', 'fang', 'kai', 'hei', 'song']);
export type Face = z.infer<typeof faceSchema>;

/** What a face is called, which font the standard asks for, and which open one stands in for it. */
export const faces: Record<Face, { name: string; official: string; open: string }> = {
	title: { name: '小标宋', official: '方正小标宋简体', open: 'Noto Serif CJK SC' },
	fang: { name: '仿宋', official: '仿宋_GB2312', open: 'FandolFang R' },
	kai: { name: '楷体', official: '楷体_GB2312', open: 'FandolKai' },
	hei: { name: '黑体', official: '黑体', open: 'FandolHei' },
	song: { name: '宋体', official: '宋体', open: 'FandolSong' },
};

/** Families of the office's own fonts that are preferred for a face, first choice first. */
export type Faces = Partial<Record<Face, string[]>>;

/** The largest font file that is taken: 30 MB. */
export const FONT_LIMIT = 30 * 1024 * 1024;

/** `fonts/{id}`: a font that the office uploaded and may use by its own licence; its bytes stay at the server. */
export interface OfficeFont {
	/** Id of the file too. */
	id: string;
	face: Face;
	/** Family by which the layout engine knows it. */
	family: string;
	/** Full name and version as the file states them, in Chinese where it has one. */
	name: string;
	version: string;
	fileName: string;
	size: number;
	sha256: string;
	/** Characters it draws, and how many of the 6,763 of GB 2312. */
	characters: number;
	gb2312: number;
	/** Embedding rights of the file (OS/2 fsType). */
	embedding: 'installable' | 'editable' | 'preview';
	/** Used while true; several of a face are tried in the order of upload, the newest first. */
	enabled: boolean;
	/** What the uploader stated about the licence. */
	licence: string;
	addedBy: string;
	addedByName: string;
	addedAt: Date;
}

/** What the page of fonts sends. */
export const fontInputs = {
	add: z.object({
		face: faceSchema,
		/** Contract, order or owner of the licence. */
		licence: z.string().trim().min(2).max(200),
		/** The box that says the office holds a licence for printing and embedding. */
		licensed: z.literal(true),
	}),
	enable: z.object({ enabled: z.boolean() }),
	remove: z.object({}),
};

/** A font by its id. */
export const fontTargetSchema = idSchema;

/** The face that a font of this name is meant for, or null where its name does not tell. */
export function faceOfName(name: string): Face | null {
	const plain = name
		.normalize('NFKC')
		.toLowerCase()
		.replace(/[\s_-]/gu, '');
	const known: [Face, RegExp][] = [
		['title', /小标宋|xiaobiaosong|xbs/u],
		['fang', /仿宋|fangsong|fang/u],
		['kai', /楷|kai/u],
		['hei', /黑|hei/u],
		['song', /宋|song|sun/u],
	];
	return known.find(([, pattern]) => pattern.test(plain))?.[0] ?? null;
}

/** The preferred families of each face, of the fonts that are in use. */
export function facesOf(fonts: readonly OfficeFont[]): Faces {
	const found: Faces = {};
	const newest = [...fonts].sort((a, b) => b.addedAt.getTime() - a.addedAt.getTime());
	for (const { face, family, enabled } of newest)
		if (enabled) found[face] = [...(found[face] ?? []), family];
	return found;
}
