/**
 * Styles of our own copies (编辑稿): what is not the text itself is marked with them, so that a copy which
 * was worked on in Word comes back without its letterhead.
 */
export const ROLES = {
	文枢版头: 'drop',
	文枢标题: 'title',
	文枢主送: 'recipients',
	文枢附件: 'start',
	文枢横排附件: 'wide',
	文枢正文: 'text',
	文枢版记: 'drop',
} as const;
export type Role = (typeof ROLES)[keyof typeof ROLES] | 'none';
