import type { Catalogue } from '../messages.ts';

/** Refusals of the record registry. */
export const recordMessages = {
	'record/unknownModule': [
		'没有这个业务模块，请返回菜单重新进入。',
		'There is no such module. Please go back to the menu.',
	],
	'record/invalid': ['{field}。请改正后再保存。', '{field}. Please correct it and save again.'],
	'record/taken': [
		'{field}“{value}”已被“{title}”使用，请核对后修改。',
		'{field} “{value}” is already used by “{title}”. Please check and change it.',
	],
	'record/unknownPerson': [
		'{field}所选的人员或机构不存在，请重新选择。',
		'{field}: that person or unit does not exist. Please choose again.',
	],
	'record/exists': [
		'这条记录已经登记，请刷新列表查看。',
		'This record exists already. Refresh the list.',
	],
	'record/stepRefused': [
		'当前状态为“{state}”，不能{step}，请刷新后再看。',
		'The state is “{state}”, so “{step}” is not possible. Please refresh.',
	],
	'record/removed': [
		'这条记录已被删除，可由有权限的人员在回收站恢复。',
		'This record was removed; it can be restored from the bin.',
	],
	'record/notImportable': [
		'这个模块不支持导入，请逐条登记。',
		'This module takes no imports. Please register one by one.',
	],
} as const satisfies Catalogue;

/** Codes of these refusals. */
export type RecordRefusal = keyof typeof recordMessages;
