import { cleanBody, picturesOf, type BodyNode } from '@wenshu/domain/document/body.ts';
import type { Elements, OfficialDocument } from '@wenshu/domain/document/model.ts';
import { officeDate } from '@wenshu/domain/document/number.ts';
import type { PictureAddress } from '../editor/picture.ts';
import type { DocxPicture } from './docx-blocks.ts';

/** An editable copy, and how many of its pictures could not be fetched. */
export interface Copy {
	file: File;
	lost: number;
}

/** Makes the editable copy (编辑稿) of a document as it stands. Throws when the writer fails. */
export async function exportCopy(
	document: OfficialDocument,
	elements: Elements,
	body: BodyNode,
	pictureUrl: PictureAddress | undefined,
): Promise<Copy> {
	const { writeDocx } = await import('./write-docx.ts');
	const clean = cleanBody(body);
	const pictures = new Map<string, DocxPicture>();
	const names = picturesOf(clean);
	for (const name of names) {
		const picture = await fetchPicture(name, pictureUrl).catch(() => null);
		if (picture) pictures.set(name, picture);
	}
	const issuedOn = document.signedAt ? officeDate(document.signedAt) : null;
	const blob = await writeDocx({ document, elements, issuedOn, body: clean, pictures });
	// Characters that no file system takes.
	const name = `${(elements.title || '公文').replace(/[\\/:*?"<>|\s]+/g, '').slice(0, 80)}（编辑稿）.docx`;
	return { file: new File([blob], name, { type: blob.type }), lost: names.length - pictures.size };
}

async function fetchPicture(
	name: string,
	pictureUrl: PictureAddress | undefined,
): Promise<DocxPicture | null> {
	const address = await pictureUrl?.(name);
	if (!address) return null;
	const response = await fetch(address);
	if (!response.ok) return null;
	const blob = await response.blob();
	const bytes = new Uint8Array(await blob.arrayBuffer());
	const type = typeOf(bytes);
	if (type === null) return null;
	const bitmap = await createImageBitmap(new Blob([bytes]));
	const { width, height } = bitmap;
	bitmap.close();
	return { bytes, type, width, height };
}

/** The kind of a picture by its first bytes; Word shows no other. */
function typeOf([first, second]: Uint8Array): DocxPicture['type'] | null {
	if (first === 0x89 && second === 0x50) return 'png';
	if (first === 0xff && second === 0xd8) return 'jpg';
	return first === 0x47 && second === 0x49 ? 'gif' : null;
}
