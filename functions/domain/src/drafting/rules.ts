/** How strongly a finding speaks: a hint, a warning, or what the regulation forbids outright. */
export type Severity = 'hint' | 'warning' | 'block';

const REGULATION = '《条例》';
const FORMAT = 'GB/T 9704-2012 ';
const MARKS = 'GB/T 15834-2011 ';
const NUMBERS = 'GB/T 15835-2011';
const CUSTOM = '公文写作惯例';

const rule = <S extends Severity>(severity: S, article: string) => ({ severity, article });

/**
 * The drafting checks (拟稿检查) by name, with the article each one rests on. 《条例》 is
 * 党政机关公文处理工作条例 (中办发〔2012〕14号). Only what an article forbids outright blocks.
 */
export const draftingRules = {
	// 行文规则
	oneMatter: rule('warning', `${REGULATION}第十五条第四项`),
	requestInReport: rule('warning', `${REGULATION}第十五条第四项`),
	copyToSubordinate: rule('block', `${REGULATION}第十五条第一项`),
	copyToDepartment: rule('warning', `${REGULATION}第十五条第一项`),
	oneRecipient: rule('block', `${REGULATION}第十五条第一项`),
	recipientInPrinciple: rule('warning', `${REGULATION}第十五条第一项`),
	recipientMissing: rule('block', `${REGULATION}第九条第八项`),
	personRecipient: rule('warning', `${REGULATION}第十五条第五项`),
	stateSecret: rule('block', '《保守国家秘密法》第三十一条'),
	// 标题
	titleMissing: rule('block', `${REGULATION}第九条第七项`),
	titleOrgan: rule('hint', `${REGULATION}第九条第七项`),
	titleMatter: rule('hint', `${REGULATION}第九条第七项`),
	titleKind: rule('warning', `${REGULATION}第九条第七项、第十九条第四项`),
	titleTwoKinds: rule('warning', `${REGULATION}第八条`),
	titlePunctuation: rule('hint', CUSTOM),
	titleBookMarks: rule('hint', CUSTOM),
	titleForward: rule('hint', `${REGULATION}第八条第八项`),
	// 结构层次
	headingMark: rule('warning', `${FORMAT}7.3.3，${MARKS}附录B.3`),
	headingNumber: rule('warning', `${FORMAT}7.3.3`),
	headingOrder: rule('hint', `${FORMAT}7.3.3`),
	headingStyle: rule('hint', `${FORMAT}7.3.3`),
	headingEnd: rule('hint', `${FORMAT}7.3.3`),
	// 数字和日期
	shortYear: rule('hint', NUMBERS),
	paddedDate: rule('warning', `${FORMAT}7.3.5.4，${NUMBERS}`),
	dottedDate: rule('hint', NUMBERS),
	chineseDate: rule('warning', `${FORMAT}7.3.5.4，${NUMBERS}`),
	chineseStatistic: rule('hint', NUMBERS),
	fullWidthDigit: rule('hint', NUMBERS),
	numberRange: rule('hint', `${NUMBERS}，${MARKS}4.13`),
	percentRange: rule('hint', NUMBERS),
	// 标点
	halfWidthMark: rule('warning', `${MARKS}5.1`),
	halfWidthBracket: rule('warning', `${MARKS}4.9`),
	straightQuote: rule('warning', `${MARKS}4.8`),
	doubleMark: rule('warning', `${MARKS}5.1`),
	ellipsis: rule('hint', `${MARKS}4.11`),
	dash: rule('hint', `${MARKS}4.10`),
	quoteList: rule('hint', `${MARKS}4.5.3.5`),
	serialMark: rule('hint', `${MARKS}附录B.3.1`),
	straySpace: rule('hint', `${FORMAT}5.2.2`),
	typedIndent: rule('hint', `${FORMAT}7.3.3`),
	// 引用
	numberForm: rule('warning', `${FORMAT}7.2.5`),
	titleThenNumber: rule('hint', `${REGULATION}第二十条第四项，${CUSTOM}`),
	numberWithoutTitle: rule('hint', `${REGULATION}第二十条第四项，${CUSTOM}`),
	// 附件、附注和结尾
	attachmentEnd: rule('warning', `${FORMAT}7.3.4`),
	attachmentNumber: rule('warning', `${FORMAT}7.3.4`),
	attachmentReference: rule('warning', `${REGULATION}第九条第十项`),
	attachmentUnlisted: rule('warning', `${REGULATION}第九条第十项`),
	attachmentTitle: rule('warning', `${FORMAT}7.3.4、7.3.8`),
	attachmentCount: rule('hint', `${REGULATION}第九条第十五项`),
	noteBrackets: rule('warning', `${FORMAT}7.3.7`),
	noteContact: rule('warning', `${FORMAT}7.3.7，${CUSTOM}`),
	closingMissing: rule('hint', CUSTOM),
	closingOther: rule('warning', `${REGULATION}第八条、第十五条第四项`),
	emptyText: rule('block', `${REGULATION}第九条第九项`),
	placeholder: rule('warning', `${REGULATION}第二十条第四项`),
	handSigned: rule('warning', `${FORMAT}7.3.5`),
	openSuggestions: rule('hint', `${REGULATION}第二十五条第一项`),
	openNotes: rule('hint', `${REGULATION}第二十五条第一项`),
	wrongWord: rule('warning', `${REGULATION}第二十条第四项`),
	repeatedWord: rule('hint', `${REGULATION}第二十条第四项`),
} as const satisfies Record<string, { severity: Severity; article: string }>;

/** Name of a drafting check. */
export type RuleId = keyof typeof draftingRules;
