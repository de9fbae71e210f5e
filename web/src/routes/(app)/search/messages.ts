import { moduleMenu } from 'virtual:module-menu';
import { defineMessages, type Pair } from '#lib/platform/messages.ts';

/** Kinds of findings: documents, and every registered module. */
export const kindWords: Record<string, Pair> = {
	document: ['公文', 'Documents'],
	...Object.fromEntries(moduleMenu.map(({ id, label }) => [id, label])),
};

/** Words of the search page. */
export const m = defineMessages({
	title: ['查找', 'Search'],
	placeholder: ['标题、文号、正文、单位', 'Title, number, text, unit'],
	search: ['查找', 'Search'],
	kind: ['类别', 'Kind'],
	unit: ['单位', 'Unit'],
	number: ['文号', 'Number'],
	from: ['起始日期', 'From'],
	to: ['截止日期', 'To'],
	all: ['全部', 'All'],
	results: ['查找结果', 'Results'],
	found: ['共找到 {n} 条', '{n} found'],
	start: ['输入要找的内容', 'Type what you look for'],
	startHint: [
		'可按标题、文号、正文中的词查找，也可以用拼音首字母。只显示您有权查看的内容。',
		'By words of the title, number or text, or pinyin initials. Only what you may read is shown.',
	],
	nothing: ['没有找到', 'Nothing found'],
	nothingHint: ['换一个词，或放宽日期和单位再试。', 'Try another word, or wider dates and units.'],
	clear: ['清除条件', 'Clear conditions'],
	more: ['加载更多', 'Load more'],
	untitled: ['（未填标题）', '(no title)'],
});
