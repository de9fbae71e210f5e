import type { Catalogue } from '../messages.ts';

/** Refusals around the office's own fonts. */
export const fontMessages = {
	'font/missing': ['字体文件未上传完成，请重新上传。', 'The font was not uploaded completely.'],
	'font/unreadable': [
		'“{name}”不是可用的 TrueType 或 OpenType 字体，请选择原版 TTF 或 OTF 文件（不支持 TTC、WOFF）。',
		'Not a usable TrueType or OpenType font. Choose the original TTF or OTF file.',
	],
	'font/tooLarge': [
		'“{name}”超过 30 MB，请选择原版单字重字体文件。',
		'The font exceeds 30 MB. Choose the original file of one weight.',
	],
	'font/noEmbedding': [
		'“{name}”声明禁止嵌入文档（fsType），不能用于排版。请向字体厂商取得允许嵌入的版本。',
		'The font forbids embedding. Ask its maker for a version that allows it.',
	],
	'font/fewCharacters': [
		'“{name}”只有 {count} 个 GB 2312 汉字，不足以排印公文，请选择完整字库。',
		'The font has only {count} characters of GB 2312. Choose a complete one.',
	],
	'font/taken': [
		'“{name}”已经上传过，请直接启用或先移除原有的一份。',
		'This font is here already. Enable it, or remove the one there is.',
	],
	'font/ours': [
		'“{name}”与系统自带的开源字体同名，无须上传。',
		'The font has the name of one that is shipped with the system.',
	],
	'font/gone': ['这款字体已被移除，请刷新列表。', 'This font was removed. Refresh the list.'],
} as const satisfies Catalogue;
