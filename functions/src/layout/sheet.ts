import { cleanBody, type BodyNode } from '@wenshu/domain/document/body.ts';
import { chineseDate, type Page } from '@wenshu/domain/document/page.ts';
import { titleLines } from '@wenshu/domain/document/title-lines.ts';
import { tableBlock, type TableBlock } from './sheet-table.ts';
import { plainLine, textRuns, type Run } from './runs.ts';

/** A paragraph; indents count characters of the grid. */
export interface ParagraphBlock {
	kind: 'paragraph';
	runs: Run[];
	align: 'left' | 'center' | 'right' | 'justify';
	/** Indent of the first line. */
	indent: number;
	/** Indent of all lines. */
	left: number;
	/** Stays on the page of what follows. */
	heading?: true;
}

/** A picture; `path` is null when it is missing or unreadable. */
export interface PictureBlock {
	kind: 'picture';
	path: string | null;
	alt: string;
	/** Width in millimetres, null for its natural width. */
	width: number | null;
}

/** What the template draws one after the other. */
export type Block = ParagraphBlock | PictureBlock | TableBlock;

/** The template's input (assets/typst/document.typ). */
export interface Sheet {
	lines: number;
	date: [number, number, number];
	organMark: string;
	documentNumber: string;
	copyNumber: string | null;
	secrecy: string | null;
	urgency: string | null;
	urgencyRow: number;
	signers: string[];
	title: string[];
	blocks: Block[];
	attachments: string[];
	issuer: string;
	issuedOn: string;
	note: string | null;
	copyTo: string | null;
	printOrgan: string | null;
	printedOn: string | null;
	watermark: string | null;
}

/** Millimetres of one CSS pixel: the editor measures pictures in pixels at 96 dpi. */
const PIXEL = 25.4 / 96;

/** Lines on a full page (GB/T 9704-2012 §5.2.2). */
export const LINES_PER_PAGE = 22;

/**
 * Turns a page into what the template draws: dates and lists written out, suggestions accepted,
 * control characters gone. `picturePath` names the file of a picture inside the worker, or null.
 * `day` dates the file when the page has no 成文日期 yet.
 */
export function makeSheet(
	page: Page,
	day: string,
	picturePath: (file: string) => string | null,
): Sheet {
	const [year = 1970, month = 1, date = 1] = (page.issuedOn ?? day).split('-').map(Number);
	const hasColophon = page.printOrgan !== '' || page.printedOn !== null;
	return {
		lines: LINES_PER_PAGE,
		date: [year, month, date],
		...header(page),
		title: titleLines(page.title).map(plainLine),
		blocks: [...recipients(page), ...bodyBlocks(page.body, picturePath)],
		attachments: page.attachments.map(plainLine),
		issuer: plainLine(page.issuer),
		issuedOn: page.issuedOn === null ? '年　　月　　日' : chineseDate(page.issuedOn),
		note: page.note === '' ? null : `（${plainLine(page.note)}）`,
		copyTo: page.copyTo.length === 0 ? null : `${page.copyTo.map(plainLine).join('，')}。`,
		printOrgan: hasColophon ? plainLine(page.printOrgan) : null,
		printedOn: page.printedOn === null ? null : `${chineseDate(page.printedOn)}印发`,
		watermark: page.watermark,
	};
}

/** 密级 keeps the second line even without 份号; 紧急程度 follows what stands above it. */
function header(page: Page) {
	const secrecy = page.secrecy === '公开' ? null : page.secrecy;
	return {
		organMark: plainLine(page.organMark),
		documentNumber: plainLine(page.documentNumber ?? ''),
		copyNumber: page.copyNumber,
		secrecy,
		urgency: page.urgency,
		urgencyRow: secrecy !== null ? 2 : page.copyNumber !== null ? 1 : 0,
		signers: page.signers.map(plainLine),
	};
}

