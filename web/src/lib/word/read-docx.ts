import type { BodyNode } from '@wenshu/domain/document/body.ts';
import { openPackage } from './open-package.ts';
import { preparePackage, type Contents } from './prepare-package.ts';
import { ROLES, type Role } from './roles.ts';
import { bodyFromHtml } from './body-from-html.ts';
import { WordError } from './word-error.ts';

/** A picture of a Word file, by the name that stands for it in the body until it is uploaded. */
export interface WordPicture {
	name: string;
	file: File;
}

/** A Word file as a body, with what to tell about it. */
export interface WordText {
	body: BodyNode;
	pictures: Map<string, WordPicture>;
	/** Title and recipients that stood before the text; empty when none were found. */
	title: string;
	recipients: string[];
	/** The text without them; the same as `body` when none were found. */
	rest: BodyNode;
	warnings: WordWarning[];
}

/** Something of the file that is not taken over as it is, and how often. */
export interface WordWarning {
	code:
		| 'hasRevisions'
		| 'hasComments'
		| 'hasNotes'
		| 'hasFormulas'
		| 'hasObjects'
		| 'hasBoxes'
		| 'badPictures';
	n: number;
}

/** Kinds of pictures that screens and the printer know. */
const PICTURES: Record<string, string> = {
	'image/png': 'png',
	'image/jpeg': 'jpg',
	'image/gif': 'gif',
};

interface WordParagraph {
	type: string;
	styleName?: string | null;
	styleId?: string | null;
	alignment?: string | null;
	numbering?: unknown;
	children?: WordParagraph[];
}

/** Reads a .docx. Throws {@link WordError}. */
export async function readDocx(file: File): Promise<WordText> {
	const parts = openPackage(new Uint8Array(await file.arrayBuffer()), file.name);
	const prepared = preparePackage(parts);
	const mammoth = (await import('mammoth')).default;
	const pictures = new Map<string, WordPicture>();
	let bad = 0;
	const buffer = prepared.bytes.buffer as ArrayBuffer;
	const html = await mammoth
		.convertToHtml(
			{ arrayBuffer: buffer },
			{
				styleMap: STYLE_MAP,
				transformDocument: (element: unknown) => markParagraphs(element as WordParagraph),
				convertImage: mammoth.images.imgElement(async (image) => {
					const ending = PICTURES[image.contentType];
					if (ending === undefined) {
						bad += 1;
						return { src: '' };
					}
					const name = `docx-${String(pictures.size + 1)}`;
					const bytes = await image.readAsArrayBuffer();
					const picture = new File([bytes], `${name}.${ending}`, { type: image.contentType });
					pictures.set(name, { name, file: picture });
					return { src: name };
				}),
			},
		)
		.then(({ value }) => value)
		.catch(() => {
			throw new WordError('broken');
		});
	const read = bodyFromHtml(html, prepared.widths, prepared.formulae);
	if (read === null) throw new WordError('tooLong');
	return { ...read, pictures, warnings: warningsOf(prepared.contents, bad) };
}

/** The style map tells the converter of each paragraph's role, level and alignment as a class. */
const ALIGNS = ['none', 'center', 'right'] as const;
const STYLE_MAP = [
	'u => u',
	...['none', ...new Set(Object.values(ROLES))].flatMap((role) =>
		[0, 1, 2, 3, 4].flatMap((level) =>
			ALIGNS.map(
				(align) =>
					`p[style-name='n ${styleOf(role as Role, level, align)}'] => p.${classOf(role as Role, level, align)}:fresh`,
			),
		),
	),
];

function styleOf(role: Role, level: number, align: string): string {
	return `${role} ${String(level)} ${align}`;
}
function classOf(role: Role, level: number, align: string): string {
	return `n-${role}-${String(level)}-${align}`;
}

function markParagraphs(element: WordParagraph): WordParagraph {
	const marked: WordParagraph = { ...element };
	if (element.children) marked.children = element.children.map(markParagraphs);
	if (element.type !== 'paragraph') return marked;
	const name = element.styleName ?? '';
	const role: Role = Object.hasOwn(ROLES, name) ? ROLES[name as keyof typeof ROLES] : 'none';
	const level = Number(/^(?:heading|标题) ?([1-4])$/i.exec(name)?.[1] ?? 0);
	const title = /^(?:title|标题)$/i.test(name);
	const { alignment } = element;
	const align = alignment === 'center' || alignment === 'right' ? alignment : 'none';
	// Lists keep the converter's own rules.
	if (element.numbering) return { ...marked, styleId: null, styleName: null };
	const styleName = `n ${styleOf(title ? 'title' : role, level, align)}`;
	return { ...marked, styleId: null, styleName };
}

function warningsOf(contents: Contents, badPictures: number): WordWarning[] {
	const all: WordWarning[] = [
		{ code: 'hasRevisions', n: contents.revisions },
		{ code: 'hasComments', n: contents.comments },
		{ code: 'hasNotes', n: contents.notes },
		{ code: 'hasFormulas', n: contents.formulas },
		{ code: 'hasObjects', n: contents.objects },
		{ code: 'hasBoxes', n: contents.boxes },
		{ code: 'badPictures', n: badPictures },
	];
	return all.filter(({ n }) => n > 0);
}
