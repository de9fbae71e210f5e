import { cleanBody, type BodyNode } from '@wenshu/domain/document/body.ts';
import { isUpward } from '@wenshu/domain/document/kinds.ts';
import type { Elements, OfficialDocument } from '@wenshu/domain/document/model.ts';
import { chineseDate } from '@wenshu/domain/document/page.ts';
import { titleLines } from '@wenshu/domain/document/title-lines.ts';
import {
	AlignmentType,
	BorderStyle,
	Document,
	DocumentGridType,
	Footer,
	Header,
	LevelFormat,
	Packer,
	PageNumber,
	Paragraph,
	TabStopType,
	TextRun,
	type Table,
} from 'docx';
import { docxBlocks, type DocxPicture } from './docx-blocks.ts';
import { docxStyles, FACES, LINE, MM, POINT, SIZES } from './docx-faces.ts';

/** What an editable copy is made of. */
export interface DocxSource {
	document: Pick<OfficialDocument, 'organMark' | 'issuer' | 'number'>;
	elements: Elements;
	/** 成文日期 as YYYY-MM-DD, or null before the document was signed. */
	issuedOn: string | null;
	/** The text, with or without suggestions; they are accepted in the copy. */
	body: BodyNode;
	pictures: ReadonlyMap<string, DocxPicture>;
}

const RED = 'E60012';
const GREY = '7F7F7F';
/** What says on every page that this is no official document. */
const MARK = '编辑稿（供修改使用，不作为正式公文）';

/** Writes an editable copy (编辑稿) as .docx: layout and font names of GB/T 9704-2012, no seal. */
export function writeDocx(source: DocxSource): Promise<Blob> {
	const blocks = cleanBody(source.body).content ?? [];
	const starts = blocks.findIndex(({ type }) => type === 'attachmentStart');
	const context = {
		pictures: source.pictures,
		lists: { count: 0 },
		attachments: { count: 0, of: blocks.filter(({ type }) => type === 'attachmentStart').length },
		inCell: false,
	};
	const text = docxBlocks(starts < 0 ? blocks : blocks.slice(0, starts), context);
	const attached = docxBlocks(starts < 0 ? [] : blocks.slice(starts), context);
	return Packer.toBlob(
		new Document({
			title: source.elements.title,
			creator: source.document.issuer,
			description: MARK,
			styles: docxStyles,
			numbering: { config: [ordered(), bullets()] },
			evenAndOddHeaderAndFooters: true,
			sections: [
				{
					properties: {
						page: {
							size: { width: Math.round(210 * MM), height: Math.round(297 * MM) },
							margin: {
								top: Math.round(37 * MM),
								left: Math.round(28 * MM),
								right: Math.round(26 * MM),
								bottom: Math.round(35 * MM),
								header: Math.round(15 * MM),
								// The dash of the page number stands 7 mm below the type area.
								footer: Math.round(23 * MM),
							},
						},
						grid: {
							type: DocumentGridType.LINES_AND_CHARS,
							linePitch: LINE,
							// 28 characters of 3号 fill 156 mm: each is 0.207 pt narrower than 16 pt.
							charSpace: -848,
						},
					},
					headers: { default: header(), even: header() },
					footers: { default: footer('right'), even: footer('left') },
					children: [...head(source), ...text, ...foot(source), ...attached, ...colophon(source)],
				},
			],
		}),
	);
}

function ordered() {
	const forms = ['%1.', '（%2）', '%3）'];
	return {
		reference: 'ordered',
		levels: forms.map((text, level) => ({
			level,
			format: LevelFormat.DECIMAL,
			text,
			alignment: AlignmentType.LEFT,
			style: { paragraph: { indent: { left: 0, firstLine: 640 } } },
		})),
	};
}

function bullets() {
	return {
		reference: 'bullets',
		levels: [0, 1, 2].map((level) => ({
			level,
			format: LevelFormat.BULLET,
			text: '——',
			alignment: AlignmentType.LEFT,
			style: { paragraph: { indent: { left: 0, firstLine: 640 } } },
		})),
	};
}

function header(): Header {
	const words = new TextRun({ text: MARK, font: FACES.song, size: SIZES.five, color: GREY });
	return new Header({
		children: [new Paragraph({ alignment: AlignmentType.RIGHT, children: [words] })],
	});
}

