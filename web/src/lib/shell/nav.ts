import type { Permission } from '@wenshu/domain/access/permissions.ts';
import Activity from '@lucide/svelte/icons/activity';
import Archive from '@lucide/svelte/icons/archive';
import BellRing from '@lucide/svelte/icons/bell-ring';
import ClipboardList from '@lucide/svelte/icons/clipboard-list';
import FileText from '@lucide/svelte/icons/file-text';
import ListChecks from '@lucide/svelte/icons/list-checks';
import Settings from '@lucide/svelte/icons/settings';
import Target from '@lucide/svelte/icons/target';
import UsersRound from '@lucide/svelte/icons/users-round';
import Workflow from '@lucide/svelte/icons/workflow';
import type { Component } from 'svelte';
import { moduleMenu } from 'virtual:module-menu';
import type { Pair } from '../platform/messages.ts';

/** An entry of the main navigation. */
export interface NavItem {
	href: string;
	label: Pair;
	icon: Component<{ class?: string }>;
	group: 'work' | 'records' | 'system';
	/** Holding any of these shows the entry; empty for everybody. */
	permissions: readonly Permission[];
	/** What its number counts. */
	counts?: 'tasks';
}

/** The navigation in its order; modules of the registry stand in the middle by themselves. */
export const navItems: readonly NavItem[] = [
	{
		href: '/',
		label: ['待办中心', 'My tasks'],
		icon: ListChecks,
		group: 'work',
		permissions: [],
		counts: 'tasks',
	},
	{
		href: '/documents',
		label: ['公文管理', 'Documents'],
		icon: FileText,
		group: 'work',
		permissions: [],
	},
	{
		href: '/supervision',
		label: ['督办', 'Supervision'],
		icon: Target,
		group: 'work',
		permissions: [],
	},
	{
		href: '/approvals',
		label: ['我的事项', 'My matters'],
		icon: ClipboardList,
		group: 'work',
		permissions: [],
	},
	{
		href: '/chases',
		label: ['催办记录', 'Chases'],
		icon: BellRing,
		group: 'work',
		permissions: ['flow.monitor', 'supervision.manage'],
	},
	{
		href: '/delegations',
		label: ['委托与授权', 'Standing in'],
		icon: UsersRound,
		group: 'work',
		permissions: [],
	},
	{
		href: '/monitor',
		label: ['流程监控', 'Monitor'],
		icon: Activity,
		group: 'work',
		permissions: ['flow.monitor'],
	},
	{
		href: '/archive',
		label: ['档案管理', 'Archives'],
		icon: Archive,
		group: 'work',
		permissions: ['archive.read'],
	},
	...moduleMenu.map((entry): NavItem => ({
		href: `/m/${entry.id}`,
		label: entry.label,
		icon: entry.icon,
		group: 'records',
		permissions: entry.permissions as Permission[],
	})),
	{
		href: '/flows',
		label: ['流程设计', 'Flow designer'],
		icon: Workflow,
		group: 'system',
		permissions: ['flow.manage'],
	},
	{
		href: '/admin',
		label: ['系统管理', 'Administration'],
		icon: Settings,
		group: 'system',
		permissions: [
			'org.manage',
			'permission.manage',
			'journal.read',
			'template.manage',
			'font.manage',
			'flow.manage',
			'seal.manage',
			'calendar.manage',
			'outbox.manage',
		],
	},
];

/** Whether the entry's page, or a page below it, is open. */
export function isCurrent(item: NavItem, pathname: string): boolean {
	return item.href === '/' ? pathname === '/' : `${pathname}/`.startsWith(`${item.href}/`);
}
