import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BodyNode } from '@wenshu/domain/document/body.ts';
import type { Page } from '@wenshu/domain/document/page.ts';

/** A paragraph of a body. */
export function paragraph(text: string): BodyNode {
	return { type: 'paragraph', content: [{ type: 'text', text }] };
}

/** A heading of a body. */
export function heading(level: number, text: string): BodyNode {
	return { type: 'heading', attrs: { level }, content: [{ type: 'text', text }] };
}

const SENTENCE =
	'各县（市、区）医疗保障部门要加强组织领导，压实工作责任，完善配套措施，强化宣传引导，' +
	'确保各项任务落到实处，并将落实情况于每季度末报送市医疗保障局。';

/** A body of so many full paragraphs under headings of all levels. */
export function longBody(paragraphs: number): BodyNode {
	const content = [heading(1, '一、总体要求'), heading(2, '（一）基本原则')];
	for (let at = 0; at < paragraphs; at++) content.push(paragraph(SENTENCE.repeat(2)));
	return { type: 'doc', content };
}

/** A page with everything an outgoing document has. */
export function aPage(changes: Partial<Page> = {}): Page {
	return {
		format: '文件',
		closing: '印章',
		upward: (changes.signers ?? []).length > 0,
		organMark: '云州市医疗保障局文件',
		marks: [changes.organMark ?? '云州市医疗保障局文件'],
		organs: [changes.issuer ?? '云州市医疗保障局'],
		documentNumber: '云医保发〔2026〕12号',
		copyNumber: null,
		secrecy: '公开',
		urgency: null,
		signers: [],
		title: '云州市医疗保障局关于做好城乡居民基本医疗保险参保缴费工作的通知',
		mainRecipients: ['各县（市、区）医疗保障局', '局机关各科室'],
		body: longBody(6),
		attachments: ['任务分解表', '缴费标准一览表'],
		issuer: '云州市医疗保障局',
		issuedOn: '2026-11-22',
		note: '此件公开发布',
		signatories: [],
		meeting: null,
		copyTo: ['省医疗保障局', '市政府办公室'],
		printOrgan: '云州市医疗保障局办公室',
		printedOn: '2026-11-23',
		duplex: false,
		verification: null,
		watermark: null,
		...changes,
	};
}

/** Runs a program of poppler or NSS; its absence fails the test with the remedy. */
export function run(program: string, ...parameters: string[]): Buffer {
	try {
		return execFileSync(program, parameters, {
			maxBuffer: 2 ** 28,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT')
			throw new Error(`${program} is missing: apt-get install poppler-utils libnss3-tools`, {
				cause: error,
			});
		throw error;
	}
}

/** Gives `use` a path to the bytes, and removes it afterwards. */
export function withFile<T>(bytes: Uint8Array, use: (file: string, folder: string) => T): T {
	const folder = mkdtempSync(path.join(tmpdir(), 'wenshu-paper-'));
	try {
		const file = path.join(folder, 'page.pdf');
		writeFileSync(file, bytes);
		return use(file, folder);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

/** The text of a PDF, one page after the other, as poppler reads it. */
export function textOf(pdf: Uint8Array): string {
	return withFile(pdf, (file) => run('pdftotext', '-layout', file, '-').toString());
}

/** A line of text on paper: millimetres from the upper left corner. */
export interface PaperLine {
	page: number;
	text: string;
	left: number;
	right: number;
	top: number;
	bottom: number;
}

/** All lines of a PDF by their boxes; words on one height are one line. */
export function linesOf(pdf: Uint8Array): PaperLine[] {
	const html = withFile(pdf, (file) => run('pdftotext', '-bbox', file, '-').toString());
	const lines: PaperLine[] = [];
	html
		.split('<page ')
		.slice(1)
		.forEach((part, at) => {
			const words = part.matchAll(
				/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</gu,
			);
			for (const [, left, top, right, bottom, text = ''] of words) {
				const [l = 0, t = 0, r = 0, b = 0] = [left, top, right, bottom].map(millimetres);
				const same = lines.find(
					(one) => one.page === at + 1 && Math.abs((one.top + one.bottom - t - b) / 2) < 2,
				);
				if (same === undefined)
					lines.push({ page: at + 1, text, left: l, right: r, top: t, bottom: b });
				else {
					same.text += text;
					same.left = Math.min(same.left, l);
					same.right = Math.max(same.right, r);
				}
			}
		});
	return lines;
}

function millimetres(points: string | undefined): number {
	return (Number(points) * 25.4) / 72;
}

/** Ink of one colour on a page: bands of rows with ink, in millimetres. */
export interface Ink {
	top: number;
	bottom: number;
	left: number;
	right: number;
}

/** Where the red or black ink of a page lies, seen at 300 dots an inch. */
export function inkOf(pdf: Uint8Array, page: number, colour: 'red' | 'black'): Ink[] {
	const picture = withFile(pdf, (file) =>
		run('pdftoppm', '-r', '300', '-f', String(page), '-l', String(page), file),
	);
	const head = /^P6\s(\d+) (\d+)\s255\n/u.exec(picture.toString('latin1', 0, 40));
	const [width, height] = [Number(head?.[1]), Number(head?.[2])];
	const pixels = picture.subarray(head?.[0].length ?? 0);
	const isInk = (at: number) => {
		const r = pixels[at * 3] ?? 255;
		const g = pixels[at * 3 + 1] ?? 255;
		const b = pixels[at * 3 + 2] ?? 255;
		return colour === 'red' ? r > 150 && g < 110 && b < 110 : r < 128 && g < 128 && b < 128;
	};
	const mm = 25.4 / 300;
	const bands: Ink[] = [];
	let open: Ink | null = null;
	for (let y = 0; y < height; y++) {
		let [first, last] = [-1, -1];
		for (let x = 0; x < width; x++) {
			if (!isInk(y * width + x)) continue;
			if (first < 0) first = x;
			last = x + 1;
		}
		if (first < 0) {
			open = null;
			continue;
		}
		if (open === null) {
			open = { top: y * mm, bottom: 0, left: Infinity, right: 0 };
			bands.push(open);
		}
		open.bottom = (y + 1) * mm;
		open.left = Math.min(open.left, first * mm);
		open.right = Math.max(open.right, last * mm);
	}
	return bands;
}

/** Width of a character and height of a line of the grid, in millimetres. */
export const CELL = 156 / 28;
export const PITCH = 225 / 22;

/** A body of short paragraphs. */
export function textLines(...lines: string[]): BodyNode {
	return { type: 'doc', content: lines.map(paragraph) };
}

/** The line with exactly these words. */
export function lineOf(pdf: Uint8Array, words: string): PaperLine {
	const found = linesOf(pdf).find((line) => line.text === words);
	if (found === undefined) throw new Error(`no line ${words}`);
	return found;
}

/** The middle of a line, from the left edge of the paper. */
export function middle(line: PaperLine | undefined): number {
	return ((line?.left ?? NaN) + (line?.right ?? NaN)) / 2;
}

/** How many pictures are drawn in a PDF, as poppler lists them. */
export function imagesIn(pdf: Uint8Array): number {
	const listed = withFile(pdf, (file) => run('pdfimages', '-list', file).toString());
	return listed.split('\n').filter((line) => /^\s*\d+\s+\d+\s+image\b/u.test(line)).length;
}
