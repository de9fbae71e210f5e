import { facesOf, type Faces, type OfficeFont } from '@wenshu/domain/fonts/model.ts';
import { blobs } from '../files/blobs.ts';
import type { FontSet } from '../layout/engine.ts';
import { db } from '../platform/firebase.ts';
import { fromStored } from '../platform/unit-of-work.ts';

/** The office's own fonts as the layout takes them. */
export interface OfficeFonts {
	set: FontSet;
	faces: Faces;
}

let kept: { key: string; files: Uint8Array[] } = { key: '', files: [] };

/** The fonts in use: one small query a layout, and their bytes once for each process. */
export async function officeFonts(): Promise<OfficeFonts> {
	const found = await db.collection('fonts').where('enabled', '==', true).get();
	const fonts = found.docs.map((each) => fromStored(each.data()) as OfficeFont);
	const key = fonts
		.map(({ id }) => id)
		.sort()
		.join();
	if (key !== kept.key)
		kept = { key, files: await Promise.all(fonts.map(({ id }) => blobs.read(id))) };
	return { set: kept, faces: facesOf(fonts) };
}
