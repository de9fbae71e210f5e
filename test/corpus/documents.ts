import type { Page } from '@wenshu/domain/document/page.ts';
import { formats } from './formats.ts';
import { formulae } from './formulae.ts';
import {
	annex,
	aPage,
	heading,
	levels,
	list,
	paragraph,
	plainText,
	sentences,
	table,
	text,
} from './words.ts';

/** One document of the corpus: made up from beginning to end. */
export interface CorpusDocument {
	name: string;
	page: Page;
	/** Pressed with a seal for each organ before it is checked. */
	sealed?: true;
	/** Pressed with a signature for each organ before it is checked. */
	stamped?: true;
}

/** A document without what the tests do not ask for. */
function bare(changes: Partial<Page>): Page {
	return aPage({
		attachments: [],
		note: '',
		copyTo: [],
		title: '云州市医疗保障局关于启用新版办事指南的通知',
		...changes,
	});
}

const head: CorpusDocument[] = [
	{ name: 'notice', page: bare({ body: plainText(2) }), sealed: true },
	{ name: 'notice-levels', page: aPage({ body: levels(4) }), sealed: true },
	{ name: 'notice-three-pages', page: aPage({ body: plainText(12) }), sealed: true },
	{
		name: 'all-tags',
		page: aPage({ copyNumber: '000037', secrecy: '内部', urgency: '特急', body: levels() }),
		sealed: true,
	},
	{ name: 'copy-number', page: bare({ copyNumber: '000128', body: plainText(3) }) },
	{
		name: 'copy-number-urgent',
		page: bare({ copyNumber: '000128', urgency: '加急', body: plainText(3) }),
	},
	{ name: 'urgent', page: bare({ urgency: '加急', body: plainText(3) }) },
	{ name: 'internal', page: bare({ secrecy: '内部', body: plainText(3) }) },
	{
		name: 'request-one-signer',
		page: bare({
			title: '云州市医疗保障局关于增设基层服务窗口的请示',
			signers: ['沈砚舟'],
			mainRecipients: ['云州市人民政府'],
			body: plainText(3),
			note: '联系人：叶知秋，电话：0000-1234567',
		}),
		sealed: true,
	},
	{
		name: 'report-two-signers',
		page: bare({
			signers: ['沈砚舟', '陆怀瑾'],
			mainRecipients: ['云州市人民政府'],
			body: plainText(3),
		}),
	},
	{
		name: 'report-five-signers',
		page: bare({
			signers: ['沈砚舟', '陆怀瑾', '韩知夏', '方既白', '乔望舒'],
			mainRecipients: ['云州市人民政府'],
			body: plainText(3),
		}),
	},
	{
		name: 'short-mark',
		page: bare({ organMark: '云州局文件', marks: ['云州局文件'], body: plainText(3) }),
	},
	{
		name: 'number-of-three-digits',
		page: bare({ documentNumber: '云医保办发〔2026〕128号', body: plainText(3) }),
	},
];

const main: CorpusDocument[] = [
	{
		name: 'title-trapezoid',
		page: bare({
			title: '云州市医疗保障局\n关于进一步规范定点医药机构\n结算数据核对工作若干事项的通知',
			body: plainText(3),
		}),
	},
	{
		name: 'title-rhombus',
		page: bare({
			title: '云州市医疗保障局关于印发\n《云州市门诊慢特病认定管理办法》\n（试行）的通知',
			body: plainText(3),
		}),
	},
	{
		name: 'title-long',
		page: bare({
			title:
				'云州市医疗保障局关于转发上级部门进一步做好高龄老人和残疾人上门服务及异地就医备案工作意见的通知',
			body: plainText(3),
		}),
	},
	{
		name: 'recipients-wrap',
		page: bare({
			mainRecipients: [
				'各县（市、区）医疗保障局',
				'市医疗保障基金监督管理中心',
				'市医疗保障经办服务中心',
				'各定点医疗机构',
				'各定点零售药店',
				'局机关各科室',
			],
			body: plainText(3),
		}),
	},
	{
		name: 'recipients-moved',
		page: bare({
			mainRecipients: Array.from(
				{ length: 36 },
				(_, at) => `云州市第${String(at + 1)}区医疗保障经办服务中心`,
			),
			copyTo: ['市政府办公室'],
			body: plainText(3),
		}),
	},
	{
		name: 'announcement',
		page: bare({ mainRecipients: [], body: plainText(3), printOrgan: '云州市医疗保障局办公室' }),
	},
	{
		name: 'attachment-one',
		page: bare({ attachments: ['任务分解表'], body: plainText(3) }),
		sealed: true,
	},
	{
		name: 'attachments-wrap',
		page: bare({
			attachments: [
				'云州市基层医疗保障服务窗口设置标准和设备配置一览表（含村级服务点）',
				'上门服务预约登记表',
				'云州市定点医药机构结算数据核对差错情况书面报告格式文本及填写说明',
			],
			body: plainText(3),
		}),
	},
	{
		name: 'attachments-eleven',
		page: bare({
			attachments: Array.from({ length: 11 }, (_, at) => `第${String(at + 1)}类服务事项清单`),
			body: plainText(2),
		}),
	},
	{
		name: 'lists-and-marks',
		page: bare({
			body: text(
				paragraph(sentences(1)),
				list('orderedList', '登记参保信息', '核对缴费记录', '打印办理回执'),
				list('bulletList', '窗口办理', '上门办理'),
				{
					type: 'paragraph',
					content: [
						{ type: 'text', text: '本条自印发之日起施行，' },
						{ type: 'text', text: '此前规定与本条不一致的', marks: [{ type: 'bold' }] },
						{ type: 'text', text: '，以本条为准。', marks: [{ type: 'underline' }] },
					],
				},
				paragraph(sentences(3, 2)),
			),
		}),
	},
	{
		name: 'rare-characters',
		page: bare({ body: text(paragraph(`由张㛃、李䶮、王喆、赵𬭚同志负责。${sentences(4)}`)) }),
	},
	{
		name: 'table',
		page: bare({ body: text(paragraph(sentences(2)), table(6, 4), paragraph(sentences(3, 2))) }),
	},
	{
		name: 'watermark',
		page: aPage({ body: levels(2), watermark: '预览，未生效' }),
	},
	{
		name: 'not-numbered-yet',
		page: bare({ documentNumber: null, issuedOn: null, printedOn: null, body: plainText(3) }),
	},
];

