import { wordsOfLeaf, type BodyNode } from '@wenshu/domain/document/body.ts';
import { parseFormula } from '@wenshu/domain/formula/parse.ts';
import {
	AlignmentType,
	ImageRun,
	LineRuleType,
	Paragraph,
	Table,
	TableCell,
	TableRow,
	TextRun,
	WidthType,
	type IParagraphOptions,
	type IRunOptions,
	type ParagraphChild,
} from 'docx';
import { FACES, SIZES } from './docx-faces.ts';
import { OfficeMath } from './write-omml.ts';

/** A picture ready to be put into a file. */
export interface DocxPicture {
	bytes: Uint8Array;
	type: 'png' | 'jpg' | 'gif';
	/** Natural size in CSS pixels. */
	width: number;
	height: number;
}

/** What blocks need of their surroundings. */
export interface BlockContext {
	pictures: ReadonlyMap<string, DocxPicture>;
	/** Counts lists, so that each is numbered from its own start. */
	lists: { count: number };
	/** Counts attachments that stand in the text. */
	attachments: { count: number; of: number };
	inCell: boolean;
}

/** Width of the type area (版心, 156 mm) in CSS pixels. */
const WIDEST = Math.floor((156 / 25.4) * 96);
/** Two characters of 3号, in twentieths of a point. */
const INDENT = 640;

const ALIGNMENTS = {
	left: AlignmentType.LEFT,
	center: AlignmentType.CENTER,
	right: AlignmentType.RIGHT,
	justify: AlignmentType.BOTH,
};
const HEADINGS = ['Heading1', 'Heading2', 'Heading3', 'Heading4'] as const;
const HEADING_FACES = [FACES.hei, FACES.kai, FACES.text, FACES.text];

/** The blocks of a text as paragraphs and tables of Word. */
export function docxBlocks(
	nodes: readonly BodyNode[],
	context: BlockContext,
): (Paragraph | Table)[] {
	return nodes.flatMap((node) => {
		switch (node.type) {
			case 'paragraph':
			case 'heading':
				return [textBlock(node, context)];
			case 'bulletList':
			case 'orderedList':
				return listBlocks(node, context, 0, null);
			case 'table':
				return [tableBlock(node, context)];
			case 'image':
				return pictureBlock(node, context);
			case 'attachmentStart':
				return attachmentHead(node, context);
			default:
				return [];
		}
	});
}

function textBlock(node: BodyNode, { inCell }: BlockContext): Paragraph {
	const level = node.type === 'heading' ? Number(node.attrs?.['level'] ?? 1) : 0;
	const align = node.attrs?.['textAlign'] as keyof typeof ALIGNMENTS | undefined;
	const isFlush = inCell || align === 'center' || align === 'right' || align === 'left';
	return new Paragraph({
		style: HEADINGS[level - 1] ?? 'WenshuText',
		...(align && { alignment: ALIGNMENTS[align] }),
		...(!isFlush && { indent: { firstLine: INDENT } }),
		children: runsOf(node, HEADING_FACES[level - 1]),
	});
}

function runsOf(node: BodyNode, font?: string): ParagraphChild[] {
	const children = node.content ?? [];
	return children.flatMap((child, at) => {
		if (child.type === 'hardBreak') return [new TextRun({ break: 1 })];
		if (child.type === 'formula') return formulaRuns(child, at > 0, at < children.length - 1);
		const has = (mark: string): boolean => child.marks?.some(({ type }) => type === mark) ?? false;
		const run: IRunOptions = {
			text: child.text ?? '',
			...(font && { font }),
			...(has('bold') && { bold: true }),
			...(has('italic') && { italics: true }),
			...(has('underline') && { underline: {} }),
		};
		return [new TextRun(run)];
	});
}

