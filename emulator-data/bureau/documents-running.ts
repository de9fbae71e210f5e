import type { SampleDocument } from './story.ts';

/** Outgoing documents on their way: drafts, under review, in countersigning, before the leader, returned. */
export function runningDocuments(year: number): SampleDocument[] {
	const thisYear = String(year);
	return [
		{
			id: 'outpatient',
			templateId: 'request',
			text: 'outpatient',
			elements: {
				title: '云州市医疗保障局关于调整部分门诊慢特病病种待遇标准的请示',
				urgency: '特急',
				mainRecipients: ['云州市人民政府'],
				signers: ['沈砚舟'],
				keywords: ['门诊慢特病', '待遇'],
			},
			begun: { at: '-4 09:00', by: '何听澜' },
			beats: [
				{ at: '-4 17:00', by: '何听澜', do: 'submit', opinion: '测算数据见第三部分。' },
				{ at: '-3 09:30', by: '周望川', do: 'submit', opinion: '测算依据充分，同意。' },
				{
					at: '-3 11:00',
					by: '程以墨',
					do: 'submit',
					way: '送会签',
					to: ['曹秉文', '宋停云', '蒋南乔'],
					opinion: '请规财科、医药科、服务中心会签。',
				},
				{ at: '-3 16:00', by: '曹秉文', do: 'submit', opinion: '基金可承受，同意。' },
				{ at: '-2 10:00', by: '宋停云', do: 'submit', opinion: '用药范围已复核，同意。' },
				{ at: '-2 15:00', by: '蒋南乔', do: 'submit', opinion: '同意，系统参数可按期调整。' },
				{ at: '-1 09:30', by: '何听澜', do: 'urge', message: '市政府要求本周内上报，请局长审签。' },
			],
		},
		{
			id: 'inspection',
			templateId: 'notice',
			text: 'inspection',
			elements: {
				title: `云州市医疗保障局关于开展${thisYear}年度医疗保障基金使用情况专项检查的通知`,
				urgency: '加急',
				mainRecipients: ['各县（区）医疗保障局', '医疗保障基金核查中心'],
				copyTo: ['市公安局', '市卫生健康委员会'],
				attachmentNames: [`${thisYear}年度医疗保障基金违规使用问题自查清单`],
			},
			coauthors: ['邵景行', '田墨轩'],
			begun: { at: '-3 09:30', by: '江晚晴' },
			beats: [
				{ at: '-2 09:00', by: '江晚晴', do: 'submit', opinion: '已征求核查中心意见。' },
				{ at: '-2 10:30', by: '贺临渊', do: 'submit', opinion: '同意，请办公室核稿。' },
				{
					at: '-1 09:00',
					by: '林若溪',
					do: 'submit',
					way: '送会签',
					to: ['石敬之', '姚鹤鸣', '宋停云'],
					opinion: '请信统科、核查中心、医药科会签。',
				},
				{ at: '-1 15:20', by: '姚鹤鸣', do: 'submit', opinion: '核查中心全力配合，同意。' },
				{
					at: '-90m',
					by: '贺临渊',
					do: 'circulate',
					to: ['乔望舒', '卢映雪'],
					remark: '请提前知悉。',
				},
			],
		},
		{
			id: 'procurement',
			templateId: 'notice',
			text: 'procurement',
			elements: {
				title: '云州市医疗保障局关于做好国家组织药品集中采购中选结果落地执行工作的通知',
				urgency: '特急',
				mainRecipients: ['各县（区）医疗保障局', '各公立医疗机构'],
				copyTo: ['市卫生健康委员会', '市市场监督管理局'],
			},
			coauthors: ['金采薇'],
			begun: { at: '-1 09:00', by: '冯念真' },
			beats: [{ at: '-70m', by: '冯念真', do: 'submit', opinion: '执行时间临近，请尽快审核。' }],
		},
		{
			id: 'assistance',
			templateId: 'letter',
			text: 'assistance',
			elements: {
				title: '云州市医疗保障局关于商请提供困难群众身份信息的函',
				mainRecipients: ['市民政局', '市农业农村局'],
			},
			coauthors: ['何听澜'],
			begun: { at: '-6 10:00', by: '叶知秋' },
			writing: {
				drafts: [
					{ at: '-6 10:05', by: '叶知秋', blocks: 4 },
					{ at: '-6 10:40', by: '何听澜', blocks: 2 },
					{ at: '-6 11:10', by: '叶知秋', blocks: 2 },
				],
				suggestions: [
					{ at: '-5 08:40', by: '周望川' },
					{ at: '-1 10:20', by: '程以墨' },
				],
				annotations: [
					{
						at: '-1 10:30',
						by: '程以墨',
						quote: '专用通道',
						words: '请核实：市民政局的专用通道是否已经开通？未开通的，请写明过渡期的报送方式。',
						replies: [
							{ at: '-1 11:05', by: '叶知秋', words: '已与市民政局核实，专用通道上周已开通。' },
						],
					},
				],
			},
			beats: [
				{ at: '-6 15:00', by: '叶知秋', do: 'submit' },
				{ at: '-5 09:00', by: '周望川', do: 'submit', opinion: '同意。' },
				{ at: '-2 09:00', by: '叶知秋', do: 'urge', message: '民政部门等待来函，请尽快核稿。' },
			],
		},
		{
			id: 'station',
			templateId: 'reply',
			text: 'station',
			elements: {
				title: '云州市医疗保障局关于同意设立南浦镇医疗保障服务站的批复',
				mainRecipients: ['青禾县医疗保障局'],
			},
			begun: { at: '-4 09:00', by: '钟灵犀' },
			beats: [
				{ at: '-4 11:00', by: '钟灵犀', do: 'submit' },
				{ at: '-3 10:00', by: '蒋南乔', do: 'submit', opinion: '同意设立。' },
				{
					at: '-1 10:00',
					by: '程以墨',
					do: 'return',
					toStep: 'draft',
					reason: '请补充与省级窗口标准化建设要求的对照说明，并核实15项下沉业务清单。',
					straightBack: true,
				},
			],
		},
		{
			id: 'hospital-visit',
			templateId: 'report',
			text: 'hospital-visit',
			elements: {
				title: '云州市医疗保障局关于开展支付方式改革专题调研的报告',
				mainRecipients: ['云州市人民政府'],
				signers: ['沈砚舟'],
			},
			begun: { at: '-7 09:00', by: '唐小满' },
			beats: [
				{ at: '-7 10:00', by: '唐小满', do: 'submit' },
				{ at: '-7 15:00', by: '宋停云', do: 'submit', opinion: '同意。' },
				{
					at: '-6 09:00',
					by: '林若溪',
					do: 'submit',
					way: '送分管领导审签',
					to: ['韩知夏', '方既白'],
					opinion: '涉及两位分管领导，请依次审签。',
				},
				{ at: '-5 09:00', by: '韩知夏', do: 'submit', opinion: '同意，调研要轻车简从。' },
			],
		},
		{
			id: 'verification',
			templateId: 'letter',
			text: 'verification',
			elements: {
				title: '云州市医疗保障局关于协助核查异地就医医疗费用的函',
				mainRecipients: ['澄江市医疗保障局'],
				secrecy: '内部',
			},
			begun: { at: '-9 09:00', by: '田墨轩' },
			beats: [
				{ at: '-9 10:00', by: '田墨轩', do: 'submit' },
				{ at: '-9 15:00', by: '姚鹤鸣', do: 'submit', opinion: '同意。' },
				{
					at: '-8 09:00',
					by: '林若溪',
					do: 'terminate',
					reason: '对方已主动提供核查结果，此函不再发出。',
				},
			],
		},
		{
			id: 'paperwork',
			templateId: 'notice',
			text: 'paperwork',
			elements: {
				title: '云州市医疗保障局关于印发《云州市医疗保障局公文处理办法》的通知',
				mainRecipients: ['局机关各科室、各中心'],
			},
			coauthors: ['程以墨', '苏锦书'],
			begun: { at: '-1 14:00', by: '罗星野' },
			beats: [],
		},
		{
			id: 'settlement-draft',
			templateId: 'notice',
			text: 'template-notice',
			elements: {
				title: '关于规范门诊统筹定点零售药店结算管理的通知',
				mainRecipients: ['各县（区）医疗保障局'],
			},
			begun: { at: '-45m', by: '唐小满' },
			beats: [],
		},
	];
}
