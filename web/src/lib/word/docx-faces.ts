import { AlignmentType, LineRuleType, type IStylesOptions } from 'docx';

/** Twentieths of a point in a millimetre and in a point. */
export const MM = 1440 / 25.4;
export const POINT = 20;

/** Names of the official faces: what has them shows them, everything else shows its own. */
export const FACES = {
	text: '仿宋_GB2312',
	title: '方正小标宋简体',
	hei: '黑体',
	kai: '楷体_GB2312',
	song: '宋体',
} as const;

/** Sizes in half points: 2号, 3号, 4号, 5号. */
export const SIZES = { two: 44, three: 32, four: 28, five: 21 } as const;

/** A line of the grid: 225 mm in 22 lines (GB/T 9704-2012 §5.2.2), in twentieths of a point. */
export const LINE = Math.round((225 / 22) * MM);

const line = { line: LINE, lineRule: LineRuleType.EXACT, before: 0, after: 0 };

/** Styles of an editable copy. Those named 文枢… are how a copy is known when it comes back. */
export const docxStyles: IStylesOptions = {
	default: {
		document: { run: { font: FACES.text, size: SIZES.three }, paragraph: { spacing: line } },
		heading1: heading(FACES.hei),
		heading2: heading(FACES.kai),
		heading3: heading(FACES.text),
		heading4: heading(FACES.text),
	},
	paragraphStyles: [
		{ id: 'WenshuText', name: '文枢正文', basedOn: 'Normal' },
		{ id: 'WenshuHead', name: '文枢版头', basedOn: 'Normal' },
		{ id: 'WenshuFoot', name: '文枢版记', basedOn: 'Normal' },
		{ id: 'WenshuRecipients', name: '文枢主送', basedOn: 'Normal' },
		{ id: 'WenshuAttachment', name: '文枢附件', basedOn: 'Normal' },
		{ id: 'WenshuWideAttachment', name: '文枢横排附件', basedOn: 'Normal' },
		{
			id: 'WenshuTitle',
			name: '文枢标题',
			basedOn: 'Normal',
			run: { font: FACES.title, size: SIZES.two },
			paragraph: { alignment: AlignmentType.CENTER },
		},
	],
};

function heading(font: string) {
	return {
		run: { font, size: SIZES.three, bold: false, italics: false, color: '000000' },
		paragraph: { spacing: line },
	};
}
