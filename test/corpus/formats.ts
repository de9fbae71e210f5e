import type { Page } from '@wenshu/domain/document/page.ts';
import type { CorpusDocument } from './documents.ts';
import { annex, aPage, levels, paragraph, plainText, sentences, text } from './words.ts';

function anOrder(changes: Partial<Page>): Page {
	return aPage({
		format: '命令',
		closing: '签名章',
		organMark: '云州市人民政府令',
		issuer: '云州市人民政府',
		documentNumber: '第12号',
		title: '云州市基本医疗保险服务管理办法',
		mainRecipients: [],
		attachments: [],
		signatories: [{ post: '市长', name: '林照野' }],
		watermark: '预览，未生效',
		note: '',
		copyTo: [],
		...changes,
	});
}

function aLetter(changes: Partial<Page>): Page {
	return aPage({
		format: '信函',
		organMark: '云州市医疗保障局',
		documentNumber: '云医保函〔2026〕7号',
		title: '云州市医疗保障局关于商请协助核对参保信息的函',
		mainRecipients: ['云州市民政局'],
		attachments: [],
		note: '',
		...changes,
	});
}

function someMinutes(changes: Partial<Page>): Page {
	return aPage({
		format: '纪要',
		closing: '不盖章',
		organMark: '云州市医疗保障局办公会议纪要',
		documentNumber: '〔2026〕5号',
		title: '局长办公会议纪要',
		mainRecipients: [],
		attachments: [],
		note: '',
		meeting: { present: ['沈砚舟', '陆怀瑾', '韩知夏'], absent: [], attending: [] },
		...changes,
	});
}

/** 信函, 命令 and 纪要 (GB/T 9704-2012 §10). */
export const formats: readonly CorpusDocument[] = [
	{
		name: 'order',
		page: anOrder({ body: text(paragraph(sentences(2)), paragraph(sentences(2, 3))) }),
	},
	{ name: 'order-long', page: anOrder({ body: levels(3), copyTo: ['市委办公室'] }) },
	{
		name: 'order-joint',
		page: anOrder({
			organs: ['云州市人民政府', '云州市医疗保障局'],
			signatories: [
				{ post: '市长', name: '林照野' },
				{ post: '局长', name: '沈砚舟' },
			],
			body: plainText(2),
		}),
	},
	{ name: 'letter', page: aLetter({ body: plainText(1), copyTo: [] }), sealed: true },
	{
		name: 'letter-all-tags',
		page: aLetter({
			copyNumber: '000009',
			secrecy: '内部',
			urgency: '特急',
			attachments: ['核对名单', '联系方式'],
			note: '联系人：何听澜，电话：0000-7654321',
			body: plainText(2),
		}),
		sealed: true,
	},
	{ name: 'letter-urgent', page: aLetter({ urgency: '加急', body: levels(2) }), sealed: true },
	{
		name: 'letter-with-annex',
		page: aLetter({
			attachments: ['核对名单说明'],
			body: text(
				...(plainText(2).content ?? []),
				annex('核对名单说明'),
				...(plainText(2).content ?? []),
			),
		}),
	},
	{ name: 'letter-not-sealed', page: aLetter({ closing: '不盖章', body: plainText(2) }) },
	{ name: 'minutes', page: someMinutes({ body: plainText(2), copyTo: [] }) },
	{
		name: 'minutes-all-names',
		page: someMinutes({
			body: levels(1),
			attachments: ['议题清单'],
			meeting: {
				present: [
					'沈砚舟',
					'陆怀瑾',
					'韩知夏',
					'方既白',
					'乔望舒',
					'林若溪',
					'程以墨',
					'周望川',
					'苏锦书',
					'秦简言',
					'薛霁月',
				],
				absent: ['何听澜（公务）'],
				attending: [
					'待遇科叶知秋',
					'基金科罗星野',
					'信息中心江照影',
					'办公室白露晞',
					'法规科温如故',
				],
			},
		}),
	},
];
