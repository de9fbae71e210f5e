import type { Pattern } from './patterns.ts';

const FULL: Record<string, string> = {
	',': '，',
	';': '；',
	':': '：',
	'?': '？',
	'!': '！',
	'.': '。',
};
const HAN = /\p{Script=Han}/u;
const inQuotes = (words: string): string | null =>
	HAN.test(words) ? `“${words.slice(1, -1)}”` : null;

/** GB/T 15834: full-width marks, quotes, pairs and lists. */
export const punctuationPatterns: readonly Pattern[] = [
	{
		rule: 'halfWidthMark',
		find: /([\p{Script=Han}”’》）]|\)(?=.[\p{Script=Han}“《（]))([,;:?!])/gu,
		right: (mark) => FULL[mark],
		tables: true,
	},
	{
		rule: 'halfWidthMark',
		find: /([\p{Script=Han}”’》）])(\.)(?=$|[\p{Script=Han}“《（])/gu,
		right: (mark) => FULL[mark],
	},
	{
		rule: 'halfWidthBracket',
		// A number in brackets at the start of a line is a heading's: `headingMark` speaks of it.
		find: /([\s\S]|^)(\([^()]*\p{Script=Han}[^()]*\))/gu,
		right: (words, before) =>
			before === '' && /^\([一二三四五六七八九十]+\)$/u.test(words)
				? null
				: `（${words.slice(1, -1)}）`,
		tables: true,
	},
	{ rule: 'straightQuote', find: /()("[^"\n]{1,200}")/gu, right: inQuotes, tables: true },
	{ rule: 'straightQuote', find: /()([「『][^」』\n]{1,200}[」』])/gu, right: inQuotes },
	{
		rule: 'doubleMark',
		find: /()([，、；：。]{2,})/gu,
		right(words) {
			const [first = ''] = words;
			if ([...words].some((mark) => mark !== first)) return undefined;
			return first === '。' && words.length > 2 ? '……' : first;
		},
		tables: true,
	},
	{
		rule: 'ellipsis',
		find: /([\p{Script=Han}”》）])(\.{3,}|…(?!…)|…{3,})/gu,
		right: () => '……',
	},
	{
		rule: 'dash',
		find: /([\p{Script=Han}”》）])(-{2,})(?=[\p{Script=Han}“《（])/gu,
		right: () => '——',
	},
	{ rule: 'quoteList', find: /([”》])(、)(?=[“《])/gu, right: () => '' },
	{
		rule: 'serialMark',
		find: /(^|[。；：])((?:第[一二三四五六七八九十]+|首先|其次|再次|最后)、)/gu,
		right: (words) => `${words.slice(0, -1)}，`,
	},
	{ rule: 'typedIndent', find: /(^)([ \t\u00a0\u3000]+)(?=\S)/gu, right: () => '' },
	{
		// 第一条 总则 is written with a space.
		rule: 'straySpace',
		find: /((?![条章节款])\p{Script=Han}|[，。；：、])([ \u00a0]+)(?=[\p{Script=Han}，。；：、“《（])/gu,
		right: () => '',
	},
];