/** Office sets a formula on a line of its own only where a break stands between it and the words. */
function formulaRuns(node: BodyNode, hasBefore: boolean, hasAfter: boolean): ParagraphChild[] {
	const display = node.attrs?.['display'] === true;
	const parsed = parseFormula(String(node.attrs?.['latex'] ?? ''), display);
	if (!parsed.ok) return [new TextRun(wordsOfLeaf(node))];
	const math = new OfficeMath(parsed.value) as unknown as ParagraphChild;
	if (!display) return [math];
	const breaks = (is: boolean): TextRun[] => (is ? [new TextRun({ break: 1 })] : []);
	return [...breaks(hasBefore), math, ...breaks(hasAfter)];
}

function listBlocks(
	list: BodyNode,
	context: BlockContext,
	level: number,
	outer: number | null,
): (Paragraph | Table)[] {
	const isOrdered = list.type === 'orderedList';
	const instance = outer ?? (context.lists.count += 1);
	return (list.content ?? []).flatMap((item) => {
		const [first, ...rest] = item.content ?? [];
		const numbering = {
			reference: isOrdered ? 'ordered' : 'bullets',
			level: Math.min(level, 8),
			instance,
		};
		const head: IParagraphOptions = { numbering, children: first ? runsOf(first) : [] };
		return [
			new Paragraph(head),
			...rest.flatMap((block) =>
				/List$/.test(block.type)
					? listBlocks(block, context, level + 1, block.type === list.type ? instance : null)
					: docxBlocks([block], context),
			),
		];
	});
}

function tableBlock(table: BodyNode, context: BlockContext): Table {
	return new Table({
		width: { size: 100, type: WidthType.PERCENTAGE },
		rows: (table.content ?? []).map((row) => {
			const cells = row.content ?? [];
			const isHead = cells.length > 0 && cells.every(({ type }) => type === 'tableHeader');
			return new TableRow({
				...(isHead && { tableHeader: true }),
				children: cells.map((cell) => {
					const children = docxBlocks(cell.content ?? [], { ...context, inCell: true });
					return new TableCell({
						columnSpan: Number(cell.attrs?.['colspan'] ?? 1),
						rowSpan: Number(cell.attrs?.['rowspan'] ?? 1),
						children: children.length > 0 ? children : [new Paragraph({})],
					});
				}),
			});
		}),
	});
}

/** 附件 begins a page: its number in 黑体 at the left, its title centred (GB/T 9704-2012 §7.3.8). */
function attachmentHead(node: BodyNode, { attachments }: BlockContext): Paragraph[] {
	attachments.count += 1;
	const number = attachments.of > 1 ? String(attachments.count) : '';
	const style = node.attrs?.['landscape'] === true ? 'WenshuWideAttachment' : 'WenshuAttachment';
	const title = String(node.attrs?.['title'] ?? '');
	return [
		new Paragraph({
			style,
			pageBreakBefore: true,
			children: [new TextRun({ text: `附件${number}`, font: FACES.hei })],
		}),
		...(title === ''
			? []
			: [
					new Paragraph({
						style,
						alignment: AlignmentType.CENTER,
						children: [new TextRun({ text: title, font: FACES.title, size: SIZES.two })],
					}),
				]),
	];
}

function pictureBlock(node: BodyNode, { pictures }: BlockContext): Paragraph[] {
	const picture = pictures.get(String(node.attrs?.['file'] ?? ''));
	if (!picture) return [];
	const wanted = Number(node.attrs?.['width'] ?? picture.width);
	const width = Math.max(1, Math.min(WIDEST, wanted));
	const height = Math.max(1, Math.round((width * picture.height) / picture.width));
	const alt = String(node.attrs?.['alt'] ?? '');
	return [
		new Paragraph({
			style: 'WenshuText',
			alignment: AlignmentType.CENTER,
			spacing: { line: 240, lineRule: LineRuleType.AUTO },
			children: [
				new ImageRun({
					type: picture.type,
					data: picture.bytes,
					transformation: { width, height },
					altText: { name: alt || '图片', title: alt, description: alt },
				}),
			],
		}),
	];
}
