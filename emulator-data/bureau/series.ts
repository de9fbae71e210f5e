import type { Series } from '@wenshu/domain/document/model.ts';

/** Number series (编号序列) of the sample bureau; each counts from 1 in every year. */
export const series: Series[] = [
	{
		id: 'ybf',
		code: '云医保发',
		name: '市医保局发文',
		direction: 'outgoing',
		order: 10,
		kinds: ['决定', '意见', '通知', '通报', '报告', '请示', '公告', '通告', '批复'],
	},
	{
		id: 'ybh',
		code: '云医保函',
		name: '市医保局函',
		direction: 'outgoing',
		order: 20,
		kinds: ['函'],
	},
	{ id: 'ybb', code: '云医保办', name: '办公室发文', direction: 'outgoing', order: 30 },
	{
		id: 'ybj',
		code: '云医保纪',
		name: '会议纪要',
		direction: 'outgoing',
		order: 40,
		kinds: ['纪要'],
	},
	{ id: 'incoming', code: '云医保收', name: '收文登记', direction: 'incoming', order: 50 },
];
