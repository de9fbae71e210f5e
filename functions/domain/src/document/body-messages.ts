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
} as const satisfies Catalogue;
