import { degrees, PDFDocument, rgb, StandardFonts } from '@cantoo/pdf-lib';
import { strFromU8 } from 'fflate';
import { expect, test } from 'vitest';
import { encodePng } from './png.ts';
import { writeOfd } from './write-ofd.ts';

const facts = { title: '图', author: '局', day: new Date('2026-11-22T00:00:00Z'), custom: {} };
const MM = 25.4 / 72;

/** The attribute of the first element of a name. */
function attribute(xml: string, element: string, name: string): string {
	return new RegExp(`<ofd:${element}[^>]* ${name}="([^"]*)"`, 'u').exec(xml)?.[1] ?? '';
}

const numbers = (text: string): number[] => text.split(' ').map(Number);

test('pictures, shapes and turned text stand in an OFD where they stand in the PDF', async () => {
	const document = await PDFDocument.create();
	const page = document.addPage([200, 300]);
	const dots = Uint8Array.from({ length: 4 * 2 * 3 }, (_, at) => at * 9);
	const picture = await document.embedPng(encodePng(dots, { width: 4, height: 2, channels: 3 }));
	page.drawImage(picture, { x: 20, y: 30, width: 40, height: 50 });
	page.drawRectangle({ x: 100, y: 200, width: 60, height: 20, color: rgb(1, 0, 0) });
	const font = await document.embedFont(StandardFonts.Helvetica);
	page.drawText('turned', { x: 50, y: 100, size: 10, font, rotate: degrees(90) });
	const written = await writeOfd(await document.save(), facts);
	const xml = strFromU8(written.files.get('Doc_0/Pages/Page_0/Content.xml') ?? new Uint8Array());

	const close = (found: string, expected: number[]) =>
		numbers(found).forEach((each, at) => expect(each).toBeCloseTo(expected[at] ?? NaN, 2));
	close(
		attribute(xml, 'ImageObject', 'Boundary'),
		[20, 220, 40, 50].map((each) => each * MM),
	);
	close(
		attribute(xml, 'ImageObject', 'CTM'),
		[40, 0, 0, 50, 0, 0].map((each) => each * MM),
	);
	close(
		attribute(xml, 'PathObject', 'Boundary'),
		[100, 80, 60, 20].map((each) => each * MM),
	);
	expect(xml).toContain('<ofd:FillColor Value="255 0 0"/>');
	// A quarter turn to the left: along the line is up the page.
	close(attribute(xml, 'TextObject', 'CTM'), [0, -1, 1, 0, 0, 0]);
	expect(numbers(attribute(xml, 'TextObject', 'Boundary')).slice(0, 2)).toEqual([
		Math.round(50 * MM * 1000) / 1000,
		Math.round(200 * MM * 1000) / 1000,
	]);
	expect([...written.files.keys()]).toContain('Doc_0/DocumentRes.xml');
	expect(written.missingFonts).toEqual(['Helvetica']);
});
