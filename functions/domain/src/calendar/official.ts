import { dayOfIso, isoOf, type CalendarYear } from './model.ts';

/** Dates from one day to another, both included. */
function period(name: string, from: string, to: string): Record<string, string> {
	const days: Record<string, string> = {};
	for (let day = dayOfIso(from); day <= dayOfIso(to); day += 1) days[isoOf(day)] = name;
	return days;
}

/** 《国务院办公厅关于2026年部分节假日安排的通知》, 4 November 2025. */
export const official2026: CalendarYear = {
	year: 2026,
	source: '国办发明电〔2025〕7号',
	holidays: {
		...period('元旦', '2026-01-01', '2026-01-03'),
		...period('春节', '2026-02-15', '2026-02-23'),
		...period('清明节', '2026-04-04', '2026-04-06'),
		...period('劳动节', '2026-05-01', '2026-05-05'),
		...period('端午节', '2026-06-19', '2026-06-21'),
		...period('中秋节', '2026-09-25', '2026-09-27'),
		...period('国庆节', '2026-10-01', '2026-10-07'),
	},
	workdays: {
		'2026-01-04': '元旦',
		'2026-02-14': '春节',
		'2026-02-28': '春节',
		'2026-05-09': '劳动节',
		'2026-09-20': '国庆节',
		'2026-10-10': '国庆节',
	},
};

/** Years known when this was written; a new one is imported on the page 工作日历. */
export const officialYears: readonly CalendarYear[] = [official2026];
