import type { Catalogue } from '../messages.ts';

/** What a preview tells about the page. */
export const pageMessages = {
	'layout/missingCharacters': [
		'字库中没有“{characters}”，版面上以“〓”代替，请核对用字或改用其他写法。',
		'No font has “{characters}”; the page shows 〓 instead. Check or rewrite them.',
	],
	'layout/missingPicture': [
		'有 {count} 张图片无法显示，请重新插入 PNG 或 JPEG 图片。',
		'{count} pictures cannot be shown. Insert them again as PNG or JPEG.',
	],
	'layout/brokenFormula': [
		'有 {count} 个公式写法有误，版面上印的是它的源码，请在正文中双击该公式改正。',
		'{count} formulae cannot be read; the page shows their source. Double-click them in the text.',
	],
	'layout/respaced': [
		'为使落款与正文同页，已调整行距为每页 {lines} 行。',
		'Spacing was set to {lines} lines a page to keep the signature with the text.',
	],
	'layout/keptLast': [
		'调整行距仍不能使落款与正文同页，已将正文末段移到落款所在页。',
		'The last paragraph was moved overleaf to keep the signature with the text.',
	],
	'layout/recipientsBelow': [
		'主送机关过多，首页将不能显示正文，已移至版记。',
		'So many main recipients would leave no text on page 1; they stand at the end.',
	],
	'conformity/tooLarge': [
		'文件太大（上限 500 页、40 MB），无法做版式检查；请减少图片或把附件分开后再试。',
		'The file is too large to be checked (500 pages, 40 MB). Use fewer pictures or part the annexes.',
	],
	'conformity/late': [
		'版式检查超过 {seconds} 秒没有完成，已停止；请稍后重试，或减少图片和附件页数。',
		'The check took longer than {seconds} s and was stopped. Try again, or shorten the file.',
	],
	'conformity/unreadable': [
		'读不出版面文件，版式检查没有完成；请重新排版后再试，仍不行请联系系统管理员。',
		'The file cannot be read. Set it anew and try again, or ask an administrator.',
	],
	'layout/aloneSeal': [
		'落款单独成页，请增减正文文字后再排版。',
		'The signature stands alone on its page. Lengthen or shorten the text.',
	],
} as const satisfies Catalogue;
