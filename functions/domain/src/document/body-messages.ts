import type { Catalogue } from '../messages.ts';

/** Refusals about the text of a document. */
export const bodyMessages = {
	'document/bodyMalformed': [
		'正文含有系统不认识的内容（{place}），请刷新页面后重新编辑。',
		'The text holds something unknown ({place}). Reload the page and edit again.',
	],
	'document/bodyTooLarge': [
		'正文过长，请把较长的材料改为附件。',
		'The text is too long. Move long material into attachments.',
	],
	'document/formulaTooLarge': [
		'正文中有公式为空、过长或嵌套过深，或公式太多（每个公式 1000 个字符、12 层以内，全文 300 个以内）。请双击该公式修改，或拆成几个公式。',
		'A formula is empty, too long or too deep, or there are too many (1,000 characters, 12 levels, 300 a text). Double-click it to change it, or split it.',
	],
} as const satisfies Catalogue;
