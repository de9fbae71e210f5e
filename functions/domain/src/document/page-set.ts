/** A page as it travels: its picture without the outlines of its glyphs. */
export interface SetPage {
	/** Names what stands on the page: the same name, the same picture. */
	hash: string;
	/** SVG whose `<defs></defs>` is empty; null where the receiver has it. */
	svg: string | null;
}

/**
 * The pages of a text as they travel. Outlines are nine tenths of a picture and pages share them, so that
 * they go apart, each once, and only those that are on no page the receiver has.
 */
export interface PageSet {
	pages: SetPage[];
	/** Outlines as SVG definitions, by id. */
	glyphs: Record<string, string>;
}

/** Where the outlines belong in the picture of a page. */
export const NO_OUTLINES = '<defs></defs>';

/** Ids of the definitions that a picture draws, each once. */
export function glyphsOn(svg: string): string[] {
	return [
		...new Set([...svg.matchAll(/(?:href="|url\()#([^")]+)/gu)].map((match) => match[1] ?? '')),
	];
}

/** The picture of a page complete in itself. */
export function wholePage(svg: string, outline: (id: string) => string | undefined): string {
	const outlines = glyphsOn(svg).map((id) => outline(id) ?? '');
	return svg.replace(NO_OUTLINES, () => `<defs>${outlines.join('')}</defs>`);
}

/** All pictures of a set that was made for somebody who has none of it. */
export function wholePages({ pages, glyphs }: PageSet): string[] {
	return pages.map(({ svg }) => wholePage(svg ?? '', (id) => glyphs[id]));
}