/** Page numbers between dashes: odd pages right, even pages left, one character in. */
function footer(side: 'left' | 'right'): Footer {
	const number = new TextRun({
		children: ['— ', PageNumber.CURRENT, ' —'],
		font: FACES.song,
		size: SIZES.four,
	});
	return new Footer({
		children: [
			new Paragraph({
				alignment: side === 'left' ? AlignmentType.LEFT : AlignmentType.RIGHT,
				indent: { [side]: 14 * POINT },
				children: [number],
			}),
		],
	});
}

/** 版头, title and recipients. */
function head({ document, elements }: DocxSource): Paragraph[] {
	const { organMark, number } = document;
	const upward = isUpward(elements.kind);
	const size = Math.min(62, Math.floor(((156 / 25.4) * 72) / Math.max(1, organMark.length))) * 2;
	const marks = [
		elements.secrecy === '公开' ? '' : elements.secrecy,
		elements.urgency === '平件' ? '' : elements.urgency,
	];
	return [
		...marks.filter(Boolean).map((mark) => plain('WenshuHead', mark, { font: FACES.hei })),
		new Paragraph({
			style: 'WenshuHead',
			alignment: AlignmentType.CENTER,
			spacing: { before: LINE, after: LINE * 2, line: size * 10, lineRule: 'atLeast' },
			children: [new TextRun({ text: organMark, font: FACES.title, size, color: RED })],
		}),
		new Paragraph({
			style: 'WenshuHead',
			alignment: upward ? AlignmentType.LEFT : AlignmentType.CENTER,
			tabStops: [{ type: TabStopType.RIGHT, position: Math.round(150 * MM) }],
			border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: RED, space: 8 } },
			spacing: { after: LINE * 2 },
			children: [
				new TextRun(number ?? '（编号后生成文号）'),
				...(upward && elements.signers.length > 0
					? [
							new TextRun('\t签发人：'),
							new TextRun({ text: elements.signers.join('　'), font: FACES.kai }),
						]
					: []),
			],
		}),
		...titleLines(elements.title).map((line) => plain('WenshuTitle', line, {})),
		...(elements.mainRecipients.length > 0
			? [
					new Paragraph({
						style: 'WenshuRecipients',
						spacing: { before: LINE },
						children: [new TextRun(`${elements.mainRecipients.join('，')}：`)],
					}),
				]
			: []),
	];
}

/** 附件说明, 署名, 成文日期 and 附注. */
function foot({ document, elements, issuedOn }: DocxSource): (Paragraph | Table)[] {
	const { attachmentNames, note } = elements;
	const several = attachmentNames.length > 1;
	const right = (words: string, before: number): Paragraph =>
		new Paragraph({
			style: 'WenshuFoot',
			alignment: AlignmentType.RIGHT,
			indent: { right: 64 * POINT },
			spacing: { before },
			children: [new TextRun(words)],
		});
	return [
		...attachmentNames.map(
			(name, index) =>
				new Paragraph({
					style: 'WenshuFoot',
					indent: index === 0 ? { firstLine: 640 } : { left: 640 + 48 * POINT },
					spacing: { before: index === 0 ? LINE : 0 },
					children: [
						new TextRun(
							`${index === 0 ? '附件：' : ''}${several ? `${String(index + 1)}.` : ''}${name}`,
						),
					],
				}),
		),
		right(document.issuer, LINE * 2),
		right(issuedOn === null ? '　　　　年　　月　　日' : chineseDate(issuedOn), 0),
		...(note === '' ? [] : [plain('WenshuFoot', `　　（${note.replace(/^（|）$/gu, '')}）`, {})]),
	];
}

/** 版记, which stands after the attachments. */
function colophon({ document, elements, issuedOn }: DocxSource): Paragraph[] {
	const { copyTo } = elements;
	const rule = (words: string, edge: 'top' | 'both'): Paragraph =>
		new Paragraph({
			style: 'WenshuFoot',
			indent: { left: 14 * POINT, right: 14 * POINT },
			border: {
				top: { style: BorderStyle.SINGLE, size: edge === 'top' ? 8 : 6, space: 1 },
				...(edge === 'both' && { bottom: { style: BorderStyle.SINGLE, size: 8, space: 1 } }),
			},
			children: [new TextRun({ text: words, size: SIZES.four })],
		});
	return [
		plain('WenshuFoot', '', {}),
		...(copyTo.length > 0 ? [rule(`抄送：${copyTo.join('，')}。`, 'top')] : []),
		rule(
			`${document.issuer}办公室${issuedOn === null ? '' : `　　${chineseDate(issuedOn)}印发`}`,
			'both',
		),
	];
}

function plain(style: string, text: string, run: { font?: string }): Paragraph {
	return new Paragraph({ style, children: [new TextRun({ text, ...run })] });
}
