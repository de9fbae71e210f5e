import { find, type Finding } from './finding.ts';
import type { Line } from './lines.ts';
import type { Pattern } from './patterns.ts';

/** 发文字号 in a text: six-corner brackets, whole year, no 第 and no leading zero (GB/T 9704-2012 §7.2.5). */
export const citationPatterns: readonly Pattern[] = [
	{
		rule: 'numberForm',
		find: /([\p{Script=Han}])([[(（【［﹝〔]\s?(?:19|20)\d{2}\s?[\])）】］﹞〕]\s?第?\s?\d+\s?号)/gu,
		right(words) {
			const [year = '', number = ''] = words.match(/\d+/gu) ?? [];
			return `〔${year}〕${String(Number(number))}号`;
		},
		tables: true,
	},
];

/** A document is cited by its title first, then its number in brackets. */
export function checkCitations(lines: readonly Line[]): Finding[] {
	return lines.filter(({ inTable }) => !inTable).flatMap(citationsOf);
}

function citationsOf({ text, block }: Line): Finding[] {
	const found: Finding[] = [];
	for (const match of text.matchAll(/〔\d{4}〕\d+号/gu)) {
		const end = match.index + match[0].length;
		const where = { block, from: match.index, to: end };
		const isFollowed = /^(?:文件?)?《/u.test(text.slice(end));
		const isBracketed = /（[^（）]*$/u.test(text.slice(0, match.index));
		if (isFollowed) found.push(find('titleThenNumber', where, match[0]));
		else if (!isBracketed) found.push(find('numberWithoutTitle', where, match[0]));
	}
	return found;
}
