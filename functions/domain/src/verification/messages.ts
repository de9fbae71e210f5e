import type { Catalogue } from '../messages.ts';

/** Refusals around the public records of sealed files. */
export const verificationMessages = {
	'verification/missing': [
		'此件没有验证记录，只有盖章后才有；请先盖章。',
		'This document has no verification record; seal it first.',
	],
	'verification/ended': [
		'此件的验证状态已是“{status}”。如需恢复效力，请由两人办理“恢复效力”。',
		'This record is ended already. Two persons may give it its force back.',
	],
	'verification/inForce': [
		'此件的验证记录有效，不需要恢复。',
		'This record is in force; there is nothing to restore.',
	],
	'verification/documentEnded': [
		'此件已终止或作废，不能恢复对外效力；确需恢复的，请先由流程管理人员恢复办理，已作废的请重新发文。',
		'The document was ended or voided: resume its case first, or issue it anew.',
	],
	'verification/restorePending': [
		'{name} 已提出恢复效力，请由另一位有权人员确认。',
		'{name} has proposed it already; somebody else has to confirm.',
	],
	'verification/noProposal': [
		'没有待确认的恢复申请（申请 24 小时内有效），请先由一人提出。',
		'Nothing was proposed in the last 24 hours; one person has to propose first.',
	],
	'verification/samePerson': [
		'恢复效力须由两人办理：您是提出人，请另一位有权人员确认。',
		'Two persons are needed: somebody else has to confirm.',
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
