import type { SampleDocument } from './story.ts';

/** Incoming documents at the steps of their handling. */
export function incomingDocuments(year: number): SampleDocument[] {
	const next = String(year + 1);
	const thisYear = String(year);
	return [
		{
			id: 'incoming-province',
			templateId: null,
			text: 'incoming-province',
			elements: {
				title: `省医疗保障局关于做好${next}年度医疗保障重点工作的通知`,
				kind: '通知',
				urgency: '加急',
				mainRecipients: ['各市医疗保障局'],
			},
			incoming: {
				sender: '省医疗保障局',
				senderNumber: `省医保发〔${thisYear}〕42号`,
				copies: 1,
				pages: 6,
				nature: '批办',
			},
			begun: { at: '-2 09:00', by: '苏锦书' },
			beats: [
				{ at: '-2 09:10', by: '苏锦书', do: 'submit' },
				{
					at: '-2 10:00',
					by: '程以墨',
					do: 'submit',
					opinion: '建议请沈局长、韩局长、方局长批示，待遇科牵头，规财科、信统科配合。',
				},
				{
					at: '-1 09:00',
					by: '林若溪',
					do: 'submit',
					way: '送领导批示',
					to: ['沈砚舟', '韩知夏', '方既白'],
					opinion: '拟同意拟办意见，呈局领导批示。',
				},
				{
					at: '-1 14:00',
					by: '沈砚舟',
					do: 'submit',
					opinion: '请知夏、既白同志牵头制定贯彻落实方案，按期上报。',
				},
			],
		},
		{
			id: 'incoming-government',
			templateId: null,
			text: 'incoming-government',
			elements: {
				title: `市人民政府办公室关于交办${thisYear}年人大代表建议和政协委员提案的通知`,
				kind: '通知',
				mainRecipients: ['各县（区）人民政府', '市政府各部门'],
			},
			incoming: {
				sender: '云州市人民政府办公室',
				senderNumber: `云政办函〔${thisYear}〕118号`,
				copies: 2,
				pages: 9,
				nature: '批办',
			},
			begun: { at: '-6 10:00', by: '许云帆' },
			beats: [
				{ at: '-6 10:20', by: '许云帆', do: 'submit' },
				{
					at: '-6 14:00',
					by: '程以墨',
					do: 'submit',
					opinion: '涉及我局建议提案共五件，建议呈批。',
				},
				{
					at: '-5 09:00',
					by: '林若溪',
					do: 'submit',
					way: '送领导批示',
					to: ['沈砚舟'],
					opinion: '呈沈局长批示。',
				},
				{
					at: '-5 15:00',
					by: '沈砚舟',
					do: 'submit',
					way: '送承办',
					to: ['周望川', '宋停云', '郑远山'],
					opinion: '请待遇科、医药科、价采科分别承办，当面沟通代表委员。',
				},
				{
					at: '-4 10:00',
					by: '周望川',
					do: 'transfer',
					to: '叶知秋',
					opinion: '请知秋同志起草答复。',
				},
				{ at: '-2 11:00', by: '郑远山', do: 'submit', opinion: '已与委员当面沟通，答复稿已报送。' },
			],
		},
		{
			id: 'incoming-health',
			templateId: null,
			text: 'incoming-health',
			elements: {
				title: '市卫生健康委员会关于征求紧密型县域医共体建设评价办法意见的函',
				kind: '函',
				urgency: '加急',
				mainRecipients: ['市医疗保障局'],
			},
			incoming: {
				sender: '云州市卫生健康委员会',
				senderNumber: `云卫函〔${thisYear}〕205号`,
				copies: 1,
				pages: 4,
				nature: '批办',
			},
			begun: { at: '-100m', by: '苏锦书' },
			beats: [{ at: '-95m', by: '苏锦书', do: 'submit' }],
		},
		{
			id: 'incoming-finance',
			templateId: null,
			text: 'incoming-finance',
			elements: {
				title: `市财政局关于编制${next}年市级部门预算的通知`,
				kind: '通知',
				mainRecipients: ['市级各预算单位'],
			},
			incoming: {
				sender: '云州市财政局',
				senderNumber: `云财预〔${thisYear}〕67号`,
				copies: 1,
				pages: 12,
				nature: '批办',
			},
			begun: { at: '-4 09:00', by: '许云帆' },
			beats: [
				{ at: '-4 09:15', by: '许云帆', do: 'submit' },
				{ at: '-4 11:00', by: '程以墨', do: 'submit', opinion: '建议由规财科承办。' },
			],
		},
		{
			id: 'incoming-drill',
			templateId: null,
			text: 'incoming-drill',
			elements: {
				title: '市民服务中心关于开展消防疏散演练的通知',
				kind: '通知',
				mainRecipients: ['市直各单位'],
			},
			incoming: {
				sender: '云州市民服务中心',
				senderNumber: '',
				copies: 1,
				pages: 2,
				nature: '阅知',
			},
			begun: { at: '-12 09:00', by: '苏锦书' },
			beats: [
				{ at: '-12 09:05', by: '苏锦书', do: 'submit' },
				{ at: '-12 10:00', by: '程以墨', do: 'submit', opinion: '阅知件，建议传阅各科室。' },
				{
					at: '-12 11:00',
					by: '林若溪',
					do: 'submit',
					way: '阅知件，送传阅',
					opinion: '同意，请文书传阅。',
				},
				{
					at: '-12 14:00',
					by: '苏锦书',
					do: 'distribute',
					to: ['纪长风', '袁立诚', '孟昭宁', '蒋南乔'],
					remark: '请安排人员参加。',
				},
				{ at: '-12 14:02', by: '苏锦书', do: 'submit' },
				{ at: '-12 15:00', by: '纪长风', do: 'read', remark: '已安排保卫人员值守。' },
				{ at: '-11 09:00', by: '袁立诚', do: 'read' },
				{ at: '-9 10:00', by: '秦简言', do: 'archive', retention: '10年' },
				{ at: '-9 10:03', by: '秦简言', do: 'submit' },
			],
		},
		{
			id: 'incoming-draft',
			templateId: null,
			text: 'incoming-drill',
			elements: {
				title: '市机关事务管理局关于做好冬季办公用房安全检查的通知',
				kind: '通知',
				mainRecipients: ['市直各单位'],
			},
			incoming: {
				sender: '云州市机关事务管理局',
				senderNumber: `云机管〔${thisYear}〕31号`,
				copies: 1,
				pages: 3,
				nature: '批办',
			},
			begun: { at: '-20m', by: '许云帆' },
			beats: [],
		},
	];
}
