import { createHash } from 'node:crypto';
import * as logger from 'firebase-functions/logger';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { sealsOf } from '@wenshu/domain/document/sealing.ts';
import { blobs } from '../files/blobs.ts';
import { sealOfd, sealOfdAgain, type OfdPlacement } from './seal-ofd.ts';
import type { Sm2Seal } from './sm2-seal.ts';
import { writeOfd } from './write-ofd.ts';

/**
 * The OFD beside a PDF that is being sealed: written from the pages for the first seal, taken from the seal
 * before for each further one. Null where this seal or an earlier one has no SM2 key. The PDF is what
 * counts: an OFD that cannot be made is noted and left out.
 */
export async function pressOfd(
	document: OfficialDocument,
	pages: Uint8Array,
	placement: OfdPlacement,
	seal: Sm2Seal | undefined,
	/** Font files the pages were set with besides ours. */
	fonts: readonly Uint8Array[] = [],
): Promise<Uint8Array | null> {
	if (seal === undefined) return null;
	try {
		const earlier = sealsOf(document);
		if (earlier.length === 0)
			return sealOfd(await writeOfd(pages, factsOf(document), fonts), placement, seal);
		const before = earlier.at(-1)?.ofd;
		if (before === undefined) return null;
		const bytes = await blobs.read(before.fileId);
		if (createHash('sha256').update(bytes).digest('hex') !== before.sha256) return null;
		return sealOfdAgain(bytes, placement, seal);
	} catch (error) {
		logger.error('no OFD was made', { document: document.id, error: String(error) });
		return null;
	}
}

function factsOf({ elements, issuer, number, signedAt, updatedAt }: OfficialDocument) {
	return {
		title: elements.title,
		author: issuer,
		day: signedAt ?? updatedAt,
		custom: {
			...(number === null ? {} : { 发文字号: number }),
			印章: '演示，不具有法律效力',
		},
	};
}
