import type { BodyNode } from '@wenshu/domain/document/body.ts';
import { aPage, heading, paragraph } from '../../functions/src/layout/paper.test-support.ts';

export { aPage, heading, paragraph };

/** Sentences of our own about a city that does not exist. */
const SENTENCES = [
	'云州市各级医疗保障经办机构应当公开办事指南，明确办理条件、所需材料和办结时限，不得要求群众重复提交已经核验的证明。',
	'定点医药机构要按月核对结算数据，发现差错的，于次月十日前书面报告所在地经办机构，由其复核后予以更正。',
	'对行动不便的老年人和残疾人，社区服务站可以预约上门办理，工作人员应当主动出示证件并说明事项。',
	'各单位要把培训计划落实到岗位，年内每名窗口人员参加集中学习不少于四十学时，考核结果记入个人档案。',
	'基金运行情况按季度分析，支出增长明显高于参保人数增长的，要查明原因并提出改进措施。',
	'本通知所称次月，是指办理登记之日所在月份的下一个月。',
] as const;

/** So many sentences, one after the other, beginning with some of them. */
export function sentences(count: number, from = 0): string {
	return Array.from({ length: count }, (_, at) => SENTENCES[(from + at) % SENTENCES.length]).join(
		'',
	);
}

/** A text of nodes. */
export function text(...content: BodyNode[]): BodyNode {
	return { type: 'doc', content };
}

/** A text of so many paragraphs of two sentences. */
export function plainText(paragraphs: number): BodyNode {
	return text(...Array.from({ length: paragraphs }, (_, at) => paragraph(sentences(2, at))));
}

/** A text with headings of all four levels, one of which runs on. */
export function levels(paragraphs = 1): BodyNode {
	const some = (from: number): BodyNode[] =>
		Array.from({ length: paragraphs }, (_, at) => paragraph(sentences(2, from + at)));
	return text(
		paragraph(sentences(1)),
		heading(1, '一、总体要求'),
		...some(1),
		heading(2, '（一）工作目标'),
		...some(2),
		heading(3, '1.服务下沉。村级服务点年内全部开通。'),
		heading(4, '（1）时限要求'),
		...some(3),
		heading(2, '（二）责任分工。'),
		heading(1, '二、保障措施'),
		...some(4),
	);
}

/** A table with a head row. */
export function table(rows: number, columns: number): BodyNode {
	const cell = (type: string, words: string): BodyNode => ({
		type,
		attrs: { colspan: 1, rowspan: 1 },
		content: [paragraph(words)],
	});
	const row = (at: number): BodyNode => ({
		type: 'tableRow',
		content: Array.from({ length: columns }, (_, column) =>
			at === 0
				? cell('tableHeader', `栏目${String(column + 1)}`)
				: cell('tableCell', `第${String(at)}项`),
		),
	});
	return { type: 'table', content: Array.from({ length: rows + 1 }, (_, at) => row(at)) };
}

/** A formula in the line or on a line of its own. */
export function formula(latex: string, display = false): BodyNode {
	return { type: 'formula', attrs: { latex, display } };
}

/** A paragraph of words and formulae. */
export function mixed(...parts: (string | BodyNode)[]): BodyNode {
	return {
		type: 'paragraph',
		content: parts.map((part) => (typeof part === 'string' ? { type: 'text', text: part } : part)),
	};
}

/** The beginning of an annex. */
export function annex(title: string, landscape = false): BodyNode {
	return { type: 'attachmentStart', attrs: { title, landscape } };
}

/** A list; items are paragraphs. */
export function list(type: 'bulletList' | 'orderedList', ...items: string[]): BodyNode {
	return {
		type,
		content: items.map((words) => ({ type: 'listItem', content: [paragraph(words)] })),
	};
}
