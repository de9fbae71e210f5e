import { describe, expect, test } from 'vitest';
import type { BodyNode } from '../document/body.ts';
import { emptyElements } from '../document/elements.ts';
import type { Elements } from '../document/model.ts';
import { checkDraft, refuseDraft } from './check-draft.ts';
import { findingKey, findingWords, type Draft, type Finding } from './finding.ts';
import { draftingRules, type RuleId } from './rules.ts';

const ISSUER = '云州市医疗保障局';
const GOOD: Partial<Elements> = {
	kind: '通知',
	title: `${ISSUER}关于开展专项检查的通知`,
	mainRecipients: ['各县（区）医疗保障局'],
};

/** One line a paragraph; `# ` to `#### ` are headings, `| ` a cell of a table, `附件 ` begins an attachment. */
function bodyOf(...lines: string[]): BodyNode {
	const content = lines.map((line): BodyNode => {
		const [, marks, heading] = /^(#{1,4}) (.*)$/.exec(line) ?? [];
		const words = heading ?? line.replace(/^\| /, '');
		const inline = words === '' ? {} : { content: [{ type: 'text', text: words }] };
		if (marks) return { type: 'heading', attrs: { level: marks.length }, ...inline };
		const paragraph = { type: 'paragraph', ...inline };
		if (line.startsWith('附件：'))
			return { type: 'attachmentStart', attrs: { title: line.slice(3), landscape: false } };
		if (!line.startsWith('| ')) return paragraph;
		return {
			type: 'table',
			content: [{ type: 'tableRow', content: [{ type: 'tableCell', content: [paragraph] }] }],
		};
	});
	return { type: 'doc', content };
}

function draft(elements: Partial<Elements>, lines: string[], more: Partial<Draft> = {}): Draft {
	return {
		elements: { ...emptyElements(), ...GOOD, ...elements },
		issuer: ISSUER,
		body: bodyOf(...lines),
		status: 'draft',
		subordinates: ['医疗保险服务中心', '服务中心'],
		departments: ['待遇保障科', '待遇科'],
		suggestions: 0,
		notes: 0,
		...more,
	};
}

const found = (input: Draft, rule: RuleId): Finding[] =>
	checkDraft(input).filter((one) => one.rule === rule);
const text = (...lines: string[]): Draft => draft({}, lines);
const request = (elements: Partial<Elements> = {}, ...lines: string[]): Draft =>
	draft(
		{
			kind: '请示',
			title: `${ISSUER}关于调整待遇标准的请示`,
			mainRecipients: ['云州市人民政府'],
			note: '联系人：叶知秋，电话：0871-6512345',
			...elements,
		},
		lines.length ? lines : ['现将情况请示如下。', '妥否，请批示。'],
	);
const report = (elements: Partial<Elements>, ...lines: string[]): Draft =>
	draft(
		{
			kind: '报告',
			title: `${ISSUER}关于基金运行情况的报告`,
			mainRecipients: ['云州市人民政府'],
			...elements,
		},
		[...lines, '特此报告。'],
	);

/** For each rule: what it finds, and what it leaves alone. */
const CASES: Record<RuleId, { wrong: Draft[]; right: Draft[] }> = {
	oneMatter: {
		wrong: [
			request({ title: `${ISSUER}关于增加编制并请求解决用房的请示` }),
			request({}, '# 一、关于增加编制', '# 二、关于解决用房', '妥否，请批示。'),
		],
		right: [request(), request({}, '# 一、基本情况', '# 二、有关建议', '妥否，请批示。')],
	},
	requestInReport: {
		wrong: [report({}, '恳请市政府拨付资金。'), report({}, '以上方案请予批准。')],
		right: [report({}, '市政府已批准方案，运行平稳。'), request()],
	},
	copyToSubordinate: {
		wrong: [
			request({ copyTo: ['医疗保险服务中心'] }),
			request({ copyTo: ['各县（区）医疗保障局'] }),
			request({ copyTo: ['青禾县医疗保障局'] }),
			report({ copyTo: ['局属各单位'] }),
		],
		right: [
			request({ copyTo: ['市财政局', '云南省医疗保障局'] }),
			draft({ copyTo: ['医疗保险服务中心'] }, ['现通知如下。']),
		],
	},
	copyToDepartment: {
		wrong: [request({ copyTo: ['待遇科'] }), request({ copyTo: ['局机关各科室、各中心'] })],
		right: [request({ copyTo: ['市财政局'] })],
	},
	oneRecipient: {
		wrong: [request({ mainRecipients: ['云州市人民政府', '云南省医疗保障局'] })],
		right: [request(), report({ mainRecipients: ['甲', '乙'] })],
	},
	recipientInPrinciple: {
		wrong: [
			report({ mainRecipients: ['云州市人民政府', '云南省医疗保障局'] }),
			draft({ kind: '意见', signers: ['沈砚舟'], mainRecipients: ['甲机关', '乙机关'] }, ['文']),
		],
		right: [report({}), draft({ mainRecipients: ['甲机关', '乙机关'] }, ['文'])],
	},
	recipientMissing: {
		wrong: [request({ mainRecipients: [] })],
		right: [request(), draft({ mainRecipients: [] }, ['文'])],
	},
	personRecipient: {
		wrong: [request({ mainRecipients: ['李明市长'] }), report({ mainRecipients: ['王芳同志'] })],
		right: [request({ mainRecipients: ['云州市人民政府'] })],
	},
	stateSecret: {
		wrong: [draft({ note: '机密★1年' }, ['文']), text('秘密★长期')],
		right: [text('按照国家秘密管理规定办理。')],
	},
	titleMissing: { wrong: [draft({ title: '' }, ['文'])], right: [text('文')] },
	titleOrgan: {
		wrong: [draft({ title: '关于开展专项检查的通知' }, ['文'])],
		right: [text('文'), draft({ title: '市医疗保障局关于开展检查的通知' }, ['文'])],
	},
	titleMatter: {
		wrong: [draft({ title: `${ISSUER}专项检查通知` }, ['文'])],
		right: [text('文'), draft({ title: `${ISSUER}转发国务院办公厅文件的通知` }, ['文'])],
	},
	titleKind: {
		wrong: [draft({ title: `${ISSUER}关于开展专项检查的报告` }, ['文'])],
		right: [text('文'), draft({ title: `${ISSUER}关于印发办法的通知（试行）` }, ['文'])],
	},
	titleTwoKinds: {
		wrong: [request({ title: `${ISSUER}关于经费的请示报告` })],
		right: [request()],
	},
	titlePunctuation: {
		wrong: [draft({ title: `${ISSUER}关于检查，整改的通知` }, ['文'])],
		right: [text('文')],
	},
	titleBookMarks: {
		wrong: [draft({ title: `${ISSUER}关于印发《工作要点》的通知` }, ['文'])],
		right: [draft({ title: `${ISSUER}关于贯彻《社会保险法》的通知` }, ['文'])],
	},
	titleForward: {
		wrong: [
			draft({ title: '关于转发省局关于检查的通知的通知' }, ['文']),
			draft({ kind: '报告', title: `${ISSUER}关于转发文件的报告` }, ['文']),
		],
		right: [draft({ title: `${ISSUER}转发省局关于检查的通知` }, ['文'])],
	},
	headingMark: {
		wrong: [
			text('（一）、目标'),
			text('1、目标'),
			text('(一)目标'),
			text('一.目标'),
			text('（1）、目标'),
		],
		right: [text('（一）目标', '1.目标', '一、目标', '（1）目标')],
	},
	headingNumber: {
		wrong: [text('# 一、甲', '# 三、乙'), text('# 一、甲', '## （二）乙'), text('1.甲', '1.乙')],
		right: [text('# 一、甲', '## （一）乙', '## （二）丙', '# 二、丁', '## （一）戊')],
	},
	headingOrder: {
		wrong: [text('## （一）甲', '# 一、乙')],
		right: [text('# 一、甲', '1.乙', '2.丙'), text('# 一、甲', '## （一）乙', '### 1.丙')],
	},
	headingStyle: {
		wrong: [text('一、总体要求'), text('# （一）工作目标')],
		right: [text('# 一、总体要求'), text('一、请各单位于月底前完成自查，并将结果报送我局。')],
	},
	headingEnd: { wrong: [text('# 一、总体要求。')], right: [text('# 一、总体要求')] },
	shortYear: { wrong: [text('自26年11月起')], right: [text('自2026年11月起'), text('历时15年')] },
	paddedDate: {
		wrong: [text('2026年01月05日'), text('11月05日')],
		right: [text('2026年1月5日'), text('10月20日')],
	},
	dottedDate: { wrong: [text('于2026.11.27前')], right: [text('版本1.2.3'), text('| 2026.11.27')] },
	chineseDate: { wrong: [text('二〇二六年十一月五日')], right: [text('2026年11月5日')] },
	chineseStatistic: {
		wrong: [text('检查十二家'), text('增长百分之三十五')],
		right: [text('检查12家'), text('第十二次会议'), text('三四十人'), text('百分之百')],
	},
	fullWidthDigit: { wrong: [text('共１２家')], right: [text('共12家')] },
	numberRange: { wrong: [text('5-10万元')], right: [text('5—10万元'), text('0871-6512345')] },
	percentRange: { wrong: [text('20—30%')], right: [text('20%—30%')] },
	halfWidthMark: {
		wrong: [text('各县区,各单位'), text('如下:'), text('完成.')],
		right: [text('各县区，各单位'), text('比例1:2'), text('1.甲')],
	},
	halfWidthBracket: { wrong: [text('各县(区)')], right: [text('各县（区）'), text('f(x)')] },
	straightQuote: { wrong: [text('"看病钱"'), text('「看病钱」')], right: [text('“看病钱”')] },
	doubleMark: { wrong: [text('完成。。'), text('甲，、乙')], right: [text('完成。')] },
	ellipsis: { wrong: [text('等等...'), text('等等…')], right: [text('等等……')] },
	dash: { wrong: [text('重点--基金')], right: [text('重点——基金')] },
	quoteList: { wrong: [text('“一”、“二”')], right: [text('“一”“二”')] },
	serialMark: { wrong: [text('第一、摸清底数')], right: [text('第一，摸清底数')] },
	straySpace: {
		wrong: [text('医疗 保障')],
		right: [text('医疗保障'), text('共 12 家'), text('第一条 为了规范')],
	},
	typedIndent: { wrong: [text('　　各单位')], right: [text('各单位')] },
	numberForm: {
		wrong: [
			text('（云医保发[2026]12号）'),
			text('云医保发（2026）12号'),
			text('云医保发〔2026〕第05号'),
		],
		right: [text('《通知》（云医保发〔2026〕12号）')],
	},
	titleThenNumber: {
		wrong: [text('云医保发〔2026〕12号《关于检查的通知》')],
		right: [text('《关于检查的通知》（云医保发〔2026〕12号）')],
	},
	numberWithoutTitle: {
		wrong: [text('根据云医保发〔2026〕12号文件')],
		right: [text('根据《关于检查的通知》（云医保发〔2026〕12号）')],
	},
	attachmentEnd: {
		wrong: [draft({ attachmentNames: ['清单。'] }, ['文'])],
		right: [draft({ attachmentNames: ['清单'] }, ['文'])],
	},
	attachmentNumber: {
		wrong: [draft({ attachmentNames: ['附件1：清单', '2.表'] }, ['文'])],
		right: [draft({ attachmentNames: ['2026年度清单'] }, ['文'])],
	},
	attachmentReference: {
		wrong: [draft({ attachmentNames: ['清单'] }, ['（见附件2）'])],
		right: [draft({ attachmentNames: ['清单', '表'] }, ['（见附件2）'])],
	},
	attachmentUnlisted: {
		wrong: [text('（见附件）'), text('填写附件1')],
		right: [text('请随附件一并报送。'), draft({ attachmentNames: ['清单'] }, ['见附件'])],
	},
	attachmentTitle: {
		wrong: [draft({ attachmentNames: ['清单'] }, ['文', '附件：表格', '表'])],
		right: [draft({ attachmentNames: ['清单'] }, ['文', '附件：清单', '表'])],
	},
	attachmentCount: {
		wrong: [draft({ attachmentNames: ['甲', '乙'] }, ['文', '附件：甲', '表'])],
		right: [
			draft({ attachmentNames: ['甲'] }, ['文', '附件：甲', '表']),
			draft({ attachmentNames: ['甲'] }, ['文']),
		],
	},
	noteBrackets: {
		wrong: [draft({ note: '（此件公开发布）' }, ['文'])],
		right: [draft({ note: '此件公开发布' }, ['文'])],
	},
	noteContact: {
		wrong: [request({ note: '' }), request({ note: '联系人：叶知秋' })],
		right: [request(), text('文')],
	},
	closingMissing: {
		wrong: [request({}, '现将情况请示如下。')],
		right: [request(), request({}, '以上请示，请予批复。'), text('文')],
	},
	closingOther: {
		wrong: [request({}, '特此报告。'), text('妥否，请批示。')],
		right: [request(), report({}, '文')],
	},
	emptyText: {
		wrong: [text(''), text('　')],
		right: [
			text('文'),
			draft({}, [], { body: { type: 'doc', content: [{ type: 'image', attrs: { file: 'f' } }] } }),
		],
	},
	placeholder: {
		wrong: [text('为××××××，拟办。'), text('请在此写明缘由和依据。')],
		right: [text('为做好工作，拟办。')],
	},
	handSigned: {
		wrong: [text('文', ISSUER, '2026年11月27日'), text('文', '市医疗保障局')],
		right: [text('本通知自2026年11月27日起施行。'), text('文', '附件：甲', ISSUER)],
	},
	openSuggestions: {
		wrong: [draft({}, ['文'], { suggestions: 2 })],
		right: [text('文')],
	},
	openNotes: { wrong: [draft({}, ['文'], { notes: 1 })], right: [text('文')] },
	wrongWord: {
		wrong: [text('安排布署'), text('截止2026年9月底')],
		right: [text('安排部署'), text('截至2026年9月底'), text('报名截止时间')],
	},
	repeatedWord: { wrong: [text('群众的的意见')], right: [text('群众的意见'), text('的的确确')] },
};

describe('DRAFT-1 each check finds what is wrong and leaves alone what is right', () => {
	for (const [rule, { wrong, right }] of Object.entries(CASES) as [
		RuleId,
		(typeof CASES)[RuleId],
	][]) {
		test(rule, () => {
			for (const one of wrong) expect(found(one, rule), describeDraft(one)).not.toEqual([]);
			for (const one of right) expect(found(one, rule), describeDraft(one)).toEqual([]);
		});
	}
	test('every rule has its article and its cases', () => {
		expect(Object.keys(CASES).sort()).toEqual(Object.keys(draftingRules).sort());
		for (const { article } of Object.values(draftingRules)) expect(article).not.toBe('');
	});
});

const describeDraft = ({ elements, body }: Draft): string =>
	`${elements.title} ${JSON.stringify(body.content?.map((node) => node.content?.[0]?.text ?? node.type))}`;

describe('DRAFT-2 a fix puts right what was found', () => {
	const fixes: [string, string][] = [
		['自26年11月起', '自2026年11月起'],
		['2026年01月05日', '2026年1月5日'],
		['于2026-11-05前', '于2026年11月5日前'],
		['二〇二六年十一月十五日', '2026年11月15日'],
		['各县(区),各单位', '各县（区），各单位'],
		['"看病钱"、"救命钱"', '“看病钱”“救命钱”'],
		['云医保发[2026]012号', '云医保发〔2026〕12号'],
		['（一）、目标', '（一）目标'],
		['12、目标', '1.目标'],
		['增长百分之三十五', '增长35%'],
		['投入一百二十万元', '投入120万元'],
		['20-30%', '20%—30%'],
		['完成。。。', '完成……'],
		['第一、摸清底数', '第一，摸清底数'],
		['　　各单位', '各单位'],
	];
	test.each(fixes)('%s → %s', (before, after) => {
		expect(applyAll(before)).toBe(after);
	});
});

/** Applies sure fixes of words one by one until none is left. */
function applyAll(line: string): string {
	let words = line;
	for (let turn = 0; turn < 10; turn += 1) {
		const next = checkDraft(text(words)).find(
			({ fix, where }) => fix?.kind === 'replace' && 'block' in where,
		);
		if (next?.fix?.kind !== 'replace' || !('block' in next.where)) return words;
		words = words.slice(0, next.where.from) + next.fix.text + words.slice(next.where.to);
	}
	return words;
}

describe('DRAFT-3 only what the regulation forbids is refused', () => {
	test('a copy to a subordinate, two recipients of a request, an empty text', () => {
		const refused: [Draft, string][] = [
			[request({ copyTo: ['服务中心'] }), 'drafting/copyToSubordinate'],
			[request({ mainRecipients: ['甲', '乙'] }), 'drafting/oneRecipient'],
			[request({}, ''), 'drafting/emptyText'],
			[text('绝密★30年'), 'drafting/stateSecret'],
		];
		for (const [one, code] of refused) expect(refuseDraft(one)).toMatchObject({ ok: false, code });
	});
	test('hints and warnings are no walls', () => {
		expect(refuseDraft(text('一.目标,如下:', '妥否，请批示。')).ok).toBe(true);
		expect(refuseDraft(report({}, '恳请拨付资金。')).ok).toBe(true);
	});
});

describe('DRAFT-4 findings are ordered and can be told apart', () => {
	test('what blocks comes first, then warnings, then hints', () => {
		const severities = checkDraft(request({ copyTo: ['服务中心'], note: '' }, '一.目标,如下')).map(
			({ severity }) => severity,
		);
		const weight = { block: 0, warning: 1, hint: 2 };
		expect(severities[0]).toBe('block');
		expect(severities).toEqual([...severities].sort((a, b) => weight[a] - weight[b]));
	});
	test('every finding has a sentence without open slots, in both languages', () => {
		for (const { wrong } of Object.values(CASES))
			for (const finding of wrong.flatMap((one) => checkDraft(one)))
				for (const language of ['zh', 'en'] as const)
					expect(findingWords(finding, language)).not.toMatch(/\{\w+\}|“”/u);
	});
	test('a finding keeps its key while its words stay, wherever they move', () => {
		const [one] = found(text('各县(区)'), 'halfWidthBracket');
		const [moved] = found(text('前言', '各县(区)'), 'halfWidthBracket');
		expect(one && findingKey(one)).toBe(moved && findingKey(moved));
	});
	test('a long text is checked in a blink', () => {
		const lines = Array.from(
			{ length: 2000 },
			(_, n) => `（${String(n)}）各县(区)医疗保障局,按照云医保发[2026]1号要求办理。`,
		);
		const begun = performance.now();
		checkDraft(text(...lines));
		expect(performance.now() - begun).toBeLessThan(2000);
	});
});