/** 主送机关: flush left, ends with a full-width colon. */
function recipients(page: Page): Block[] {
	if (page.mainRecipients.length === 0) return [];
	const names = page.mainRecipients.map(plainLine).join('，');
	return [paragraph([{ text: `${names.replace(/[：:]$/u, '')}：` }], 0)];
}

function bodyBlocks(body: BodyNode, picturePath: (file: string) => string | null): Block[] {
	const blocks = blocksOf(cleanBody(body).content ?? [], { picturePath, depth: 0 });
	while (isBlank(blocks.at(-1))) blocks.pop();
	while (isBlank(blocks[0])) blocks.shift();
	return blocks;
}

function isBlank(block: Block | undefined): boolean {
	return block?.kind === 'paragraph' && block.runs.length === 0;
}

/** Where a block stands: how to find pictures, and how deep in lists. */
export interface Surroundings {
	picturePath: (file: string) => string | null;
	depth: number;
	/** Inside a table cell paragraphs have no indent. */
	inCell?: boolean;
}

/** The blocks of some nodes, lists written out as numbered paragraphs. */
export function blocksOf(nodes: readonly BodyNode[], around: Surroundings): Block[] {
	return nodes.flatMap((node) => {
		switch (node.type) {
			case 'paragraph':
			case 'heading':
				return [textBlock(node, around)];
			case 'bulletList':
			case 'orderedList':
				return listBlocks(node, around);
			case 'table':
				return [tableBlock(node, around)];
			case 'image':
				return [pictureBlock(node, around)];
			default:
				return [];
		}
	});
}

const HEADING_FACES = ['hei', 'kai', 'fang', 'fang'] as const;

/** A heading's face covers its first sentence only: text that runs on after it is body text. */
function textBlock(node: BodyNode, around: Surroundings): ParagraphBlock {
	const level = node.type === 'heading' ? Number(node.attrs?.['level'] ?? 1) : 0;
	const face = HEADING_FACES[level - 1] ?? 'fang';
	const runs = textRuns(node.content ?? [], face);
	const align = alignOf(node);
	const indent = around.inCell === true || align !== 'justify' ? 0 : 2;
	const isHeading = level > 0 && runs.every((run) => 'br' in run || !run.text.includes('。'));
	return { ...paragraph(runs, indent), align, ...(isHeading ? { heading: true } : {}) };
}

function alignOf(node: BodyNode): ParagraphBlock['align'] {
	const align = node.attrs?.['textAlign'];
	return align === 'center' || align === 'right' || align === 'left' ? align : 'justify';
}

function paragraph(runs: Run[], indent: number): ParagraphBlock {
	return { kind: 'paragraph', runs, align: 'justify', indent, left: 0 };
}

/** List items as official documents write them: 1. and （1） by depth, a long dash for points. */
function listBlocks(list: BodyNode, around: Surroundings): Block[] {
	const start = Number(list.attrs?.['start'] ?? 1);
	return (list.content ?? []).flatMap((item, at) => {
		const mark = list.type === 'bulletList' ? '——' : orderMark(start + at, around.depth);
		const blocks = blocksOf(item.content ?? [], { ...around, depth: around.depth + 1 });
		const [first] = blocks;
		if (first?.kind !== 'paragraph')
			return [paragraph([{ text: mark }], around.inCell === true ? 0 : 2), ...blocks];
		return [{ ...first, runs: [{ text: mark }, ...first.runs] }, ...blocks.slice(1)];
	});
}

function orderMark(number: number, depth: number): string {
	if (depth === 0) return `${String(number)}.`;
	if (depth === 1) return `（${String(number)}）`;
	return `${String(number)}）`;
}

function pictureBlock(node: BodyNode, around: Surroundings): PictureBlock {
	const width = node.attrs?.['width'];
	return {
		kind: 'picture',
		path: around.picturePath(String(node.attrs?.['file'] ?? '')),
		alt: plainLine(String(node.attrs?.['alt'] ?? '')) || '图片',
		width: typeof width === 'number' && width > 0 ? width * PIXEL : null,
	};
}
