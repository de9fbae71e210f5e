import { modules, type ModulePermission } from '../modules/index.ts';

/** Permissions of the crafted parts of the house; those of business modules follow from their declarations. */
const housePermissions = {
	'document.create': ['发文拟稿', 'Draft outgoing documents'],
	'document.register': ['收文登记', 'Register incoming documents'],
	'document.readAll': ['查阅全部公文', 'Read every document'],
	'document.number': ['公文编号', 'Number documents'],
	'document.distribute': ['公文分发', 'Distribute documents'],
	'document.terminate': ['终止公文流程', 'Terminate a document'],
	'seal.use': ['使用印章', 'Use seals'],
	'seal.manage': ['印章管理', 'Manage seals'],
	'seal.revoke': ['撤销盖章文件的验证', 'Revoke sealed files'],
	'archive.read': ['查阅档案', 'Read archives'],
	'archive.file': ['归档', 'File into archives'],
	'template.manage': ['模板管理', 'Manage templates'],
	'font.manage': ['字体管理', 'Manage fonts'],
	'flow.manage': ['流程设置', 'Manage flows'],
	'flow.monitor': ['流程监控', 'Monitor flows'],
	'flow.record': ['代录意见', 'Record opinions given on paper'],
	'supervision.manage': ['督办管理', 'Manage supervision'],
	'calendar.manage': ['工作日历', 'Manage the working calendar'],
	'outbox.manage': ['发送队列', 'Manage mail and short messages'],
	'org.manage': ['机构、岗位与人员管理', 'Manage units, posts and people'],
	'permission.manage': ['权限管理', 'Manage permissions'],
	'journal.read': ['查阅操作日志', 'Read the journal'],
} as const satisfies Record<string, readonly [string, string]>;

/** Id of a permission in the catalogue. */
export type Permission = keyof typeof housePermissions | ModulePermission;

const modulePermissions = Object.fromEntries(
	modules.flatMap((module) =>
		Object.entries(module.permissions).map(([kind, words]) => [`${module.id}.${kind}`, words]),
	),
) as Record<ModulePermission, readonly [string, string]>;

/**
 * The one catalogue of permissions (权限). Permissions are given to posts and roles, never to a person
 * directly; rules and functions ask for the id, screens show the pair [中文, English].
 */
export const permissions: Record<Permission, readonly [string, string]> = {
	...housePermissions,
	...modulePermissions,
};

/** All permission ids in the catalogue's order. */
export const permissionIds = Object.keys(permissions) as Permission[];

/** Groups of the permission matrix: the part before the dot, named for the screen. */
export const permissionGroups: Record<string, readonly [string, string]> = {
	document: ['公文', 'Documents'],
	seal: ['印章', 'Seals'],
	archive: ['档案', 'Archives'],
	template: ['模板', 'Templates'],
	font: ['字体', 'Fonts'],
	flow: ['流程', 'Flows'],
	supervision: ['督办', 'Supervision'],
	calendar: ['工作日历', 'Calendar'],
	outbox: ['发送队列', 'Outgoing messages'],
	org: ['机构人员', 'Organisation'],
	permission: ['权限', 'Permissions'],
	journal: ['日志', 'Journal'],
	...Object.fromEntries(modules.map((module) => [module.id, module.label])),
};

/** Whether a string is a permission of the catalogue. */
export function isPermission(id: string): id is Permission {
	return Object.hasOwn(permissions, id);
}
