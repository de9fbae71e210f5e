import { annexesOf, type Annex } from '@wenshu/domain/document/annexes.ts';
import { wordsOfLeaf, type BodyNode } from '@wenshu/domain/document/body.ts';
import type { FormulaPart } from '@wenshu/domain/formula/tree.ts';
import { MARK_ENDING } from '@wenshu/domain/document/page-of.ts';
import { chineseDate, type Page } from '@wenshu/domain/document/page.ts';
import { titleLines } from '@wenshu/domain/document/title-lines.ts';
import { tableBlock, type TableBlock } from './sheet-table.ts';
import { qrMark, type QrMark } from './qr.ts';
import { noFormulae, type FormulaOf } from './formulae.ts';
import { plainLine, textRuns, wordsOfRun, type Run } from './runs.ts';

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
	sticky?: true;
	/** The text begins here. */
	first?: true;
}

/** A picture; `path` is null when it is missing or unreadable. */
export interface PictureBlock {
	kind: 'picture';
	path: string | null;
	alt: string;
	/** Width in millimetres, null for its natural width. */
	width: number | null;
}

/** A formula on lines of its own. */
export interface FormulaBlock {
	kind: 'formula';
	formula: FormulaPart;
	/** In running words, for those who listen. */
	words: string;
}

/** What the template draws one after the other. */
export type Block = ParagraphBlock | PictureBlock | TableBlock | FormulaBlock;

/** An attachment on pages of its own (附件). */
export interface AnnexSheet {
	/** 附件, or 附件 with its number when there are several. */
	label: string;
	title: string[];
	landscape: boolean;
	blocks: Block[];
}

/** The template's input (assets/typst/document.typ). */
export interface Sheet {
	lines: number;
	date: [number, number, number];
	format: Page['format'];
	closing: Page['closing'];
	upward: boolean;
	/** Red marks one under the other; what stands to the right of several. */
	marks: string[];
	markSuffix: string | null;
	documentNumber: string;
	/** 份号, 密级 and 紧急程度 with the rows they stand on. */
	tags: { words: string; row: number; bold: boolean }[];
	signers: string[];
	title: string[];
	/** The day under the title of minutes. */
	caption: string | null;
	/** 主送机关 without colon; below, in 版记, when they would push the text off the first page. */
	recipients: string | null;
	recipientsBelow: boolean;
	blocks: Block[];
	/** The last paragraph goes overleaf with the signature. */
	keepLast: boolean;
	attachments: string[];
	annexes: AnnexSheet[];
	roll: { label: string; names: string }[];
	organs: string[];
	issuedOn: string;
	/** A name is drawn only in previews: the stamp itself is pressed on the finished page. */
	signatories: { post: string; name: string | null }[];
	note: string | null;
	copyTo: string | null;
	printOrgan: string | null;
	printedOn: string | null;
	duplex: boolean;
	verification: QrMark | null;
	watermark: string | null;
}

/** Millimetres of one CSS pixel: the editor measures pictures in pixels at 96 dpi. */
const PIXEL = 25.4 / 96;

/** Lines on a full page (GB/T 9704-2012 §5.2.3). */
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
	formulaOf: FormulaOf = noFormulae,
): Sheet {
	const finders = { picturePath, formulaOf };
	const [year = 1970, month = 1, date = 1] = (page.issuedOn ?? day).split('-').map(Number);
	const hasColophon = page.printOrgan !== '' || page.printedOn !== null;
	const { content, annexes } = annexesOf(page.body);
	return {
		lines: LINES_PER_PAGE,
		date: [year, month, date],
		...header(page),
		title: titleLines(page.title).map(plainLine),
		recipients: recipients(page),
		recipientsBelow: page.format === '命令' && page.mainRecipients.length > 0,
		blocks: withStart(bodyBlocks(content, finders)),
		keepLast: false,
		attachments: page.attachments.map(plainLine),
		annexes: annexSheets(annexes, page.attachments, finders),
		...ending(page),
		note: page.note === '' ? null : `（${plainLine(page.note)}）`,
		copyTo: page.copyTo.length === 0 ? null : `${page.copyTo.map(plainLine).join('，')}。`,
		printOrgan: hasColophon ? plainLine(page.printOrgan) : null,
		printedOn: page.printedOn === null ? null : `${chineseDate(page.printedOn)}印发`,
		duplex: page.duplex,
		verification: page.verification && qrMark(page.verification),
		watermark: page.watermark,
	};
}

/** 密级 keeps the second line even without 份号, but in 信函; 紧急程度 follows what stands above it. */
function header(page: Page) {
	const tags: Sheet['tags'] = [];
	const add = (words: string | null, row: number, bold: boolean) => {
		if (words !== null) tags.push({ words, row: page.format === '信函' ? tags.length : row, bold });
	};
	const secrecy = page.secrecy === '公开' ? null : page.secrecy;
	add(page.copyNumber, 0, false);
	add(secrecy, 1, true);
	add(page.urgency, secrecy !== null ? 2 : tags.length, true);
	const ending = MARK_ENDING.exec(page.organMark)?.[0] ?? null;
	return {
		format: page.format,
		upward: page.upward,
		marks: page.marks.map(plainLine),
		markSuffix: page.marks.length > 1 ? ending : null,
		documentNumber: plainLine(page.documentNumber ?? ''),
		tags,
		signers: page.signers.map(plainLine),
		caption:
			page.format === '纪要' && page.issuedOn !== null ? `（${chineseDate(page.issuedOn)}）` : null,
	};
}

