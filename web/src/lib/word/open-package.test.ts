import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { openPackage } from './open-package.ts';
import type { WordError } from './word-error.ts';

const document = strToU8('<w:document/>');
const code = (bytes: Uint8Array, name = 'a.docx'): string => {
	try {
		openPackage(bytes, name);
		return 'taken';
	} catch (error) {
		return (error as WordError).code;
	}
};

describe('WORD-1 only sound .docx files are opened', () => {
	test('words and pictures are taken, everything else stays packed', () => {
		const parts = openPackage(
			zipSync({
				'word/document.xml': document,
				'word/media/image1.png': strToU8('png'),
				'word/embeddings/oleObject1.bin': strToU8('ole'),
				'customXml/item1.xml': strToU8('<x/>'),
			}),
		);
		expect(Object.keys(parts).sort()).toEqual(['word/document.xml', 'word/media/image1.png']);
	});
	test('old, encrypted and foreign formats are refused, with what to do', () => {
		const container = new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]);
		expect(code(container, 'a.doc')).toBe('oldFormat');
		expect(code(container, 'encrypted.docx')).toBe('oldFormat');
		expect(code(strToU8('WPS'), 'a.wps')).toBe('oldFormat');
		expect(code(strToU8('%PDF-1.7'), 'a.docx')).toBe('notWord');
		expect(code(zipSync({ 'xl/workbook.xml': document }), 'a.docx')).toBe('notWord');
	});
	test('macros are refused by name and by part', () => {
		const macro = zipSync({ 'word/document.xml': document, 'word/vbaProject.bin': strToU8('x') });
		expect(code(macro)).toBe('macros');
		expect(code(zipSync({ 'word/document.xml': document }), 'a.docm')).toBe('macros');
	});
	test('what grows without measure is not unpacked', () => {
		const zeros = new Uint8Array(30 * 1024 * 1024);
		expect(code(zipSync({ 'word/document.xml': document, 'word/media/a.png': zeros }))).toBe(
			'bomb',
		);
		const many = Object.fromEntries(
			Array.from({ length: 3100 }, (_, n) => [`x/${String(n)}`, strToU8('')]),
		);
		expect(code(zipSync({ 'word/document.xml': document, ...many }))).toBe('bomb');
	});
	test('a cut file is broken', () => {
		const whole = zipSync({ 'word/document.xml': document });
		expect(code(whole.slice(0, whole.length - 30))).toBe('broken');
	});
});