const ends: CorpusDocument[] = [
	{
		name: 'annexes',
		page: bare({
			attachments: ['窗口设置标准', '上门服务办法'],
			body: text(
				...(plainText(3).content ?? []),
				annex('窗口设置标准'),
				...(plainText(6).content ?? []),
				annex('上门服务办法'),
				heading(1, '一、预约'),
				...(plainText(2).content ?? []),
			),
			note: '此件公开发布',
			copyTo: ['市政府办公室'],
		}),
		sealed: true,
	},
	{
		name: 'annex-one',
		page: bare({
			attachments: ['窗口设置标准'],
			body: text(
				...(plainText(2).content ?? []),
				annex('窗口设置标准'),
				...(plainText(2).content ?? []),
			),
		}),
	},
	{
		name: 'annexes-sideways',
		page: bare({
			attachments: ['设备配置表', '设备验收表'],
			body: text(
				...(plainText(6).content ?? []),
				annex('设备配置表', true),
				table(24, 7),
				annex('设备验收表', true),
				table(5, 6),
			),
		}),
	},
	{
		name: 'sideways-then-upright',
		page: bare({
			attachments: ['设备配置表', '填写说明'],
			body: text(
				...(plainText(2).content ?? []),
				annex('设备配置表', true),
				table(8, 7),
				annex('填写说明'),
				...(plainText(2).content ?? []),
			),
		}),
	},
	{
		name: 'duplex-one-page',
		page: aPage({ body: plainText(3), attachments: [], duplex: true, copyTo: ['市政府办公室'] }),
	},
	{
		name: 'duplex-blank-page',
		page: aPage({
			attachments: ['窗口设置标准'],
			note: '',
			body: text(
				...(plainText(1).content ?? []),
				annex('窗口设置标准'),
				...Array.from({ length: 39 }, () => paragraph('窗口应当设有座椅。')),
			),
			duplex: true,
		}),
	},
	{ name: 'duplex-three-pages', page: aPage({ body: plainText(12), duplex: true }) },
	{
		name: 'copies-wrap',
		page: aPage({
			body: plainText(3),
			attachments: [],
			copyTo: [
				'省医疗保障局',
				'市委办公室',
				'市人大常委会办公室',
				'市政府办公室',
				'市政协办公室',
				'市财政局',
				'市审计局',
				'市卫生健康委员会',
			],
		}),
	},
	{
		name: 'verified',
		page: aPage({
			body: plainText(6),
			verification: { code: 'KQ7MX2PD9RWT', url: 'https://wenshu.example/verify?c=KQ7MX2PD9RWT' },
		}),
		sealed: true,
	},
	{
		name: 'two-organs',
		page: bare({
			marks: ['云州市医疗保障局', '云州市财政局'],
			organs: ['云州市医疗保障局', '云州市财政局'],
			body: plainText(3),
		}),
		sealed: true,
	},
	{
		name: 'three-organs',
		page: bare({
			marks: ['云州市医保局', '云州市财政局', '云州市民政局'],
			organs: ['云州市医保局', '云州市财政局', '云州市民政局'],
			body: plainText(2),
		}),
		sealed: true,
	},
	{
		name: 'five-organs',
		page: bare({
			marks: ['云州市医保局', '云州市财政局', '云州市民政局', '云州市税务局', '云州市教育局'],
			organs: ['云州市医保局', '云州市财政局', '云州市民政局', '云州市税务局', '云州市教育局'],
			body: plainText(4),
		}),
		sealed: true,
	},
	{ name: 'not-sealed', page: bare({ closing: '不盖章', body: plainText(3) }) },
	{
		name: 'not-sealed-short-name',
		page: bare({
			closing: '不盖章',
			issuer: '云州局',
			organs: ['云州局'],
			body: plainText(3),
			note: '此件公开发布',
		}),
	},
	{
		name: 'not-sealed-joint',
		page: bare({
			closing: '不盖章',
			marks: ['云州市医疗保障局', '云州市财政局'],
			organs: ['云州市医疗保障局', '云州市财政局'],
			body: plainText(3),
		}),
	},
	{
		name: 'stamped',
		page: bare({
			closing: '签名章',
			signatories: [{ post: '局长', name: '沈砚舟' }],
			watermark: '预览，未生效',
			body: plainText(3),
		}),
	},
	{
		name: 'stamped-joint',
		page: bare({
			closing: '签名章',
			organs: ['云州市医疗保障局', '云州市财政局', '云州市卫生健康委员会'],
			signatories: [
				{ post: '云州市医疗保障局局长', name: '沈砚舟' },
				{ post: '云州市财政局局长', name: '林照野' },
				{ post: '云州市卫生健康委员会主任', name: '方既白' },
			],
			body: plainText(3),
		}),
		stamped: true,
	},
];

/** Documents that together show every element and every format. */
export const corpus: readonly CorpusDocument[] = [
	...head,
	...main,
	...ends,
	...formats,
	...formulae,
];
