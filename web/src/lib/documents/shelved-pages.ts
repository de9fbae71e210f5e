import { glyphsOn, wholePage, type PageSet } from '@wenshu/domain/document/page-set.ts';

/** A page that is here, with the outlines it is drawn of. */
export interface ShelvedPage {
	readonly hash: string;
	/** SVG without its outlines. */
	readonly svg: string;
	/** Outlines by id; strings that pages share. */
	readonly outlines: ReadonlyMap<string, string>;
}

/** Pages as the server packed them: JSON, gzip, base64. */
export async function unpackPages(packed: string): Promise<PageSet> {
	const { gunzipSync, strFromU8 } = await import('fflate');
	const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
	return JSON.parse(strFromU8(gunzipSync(bytes))) as PageSet;
}

/** The pages of an answer to somebody who had `have`: what did not change is the same page as before. */
export function shelve({ pages, glyphs }: PageSet, have: readonly ShelvedPage[]): ShelvedPage[] {
	const known = new Map(have.map((page) => [page.hash, page]));
	const outlines = new Map(have.flatMap((page) => [...page.outlines]));
	for (const [id, outline] of Object.entries(glyphs)) outlines.set(id, outline);
	return pages.map(({ hash, svg }) => {
		if (svg !== null) return { hash, svg, outlines: outlinesOf(svg, outlines) };
		const page = known.get(hash);
		if (page === undefined) throw new Error(`page ${hash} was never sent`);
		return page;
	});
}

function outlinesOf(svg: string, outlines: ReadonlyMap<string, string>): Map<string, string> {
	return new Map(
		glyphsOn(svg).flatMap((id) => {
			const outline = outlines.get(id);
			return outline === undefined ? [] : [[id, outline] as const];
		}),
	);
}

/** The picture of a page, complete in itself. */
export function pictureOf({ svg, outlines }: ShelvedPage): string {
	return wholePage(svg, (id) => outlines.get(id));
}