/** 署名, 成文日期 and, in minutes, who was there. */
function ending(page: Page) {
	const { meeting } = page;
	const roll = [
		{ label: '出席', names: meeting?.present ?? [] },
		{ label: '请假', names: meeting?.absent ?? [] },
		{ label: '列席', names: meeting?.attending ?? [] },
	];
	return {
		closing: page.closing,
		organs: page.organs.map(plainLine),
		issuedOn: page.issuedOn === null ? '年　　月　　日' : chineseDate(page.issuedOn),
		signatories: page.signatories.map(({ post, name }) => ({
			post: plainLine(post),
			name: page.watermark === null ? null : plainLine(name),
		})),
		roll: roll
			.filter(({ names }) => names.length > 0)
			.map(({ label, names }) => ({ label, names: people(names) })),
	};
}

/** Names are listed with 、, entries that name a post or organ too with ，. */
function people(names: string[]): string {
	const plain = names.map(plainLine);
	return plain.join(plain.some((name) => /[\s（(]/u.test(name)) ? '，' : '、');
}

/** 主送机关 in one line, without the colon that follows. */
function recipients(page: Page): string | null {
	if (page.mainRecipients.length === 0) return null;
	return page.mainRecipients
		.map(plainLine)
		.join('，')
		.replace(/[：:]$/u, '');
}

/** The attachments in the text with their numbers: that of the same name in 附件说明, or their order. */
function annexSheets(
	annexes: readonly Annex[],
	names: readonly string[],
	finders: Finders,
): AnnexSheet[] {
	const isOnly = Math.max(annexes.length, names.length) === 1;
	return annexes.map(({ title, landscape, content }, at) => {
		const named = names.indexOf(title);
		return {
			label: isOnly ? '附件' : `附件${String((named < 0 ? at : named) + 1)}`,
			title: titleLines(title).map(plainLine),
			landscape,
			blocks: bodyBlocks(content, finders),
		};
	});
}

/** Marks the first paragraph, so that the composer knows on which page the text begins. */
function withStart(blocks: Block[]): Block[] {
	const [first, ...rest] = blocks;
	return first?.kind === 'paragraph' ? [{ ...first, first: true }, ...rest] : blocks;
}

function bodyBlocks(content: readonly BodyNode[], finders: Finders): Block[] {
	const blocks = blocksOf(content, { ...finders, depth: 0 });
	while (isBlank(blocks.at(-1))) blocks.pop();
	while (isBlank(blocks[0])) blocks.shift();
	return blocks;
}

function isBlank(block: Block | undefined): boolean {
	return block?.kind === 'paragraph' && block.runs.length === 0;
}

/** How the pictures and formulae of a text are found. */
interface Finders {
	picturePath: (file: string) => string | null;
	formulaOf: FormulaOf;
}

/** Where a block stands: how to find pictures and formulae, and how deep in lists. */
export interface Surroundings extends Finders {
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
				return textBlocks(node, around);
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

/** A paragraph, cut where formulae stand on lines of their own; what goes on after one is not indented again. */
function textBlocks(node: BodyNode, around: Surroundings): Block[] {
	const blocks: Block[] = [];
	let line: BodyNode[] = [];
	const close = (): void => {
		const block = textBlock({ ...node, content: line }, around, blocks.length > 0);
		if (block.runs.length > 0 || blocks.length === 0) blocks.push(block);
		line = [];
	};
	for (const child of node.content ?? []) {
		const block = child.type === 'formula' ? formulaBlock(child, around) : null;
		if (block === null) {
			line.push(child);
			continue;
		}
		if (line.length > 0) close();
		blocks.push(block);
	}
	if (line.length > 0 || blocks.length === 0) close();
	return blocks;
}

/** Null for a formula in the line, and for one that cannot be read: its source stands among the words. */
function formulaBlock(node: BodyNode, { formulaOf }: Surroundings): FormulaBlock | null {
	if (node.attrs?.['display'] !== true) return null;
	const formula = formulaOf(String(node.attrs['latex'] ?? ''), true);
	return formula && { kind: 'formula', formula, words: plainLine(wordsOfLeaf(node)) };
}

/** A heading's face covers its first sentence only: text that runs on after it is body text. */
function textBlock(node: BodyNode, around: Surroundings, goesOn: boolean): ParagraphBlock {
	const level = node.type === 'heading' ? Number(node.attrs?.['level'] ?? 1) : 0;
	const face = HEADING_FACES[level - 1] ?? 'fang';
	const runs = textRuns(node.content ?? [], face, around.formulaOf);
	const align = alignOf(node);
	const indent = around.inCell === true || goesOn || align !== 'justify' ? 0 : 2;
	const isHeading = level > 0 && runs.every((run) => !wordsOfRun(run).includes('。'));
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
