import type { Catalogue } from '../messages.ts';

/** Refusals around the public records of sealed files. */
export const verificationMessages = {
	'verification/missing': [
		'此件没有验证记录，只有盖章后才有；请先盖章。',
		'This document has no verification record; seal it first.',
	],
	'verification/ended': [
		'此件的验证状态已是“{status}”，不能再改。如需恢复效力，请重新发文盖章。',
		'This record is ended already. To restore its force, issue and seal it anew.',
	],
	'verification/itself': [
		'文件不能替换自己，请选择替换它的另一份文件。',
		'A document cannot replace itself; choose another.',
	],
	'verification/replacementMissing': [
		'没有找到替换它的已盖章文件，请核对验证码。',
		'The replacing document was not found; check its code.',
	],
	'verification/replacementEnded': [
		'替换它的文件本身已失效，请选择有效的文件。',
		'The replacing document is itself no longer in force; choose another.',
	],
} as const satisfies Catalogue;
