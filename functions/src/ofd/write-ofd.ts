import { createHash } from 'node:crypto';
import { drawPicture, drawShape, drawText, escapeXml, mm, type NextId } from './draw.ts';
import { embedFont, type EmbeddedFont } from './fonts.ts';
import { encodePng } from './png.ts';
import { readPdf, type DrawnPage, type Picture } from './read-pdf.ts';

/** Files of a package by path, in the order they are zipped. */
export type Package = Map<string, Uint8Array>;

/** What an OFD says of itself. */
export interface OfdFacts {
	title: string;
	author: string;
	/** Day of the document. */
	day: Date;
	/** Named facts, such as 发文字号. */
	custom: Readonly<Record<string, string>>;
}

/** A package without seals, and what a seal has to point to. */
export interface WrittenOfd {
	files: Package;
	/** Ids of the pages, in order. */
	pageIds: number[];
	/** Fonts of which no file was at hand. */
	missingFonts: string[];
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const NS = 'xmlns:ofd="http://www.ofdspec.org/2016"';
/** Where the list of signatures lies; it is written with the first seal. */
export const SIGNATURES = 'Doc_0/Signs/Signatures.xml';

/**
 * Writes what a PDF shows as OFD (GB/T 33190-2016): text as text with the part of its fonts that is used,
 * shapes and pictures. `extraFonts` are font files the PDF was set with besides ours.
 */
export async function writeOfd(
	pdf: Uint8Array,
	facts: OfdFacts,
	extraFonts: readonly Uint8Array[] = [],
): Promise<WrittenOfd> {
	const pages = await readPdf(pdf);
	const files: Package = new Map();
	let id = 0;
	const nextId: NextId = () => ++id;
	files.set('OFD.xml', text(entry(pdf, facts)));
	// Written at the end, kept here so that it stands near the head of the package.
	files.set('Doc_0/Document.xml', new Uint8Array());
	const fonts = await addFonts(files, pages, nextId, extraFonts);
	const pictures = addPictures(files, pages, nextId);
	const pageIds = pages.map((page, at) => {
		const layer = nextId();
		const drawn = page.objects.map((object) => {
			if (object.kind === 'path') return drawShape(object, nextId);
			if (object.kind === 'picture') return drawPicture(object, pictures.get(object) ?? 0, nextId);
			return drawText(object, fonts.ids.get(object.font) ?? 0, nextId);
		});
		files.set(`Doc_0/Pages/Page_${String(at)}/Content.xml`, text(content(page, layer, drawn)));
		return nextId();
	});
	files.set('Doc_0/Document.xml', text(document(pages, pageIds, pictures.size > 0, id)));
	return { files, pageIds, missingFonts: fonts.missing };
}

function text(xml: string): Uint8Array {
	return new Uint8Array(Buffer.from(HEAD + xml));
}

function box({ widthMm, heightMm }: DrawnPage): string {
	return `<ofd:PhysicalBox>0 0 ${mm(widthMm)} ${mm(heightMm)}</ofd:PhysicalBox>`;
}

function content(page: DrawnPage, layer: number, drawn: readonly string[]): string {
	return (
		`<ofd:Page ${NS}><ofd:Area>${box(page)}</ofd:Area><ofd:Content>` +
		`<ofd:Layer ID="${String(layer)}" Type="Body">\n${drawn.filter(Boolean).join('\n')}\n` +
		`</ofd:Layer></ofd:Content></ofd:Page>`
	);
}

function document(
	pages: readonly DrawnPage[],
	pageIds: readonly number[],
	hasPictures: boolean,
	lastId: number,
): string {
	const [first] = pages;
	if (first === undefined) throw new Error('an OFD has a page');
	const list = pageIds.map(
		(id, at) => `<ofd:Page ID="${String(id)}" BaseLoc="Pages/Page_${String(at)}/Content.xml"/>`,
	);
	return (
		`<ofd:Document ${NS}><ofd:CommonData><ofd:MaxUnitID>${String(lastId)}</ofd:MaxUnitID>` +
		`<ofd:PageArea>${box(first)}</ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>` +
		(hasPictures ? '<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes>' : '') +
		`</ofd:CommonData><ofd:Pages>${list.join('')}</ofd:Pages></ofd:Document>`
	);
}

/** The package's entry; its id follows from the content, so that the same document gives the same file. */
function entry(pdf: Uint8Array, { title, author, day, custom }: OfdFacts): string {
	const id = createHash('sha256').update(pdf).digest('hex').slice(0, 32);
	const named = Object.entries(custom).map(
		([name, value]) =>
			`<ofd:CustomData Name="${escapeXml(name)}">${escapeXml(value)}</ofd:CustomData>`,
	);
	return (
		`<ofd:OFD ${NS} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocInfo>` +
		`<ofd:DocID>${id}</ofd:DocID><ofd:Title>${escapeXml(title)}</ofd:Title>` +
		`<ofd:Author>${escapeXml(author)}</ofd:Author>` +
		`<ofd:CreationDate>${day.toISOString().slice(0, 10)}</ofd:CreationDate>` +
		`<ofd:Creator>Wenshu</ofd:Creator>` +
		(named.length === 0 ? '' : `<ofd:CustomDatas>${named.join('')}</ofd:CustomDatas>`) +
		`</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>` +
		`<ofd:Signatures>${SIGNATURES}</ofd:Signatures></ofd:DocBody></ofd:OFD>`
	);
}

async function addFonts(
	files: Package,
	pages: readonly DrawnPage[],
	nextId: NextId,
	extra: readonly Uint8Array[],
): Promise<{ ids: Map<string, number>; missing: string[] }> {
	const characters = new Map<string, Set<string>>();
	for (const object of pages.flatMap(({ objects }) => objects)) {
		if (object.kind !== 'text') continue;
		const used = characters.get(object.font) ?? new Set();
		characters.set(object.font, used);
		for (const { text: glyph } of object.glyphs) for (const one of glyph) used.add(one);
	}
	const ids = new Map<string, number>();
	const declared: string[] = [];
	const missing: string[] = [];
	for (const [name, used] of characters) {
		const font = await embedFont(name, [...used].join(''), extra);
		const id = nextId();
		ids.set(name, id);
		if (font.file === null) missing.push(name);
		declared.push(declareFont(files, font, id));
	}
	const xml = `<ofd:Res ${NS} BaseLoc="Res"><ofd:Fonts>${declared.join('')}</ofd:Fonts></ofd:Res>`;
	files.set('Doc_0/PublicRes.xml', text(xml));
	return { ids, missing };
}

function declareFont(files: Package, { name, family, file }: EmbeddedFont, id: number): string {
	const named = `ID="${String(id)}" FontName="${escapeXml(name)}" FamilyName="${escapeXml(family)}"`;
	if (file === null) return `<ofd:Font ${named}/>`;
	const place = `font_${String(id)}.${file.extension}`;
	files.set(`Doc_0/Res/${place}`, file.bytes);
	return `<ofd:Font ${named}><ofd:FontFile>${place}</ofd:FontFile></ofd:Font>`;
}

function addPictures(
	files: Package,
	pages: readonly DrawnPage[],
	nextId: NextId,
): Map<Picture, number> {
	const ids = new Map<Picture, number>();
	const known = new Map<string, number>();
	const declared: string[] = [];
	for (const object of pages.flatMap(({ objects }) => objects)) {
		if (object.kind !== 'picture') continue;
		const png = encodePng(object.dots, object);
		const hash = createHash('sha256').update(png).digest('hex');
		const id = known.get(hash) ?? nextId();
		ids.set(object, id);
		if (known.has(hash)) continue;
		known.set(hash, id);
		const place = `image_${String(id)}.png`;
		files.set(`Doc_0/Res/${place}`, png);
		declared.push(
			`<ofd:MultiMedia ID="${String(id)}" Type="Image" Format="PNG">` +
				`<ofd:MediaFile>${place}</ofd:MediaFile></ofd:MultiMedia>`,
		);
	}
	if (declared.length > 0) {
		const list = `<ofd:MultiMedias>${declared.join('')}</ofd:MultiMedias>`;
		files.set('Doc_0/DocumentRes.xml', text(`<ofd:Res ${NS} BaseLoc="Res">${list}</ofd:Res>`));
	}
	return ids;
}
