import type { Catalogue } from '../messages.ts';

/** Refusals of general approvals. */
export const approvalMessages = {
	'approval/noField': [
		'表单中没有“{field}”，流程可能已更新；请刷新后重试。',
		'The form has no field “{field}”; reload and try again.',
	],
	'approval/fieldClosed': [
		'本环节不能填写“{field}”，请联系可填写的环节。',
		'This step may not fill in “{field}”.',
	],
	'approval/badField': ['“{field}”的内容不符合要求，请检查后重新填写。', 'Check “{field}”.'],
	'approval/notYourStep': [
		'只有当前环节的办理人可以填写表单。',
		'Only the holder of the current step may fill in the form.',
	],
	'approval/noFiles': [
		'本环节不能增减附件，请联系可填写表单的环节。',
		'This step may not change the attachments.',
	],
	'approval/fileMissing': ['附件未上传完成，请重新上传。', 'The file has not been uploaded.'],
	'approval/tooManyFiles': ['附件最多 30 个，请合并后再传。', 'At most 30 attachments.'],
	'approval/notADraft': [
		'已经提交的事项不能删除，可撤销或请流程监控人员终止。',
		'What was submitted cannot be removed; revoke it instead.',
	],
} as const satisfies Catalogue;
