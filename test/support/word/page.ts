// Runs inside Chromium: Word files written and read, without a server.
import type { BodyNode } from '@wenshu/domain/document/body.ts';
import { emptyElements } from '@wenshu/domain/document/elements.ts';
import type { Elements } from '@wenshu/domain/document/model.ts';
import type { DocxPicture } from '../../../web/src/lib/word/docx-blocks.ts';
import { readDocx } from '../../../web/src/lib/word/read-docx.ts';
import { WordError } from '../../../web/src/lib/word/word-error.ts';
import { writeDocx } from '../../../web/src/lib/word/write-docx.ts';

/** A red square of 8 by 4 pixels. */
async function square(): Promise<DocxPicture> {
	const canvas = document.createElement('canvas');
	canvas.width = 8;
	canvas.height = 4;
	const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
	const bytes = new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
	return { bytes, type: 'png', width: 8, height: 4 };
}

async function write(body: BodyNode, elements: Partial<Elements>): Promise<File> {
	const blob = await writeDocx({
		document: { organMark: '云州市医疗保障局文件', issuer: '云州市医疗保障局', number: null },
		elements: { ...emptyElements(), ...elements },
		issuedOn: '2026-11-27',
		body,
		pictures: new Map([['f1', await square()]]),
	});
	return new File([blob], 'copy.docx');
}

/** What a body is after it went out as a copy and came in again; pictures keep their names here. */
async function roundTrip(body: BodyNode, elements: Partial<Elements>) {
	const read = await readDocx(await write(body, elements));
	const words = JSON.stringify(read.body).replaceAll('"docx-1"', '"f1"');
	return {
		body: JSON.parse(words) as BodyNode,
		title: read.title,
		recipients: read.recipients,
		pictures: [...read.pictures.values()].map(({ file }) => [file.name, file.type, file.size > 0]),
		warnings: read.warnings,
	};
}

/** The bytes of a copy. */
async function copy(body: BodyNode, elements: Partial<Elements>): Promise<number[]> {
	return [...new Uint8Array(await (await write(body, elements)).arrayBuffer())];
}

/** Reads a file as somebody would import it, or says why it was refused. */
async function read(bytes: readonly number[], name = 'a.docx') {
	try {
		const found = await readDocx(new File([new Uint8Array(bytes)], name));
		return { ...found, pictures: found.pictures.size };
	} catch (error) {
		if (error instanceof WordError) return error.code;
		throw error;
	}
}

const bench = { roundTrip, copy, read };
export type WordBench = typeof bench;
Object.assign(globalThis, { bench });
