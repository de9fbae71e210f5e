import type { CorpusDocument } from './documents.ts';
import { aPage, formula, mixed, paragraph, plainText, sentences, table, text } from './words.ts';

/** Documents with formulae: on lines of their own, in the line, wider than the page, in a table. */
export const formulae: CorpusDocument[] = [
	{
		name: 'formulae',
		page: aPage({
			body: text(
				mixed(
					'参保人员住院医疗费用按下列公式结算：',
					formula('基金支付=(医疗费用-自费)×报销比例', true),
					'其中，报销比例由市医疗保障局按年公布，各统筹区不得自行提高或者降低。',
				),
				mixed(
					'本年度次均费用增长率',
					formula('g=\\frac{本期次均费用-上期次均费用}{上期次均费用}×100%'),
					'应当控制在合理区间；各类别权重之和',
					formula('\\sum_{i=1}^{n}w_i=1'),
					'，高于上限的部分不再计入考核，具体由经办机构核定后公布。',
				),
				paragraph(sentences(3)),
				mixed(
					'报销比例分段计算：',
					formula(
						'报销比例=\\begin{cases}60%&医疗费用\\le 10000\\text{元}\\\\70%&\\text{其他}\\end{cases}',
						true,
					),
				),
				paragraph(sentences(4, 2)),
				mixed(
					formula(
						'基金支付=医疗费用总额-个人自费金额-乙类先行自付金额-起付标准金额-超限额费用+大病保险补助金额+医疗救助金额',
						true,
					),
				),
				...(plainText(6).content ?? []),
			),
		}),
		sealed: true,
	},
	{
		name: 'formulae-table',
		page: aPage({
			attachments: [],
			note: '',
			copyTo: [],
			title: '云州市医疗保障局关于启用新版办事指南的通知',
			body: text(
				paragraph(sentences(2)),
				{
					type: 'table',
					content: [
						...(table(1, 2).content?.slice(0, 1) ?? []),
						{
							type: 'tableRow',
							content: [
								{ type: 'tableCell', content: [paragraph('住院费用')] },
								{
									type: 'tableCell',
									content: [mixed('按', formula('\\frac{甲-乙}{丙}×100%'), '核定')],
								},
							],
						},
						{
							type: 'tableRow',
							content: [
								{ type: 'tableCell', content: [paragraph('门诊费用')] },
								{
									type: 'tableCell',
									content: [mixed(formula('\\sum_{i=1}^{n}\\frac{a_i}{b_i}', true))],
								},
							],
						},
					],
				},
				paragraph(sentences(3)),
			),
		}),
	},
];
