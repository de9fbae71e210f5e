import type { Catalogue } from '../messages.ts';

/** Refusals about the office's calendar. */
export const calendarMessages = {
	'calendar/badRow': [
		'第 {row} 行无法识别：每行应为“日期、名称、放假或上班”，例如“2027-01-01 元旦 放假”（用制表符或逗号分隔）。',
		'Row {row} cannot be read: a date, a name, and whether it is free, separated by tabs or commas.',
	],
	'calendar/emptyTable': [
		'没有读到放假日期，请粘贴国务院办公厅的通知全文，或从表格中复制三列。',
		'No days off were found. Paste the notice, or three columns of a table.',
	],
	'calendar/otherYear': [
		'表中有不属于 {year} 年的日期，或同一天既放假又上班，请核对年份和日期。',
		'Some days are not of {year}, or are both off and worked.',
	],
	'calendar/noWorkdays': [
		'按这张表全年没有工作日，请检查后再保存。',
		'This table leaves no working days. Check it first.',
	],
} as const satisfies Catalogue;

export type CalendarRefusal = keyof typeof calendarMessages;
