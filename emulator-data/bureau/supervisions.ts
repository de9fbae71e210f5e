import type { SupervisionCommand, SupervisionDraft } from '@wenshu/domain/supervision/model.ts';
import type { When } from './story.ts';

/** What somebody does with a matter: when (as in stories), who, and the act's input. */
export interface SampleDeed {
	at: When;
	by: string;
	verb: SupervisionCommand['verb'];
	input: Record<string, unknown>;
	/** Days from now to a day that the input names as `untilDay`. */
	untilInDays?: number;
}

/** A matter under supervision of the sample, with what became of it. */
export interface SampleMatter {
	id: string;
	at: When;
	by: string;
	/** Days from now to its limit. */
	dueInDays: number;
	draft: Omit<SupervisionDraft, 'dueDay'>;
	deeds: SampleDeed[];
}

/** Matters under supervision (督办) of the fictional bureau, in different states. */
export const supervisions: SampleMatter[] = [
	{
		id: 'sample-supervision-outpatient',
		at: '-12 09:20',
		by: '林若溪',
		dueInDays: 24,
		draft: {
			title: '云州市普通门诊统筹定点扩面',
			requirement:
				'年底前新增定点零售药店 40 家（虚构示例），覆盖全部街道；每周报送进展和存在的问题。',
			origin: '局长办公会第 18 次（示例）',
			instanceId: null,
			urgency: 'ordinary',
			leadUnitId: 'services',
			assistUnitIds: ['benefits', 'service-center'],
			feedback: { every: 1, unit: 'weeks' },
		},
		deeds: [
			{ at: '-11 10:00', by: '宋停云', verb: 'assign', input: { uid: 'yb0018' } },
			{
				at: '-5 16:10',
				by: '唐小满',
				verb: 'report',
				input: {
					words: '已受理申请 31 家，完成现场核验 18 家，拟于下周公示首批名单。',
					progress: 45,
				},
			},
		],
	},
	{
		id: 'sample-supervision-settlement',
		at: '-30 15:00',
		by: '林若溪',
		dueInDays: -4,
		draft: {
			title: '历史结算差错清理',
			requirement: '逐笔核对上年度结算差错（虚构示例），完成退补并形成清单。',
			origin: '沈砚舟局长批示（示例）',
			instanceId: null,
			urgency: 'urgent',
			leadUnitId: 'audit-center',
			assistUnitIds: ['planning'],
			feedback: { every: 5, unit: 'workdays' },
		},
		deeds: [
			{
				at: '-20 11:00',
				by: '姚鹤鸣',
				verb: 'report',
				input: { words: '已导出差错明细 216 笔，完成核对 90 笔。', progress: 40 },
			},
			{
				at: '-5 09:30',
				by: '姚鹤鸣',
				verb: 'askExtension',
				input: { reason: '两家机构的对账资料尚未返回，申请延长两周。' },
				untilInDays: 14,
			},
		],
	},
	{
		id: 'sample-supervision-signs',
		at: '-26 10:30',
		by: '林若溪',
		dueInDays: 6,
		draft: {
			title: '服务大厅标识与无障碍改造',
			requirement: '统一大厅标识，增设低位服务台（虚构示例），完成后由办公室现场验收。',
			origin: '群众意见办理（示例）',
			instanceId: null,
			urgency: 'ordinary',
			leadUnitId: 'service-center',
			assistUnitIds: [],
			feedback: null,
		},
		deeds: [
			{
				at: '-8 14:00',
				by: '蒋南乔',
				verb: 'report',
				input: { words: '标识更换完毕，低位服务台已投入使用。', progress: 100 },
			},
			{
				at: '-2 15:30',
				by: '蒋南乔',
				verb: 'askClosing',
				input: { words: '改造全部完成，附现场照片，申请销号。' },
			},
		],
	},
];
