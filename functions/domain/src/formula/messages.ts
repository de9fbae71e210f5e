import type { Catalogue } from '../messages.ts';

/** Refusals about the source of a formula (公式). */
export const formulaMessages = {
	'formula/empty': ['请输入公式内容。', 'Type the formula first.'],
	'formula/tooLong': [
		'公式太长（一个公式不超过 1000 个字符），请拆成几个公式。',
		'The formula is too long (1,000 characters at most). Split it.',
	],
	'formula/tooDeep': [
		'公式嵌套太深（不超过 12 层），请拆成几个公式。',
		'The formula is nested too deeply (12 levels at most). Split it.',
	],
	'formula/unknownCommand': [
		'不认识“{command}”，请检查拼写，或从下方的常用结构中选取。',
		'“{command}” is unknown. Check the spelling or pick a structure below.',
	],
	'formula/unsupported': [
		'公式中不能使用{what}，请改用下方的常用结构。',
		'{what} cannot be used in formulae. Use the structures below.',
	],
	'formula/unclosed': [
		'第 {at} 个字符处括号没有配对，请补上缺少的“{missing}”。',
		'Brackets do not match at character {at}: add the missing “{missing}”.',
	],
	'formula/stray': [
		'第 {at} 个字符“{token}”多余，请删去；要印出它，请在前面加“\\”。',
		'“{token}” at character {at} is one too many. Delete it, or write “\\” before it to print it.',
	],
	'formula/incomplete': [
		'第 {at} 个字符的“{token}”后面还没有内容，请用 { } 补上。',
		'“{token}” at character {at} lacks what belongs to it. Add it in { }.',
	],
	'formula/double': [
		'第 {at} 个字符处有两个上标或两个下标，请用 { } 合为一个。',
		'Two superscripts or subscripts at character {at}. Join them in { }.',
	],
	'formula/environment': [
		'不认识结构“{name}”，可用 cases（分段）、matrix（矩阵）、aligned（对齐）。',
		'No structure “{name}”. There are cases, matrix and aligned.',
	],
	'formula/broken': [
		'第 {at} 个字符附近写法有误，请检查。',
		'Something is wrong near character {at}. Please check.',
	],
} as const satisfies Catalogue;
