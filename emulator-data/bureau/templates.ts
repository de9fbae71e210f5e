import type { Elements, Template } from '@wenshu/domain/document/model.ts';
import { readBody } from './body.ts';

type Row = Pick<Template, 'id' | 'name' | 'kind' | 'seriesId' | 'hint'> & {
	text: string;
	organMark?: string;
	elements?: Partial<Elements>;
};

const counties = ['各县（区）医疗保障局', '局机关各科室、各中心'];

const rows: Row[] = [
	{
		id: 'notice',
		name: '通知',
		kind: '通知',
		seriesId: 'ybf',
		text: 'template-notice',
		hint: '用于发布、传达要求下级机关执行和有关单位周知或者执行的事项。',
		elements: { mainRecipients: counties, secrecy: '公开', urgency: '平件' },
	},
	{
		id: 'request',
		name: '请示',
		kind: '请示',
		seriesId: 'ybf',
		text: 'template-request',
		hint: '向上级机关请求指示、批准；一文一事，只写一个主送机关。',
		elements: {
			mainRecipients: ['云州市人民政府'],
			secrecy: '公开',
			urgency: '平件',
			signers: ['沈砚舟'],
		},
	},
	{
		id: 'report',
		name: '报告',
		kind: '报告',
		seriesId: 'ybf',
		text: 'template-report',
		hint: '向上级机关汇报工作、反映情况；不得夹带请示事项。',
		elements: {
			mainRecipients: ['云州市人民政府'],
			secrecy: '公开',
			urgency: '平件',
			signers: ['沈砚舟'],
		},
	},
	{
		id: 'letter',
		name: '函',
		kind: '函',
		seriesId: 'ybh',
		text: 'template-letter',
		hint: '不相隶属机关之间商洽工作、询问和答复问题。',
		elements: { secrecy: '公开', urgency: '平件', format: '信函' },
	},
	{
		id: 'reply',
		name: '批复',
		kind: '批复',
		seriesId: 'ybf',
		text: 'template-reply',
		hint: '答复下级机关的请示事项。',
		elements: { secrecy: '公开', urgency: '平件' },
	},
	{
		id: 'circular',
		name: '通报',
		kind: '通报',
		seriesId: 'ybf',
		text: 'template-circular',
		hint: '表彰先进、批评错误、传达重要精神和告知重要情况。',
		elements: { mainRecipients: counties, secrecy: '公开', urgency: '平件' },
	},
	{
		id: 'minutes',
		name: '会议纪要',
		kind: '纪要',
		seriesId: 'ybj',
		text: 'template-minutes',
		hint: '记载会议主要情况和议定事项；不加盖印章。',
		organMark: '云州市医疗保障局会议纪要',
		elements: {
			secrecy: '内部',
			urgency: '平件',
			copyTo: ['局领导', '各科室、各中心'],
			format: '纪要',
			meeting: { present: [], absent: [], attending: [] },
		},
	},
	{
		id: 'office-notice',
		name: '办公室通知',
		kind: '通知',
		seriesId: 'ybb',
		text: 'template-notice',
		hint: '办公室就机关内部事务发出的通知。',
		organMark: '云州市医疗保障局办公室文件',
		elements: { mainRecipients: ['局机关各科室、各中心'], secrecy: '公开', urgency: '平件' },
	},
];

/** Document templates (DOC-2, DOC-20) of the sample bureau. */
export function templates(year: number): Template[] {
	return rows.map((row, index) => ({
		id: row.id,
		name: row.name,
		kind: row.kind,
		flowId: 'outgoing',
		seriesId: row.seriesId,
		organMark: row.organMark ?? '云州市医疗保障局文件',
		issuer: row.id === 'office-notice' ? '云州市医疗保障局办公室' : '云州市医疗保障局',
		elements: { kind: row.kind, ...row.elements },
		body: { ...readBody(row.text, year) },
		hint: row.hint,
		order: (index + 1) * 10,
		disabled: false,
	}));
}
