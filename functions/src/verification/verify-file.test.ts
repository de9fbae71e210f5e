import { webcrypto } from 'node:crypto';
import { PDFDocument } from '@cantoo/pdf-lib';
import { verifyPdf } from '@wenshu/domain/verification/verify-pdf.ts';
import { describe, expect, test } from 'vitest';

const check = (bytes: Uint8Array) => verifyPdf(bytes, [], webcrypto.subtle);

async function aPdf(): Promise<PDFDocument> {
	const document = await PDFDocument.create();
	document.addPage();
	return document;
}

describe('VE-7 a PDF that cannot be vouched for', () => {
	test('has no seal', async () => {
		const bytes = await (await aPdf()).save();
		expect(await check(bytes)).toMatchObject({ problem: 'unsealed', valid: false, seals: [] });
	});

	test('is encrypted', async () => {
		const document = await aPdf();
		document.encrypt({ userPassword: 'secret', ownerPassword: 'secret' });
		const bytes = await document.save({ useObjectStreams: false });
		expect(await check(bytes)).toMatchObject({ problem: 'encrypted', valid: false });
	});

	test('is no PDF, or half of one', async () => {
		const bytes = await (await aPdf()).save();
		for (const broken of [new Uint8Array(), bytes.subarray(0, 40), Uint8Array.of(1, 2, 3)])
			expect(await check(broken)).toMatchObject({ problem: 'broken', valid: false });
	});
});
