import { say, type Pair } from '../platform/messages.ts';

/** What acts are called in the journal. */
const names: Record<string, Pair> = {
	'document/create': ['新建公文', 'Create a document'],
	'document/receive': ['收文登记', 'Register an incoming document'],
	'document/edit': ['修改公文要素', 'Edit elements'],
	'document/attach': ['添加附件', 'Attach a file'],
	'document/detach': ['移除附件', 'Detach a file'],
	'document/coauthors': ['邀请共同起草', 'Invite co-authors'],
	'text/mention': ['在批注中提醒', 'Mention in an annotation'],
	'document/number': ['编号', 'Number'],
	'document/distribute': ['分发', 'Distribute'],
	'document/archive': ['归档', 'Archive'],
	'document/remove': ['删除草稿', 'Remove a draft'],
	'archive/createVolume': ['新建案卷', 'Create a volume'],
	'flow/submit': ['提交', 'Submit'],
	'flow/return': ['退回', 'Return'],
	'flow/transfer': ['转办', 'Transfer'],
	'flow/circulate': ['传阅', 'Circulate'],
	'flow/read': ['已阅', 'Mark read'],
	'flow/retract': ['收回', 'Retract'],
	'flow/urge': ['催办', 'Urge'],
	'flow/terminate': ['终止', 'Terminate'],
	'permission/set': ['调整权限', 'Change permissions'],
	'person/create': ['新增人员', 'Add a person'],
	'person/change': ['修改人员', 'Change a person'],
	'person/disable': ['停用账号', 'Disable an account'],
	'person/enable': ['启用账号', 'Enable an account'],
	'person/resetPassword': ['重置密码', 'Reset a password'],
	'person/passwordChanged': ['修改初始密码', 'Change the initial password'],
	'person/import': ['导入人员', 'Import people'],
	'post/create': ['新建岗位', 'Create a post'],
	'post/change': ['修改岗位', 'Change a post'],
	'post/remove': ['删除岗位', 'Remove a post'],
	'post/import': ['导入岗位', 'Import posts'],
	'role/create': ['新建角色', 'Create a role'],
	'role/change': ['修改角色', 'Change a role'],
	'role/remove': ['删除角色', 'Remove a role'],
	'unit/create': ['新建单位', 'Create a unit'],
	'unit/change': ['修改单位', 'Change a unit'],
	'unit/move': ['移动单位', 'Move a unit'],
	'unit/remove': ['删除单位', 'Remove a unit'],
	'unit/import': ['导入机构', 'Import units'],
	'record/create': ['登记记录', 'Register a record'],
	'record/update': ['修改记录', 'Change a record'],
	'record/step': ['办理记录', 'Move a record on'],
	'record/remove': ['删除记录', 'Remove a record'],
	'record/restore': ['恢复记录', 'Restore a record'],
	'record/import': ['导入记录', 'Import records'],
	'calendar/saveYear': ['保存年度工作日历', 'Save a year of the calendar'],
	'calendar/setHours': ['修改作息时间', 'Change working hours'],
	'template/save': ['保存模板', 'Save a template'],
	'seal/create': ['制作印章', 'Create a seal'],
	'seal/change': ['修改印章', 'Change a seal'],
	'seal/password': ['修改印章口令', 'Change a seal’s password'],
	'seal/thaw': ['解除印章锁定', 'Unlock a seal'],
	'seal/apply': ['盖章', 'Seal'],
};

const groups: Record<string, Pair> = {
	document: ['公文', 'Documents'],
	archive: ['档案', 'Archives'],
	flow: ['流程', 'Flows'],
	permission: ['权限', 'Permissions'],
	person: ['人员', 'People'],
	post: ['岗位', 'Posts'],
	role: ['角色', 'Roles'],
	unit: ['机构', 'Units'],
	record: ['登记', 'Records'],
	template: ['模板', 'Templates'],
	seal: ['印章', 'Seals'],
	calendar: ['工作日历', 'Calendar'],
};

/** What a kind of act is called; its id where nobody has named it. */
export function actName(type: string): string {
	const pair = names[type];
	return pair ? say(pair) : type;
}

/** All named kinds of acts, grouped, for a filter. */
export function actOptions(): { value: string; label: string; group: string }[] {
	return Object.keys(names).map((type) => ({
		value: type,
		label: actName(type),
		group: say(groups[type.split('/')[0] ?? ''] ?? [type, type]),
	}));
}
