import { arabicDigits, arabicNumber } from './numerals.ts';
import type { Pattern } from './patterns.ts';

const WORD = '一二三四五六七八九十';
/** Words after which an exact number is a statistic. */
const COUNTED = '元|人|名|家|件|次|户|吨|公里|起|例|亩|平方米|个百分点';

/** The date in digits of one written in words (二〇二六年十一月五日), or undefined. */
function dateInDigits(words: string): string | undefined {
	const [, year = '', month = '', day = ''] =
		/^(.{4})年(?:(.+?)月)?(?:(.+)日)?$/u.exec(words) ?? [];
	const digits = arabicDigits(year);
	const numbers = [month, day].map((part) => (part === '' ? 0 : arabicNumber(part)));
	if (digits === null || numbers.includes(null)) return undefined;
	const [m = 0, d = 0] = numbers;
	return `${digits}年${m ? `${String(m)}月` : ''}${d ? `${String(d)}日` : ''}`;
}

/** GB/T 15835 and GB/T 9704-2012 §7.3.5.4: numbers and dates in Arabic digits, whole and unpadded. */
export const numberPatterns: readonly Pattern[] = [
	{
		rule: 'shortYear',
		find: /(^|[^\d.])(\d{2}年)(?=\d{1,2}月)/gu,
		right: (words) => (Number(words.slice(0, 2)) <= 60 ? `20${words}` : `19${words}`),
	},
	{
		rule: 'paddedDate',
		find: /(^|\D)(0[1-9]月(?:\d{1,2}日)?|\d{1,2}月0[1-9]日)/gu,
		right: (words) => words.replace(/(^|月)0/gu, '$1'),
		tables: true,
	},
	{
		rule: 'dottedDate',
		find: /(^|[^\d.\-/])((?:19|20)\d{2}([.\-/])\d{1,2}\3\d{1,2})(?![\d.\-/])/gu,
		right(words) {
			const [year = 0, month = 0, day = 0] = words.split(/[.\-/]/u).map(Number);
			const real = month >= 1 && month <= 12 && day >= 1 && day <= 31;
			return real ? `${String(year)}年${String(month)}月${String(day)}日` : null;
		},
	},
	{
		rule: 'chineseDate',
		find: new RegExp(`()([〇零○${WORD}]{4}年(?:[${WORD}]{1,3}月)?(?:[${WORD}]{1,3}日)?)`, 'gu'),
		right: (words) => (arabicDigits(words.slice(0, 4)) === null ? null : dateInDigits(words)),
	},
	{
		rule: 'chineseStatistic',
		find: new RegExp(`()(百分之[${WORD}]+)`, 'gu'),
		right(words) {
			const value = arabicNumber(words.slice(3));
			return value === null ? undefined : `${String(value)}%`;
		},
	},
	{
		rule: 'chineseStatistic',
		find: new RegExp(
			`(^|[^第几数多余点${WORD}百千万亿])([${WORD}百千]{2,}(?=[余多]?[万亿]?(?:${COUNTED})))`,
			'gu',
		),
		right(words) {
			const value = arabicNumber(words);
			return value === null || value < 11 ? null : String(value);
		},
	},
	{
		rule: 'fullWidthDigit',
		find: /()([０-９]+)/gu,
		right: (words) =>
			words.replace(/[０-９]/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0)),
		tables: true,
	},
	{
		rule: 'numberRange',
		find: /(^|[^\d.\-—])(\d+(?:\.\d+)?[-－]\d+(?:\.\d+)?)(?=[万亿元人年月日个家天岁]|小时)/gu,
		right: (words) => words.replace(/[-－]/u, '—'),
	},
	{
		rule: 'percentRange',
		find: /(^|[^\d.%])(\d+(?:\.\d+)?[-－—～~]\d+(?:\.\d+)?%)/gu,
		right: (words) => words.replace(/^([\d.]+)[-－—～~]/u, '$1%—'),
	},
];
