import { wholePages, type PageSet } from '@wenshu/domain/document/page-set.ts';
import { gunzipSync } from 'node:zlib';

/** The pages of an answer, one complete SVG each. */
export function unpack({ packed }: { packed: string }): string[] {
	const json = gunzipSync(Buffer.from(packed, 'base64')).toString('utf8');
	return wholePages(JSON.parse(json) as PageSet);
}
