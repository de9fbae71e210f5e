import {
	AlignmentType,
	Document,
	FootnoteReferenceRun,
	HeadingLevel,
	LevelFormat,
	Packer,
	Paragraph,
	Table,
	TableCell,
	TableRow,
	TextRun,
	type IRunOptions,
} from 'docx';

const BOLD: IRunOptions = { text: '业务骨干', bold: true };

const line = (text: string, more: object = {}): Paragraph =>
	new Paragraph({ ...more, children: [new TextRun(text)] });
const numbered = (text: string, level: number): Paragraph =>
	new Paragraph({ numbering: { reference: 'outline', level }, children: [new TextRun(text)] });

/** A notice as a colleague would have typed it in Word: letterhead, drawn numbers, a table, a footnote. */
export function foreignDocx(): Promise<Buffer> {
	const cells = (...words: string[]): TableCell[] =>
		words.map((text) => new TableCell({ children: [line(text)] }));
	return Packer.toBuffer(
		new Document({
			numbering: {
				config: [
					{
						reference: 'outline',
						levels: [
							{ level: 0, format: LevelFormat.CHINESE_COUNTING, text: '%1、' },
							{ level: 1, format: LevelFormat.CHINESE_COUNTING, text: '（%2）' },
							{ level: 2, format: LevelFormat.DECIMAL, text: '%3.' },
						],
					},
				],
			},
			footnotes: { 1: { children: [line('含局属各中心。')] } },
			sections: [
				{
					children: [
						line('云州市医疗保障局文件', { alignment: AlignmentType.CENTER }),
						line('云医保发〔2026〕88号', { alignment: AlignmentType.CENTER }),
						line('云州市医疗保障局', { alignment: AlignmentType.CENTER }),
						line('关于开展业务培训的通知', { alignment: AlignmentType.CENTER }),
						line('各县（区）医疗保障局：'),
						line('　　为提升业务能力,现将有关事项通知如下。'),
						numbered('培训对象', 0),
						numbered('业务骨干', 1),
						new Paragraph({
							children: [
								new TextRun('　　各单位'),
								new FootnoteReferenceRun(1),
								new TextRun(BOLD),
								new TextRun('参加。'),
							],
						}),
						numbered('新进人员', 1),
						numbered('时间安排', 0),
						new Table({
							rows: [
								new TableRow({ children: cells('日期', '内容') }),
								new TableRow({ children: cells('12月3日', '政策解读') }),
							],
						}),
						line('附表说明', { heading: HeadingLevel.HEADING_3 }),
						line('云州市医疗保障局', { alignment: AlignmentType.RIGHT }),
						line('2026年11月27日', { alignment: AlignmentType.RIGHT }),
					],
				},
			],
		}),
	);
}
