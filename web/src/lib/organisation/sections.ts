import type { Permission } from '@wenshu/domain/access/permissions.ts';
import Building2 from '@lucide/svelte/icons/building-2';
import CalendarDays from '@lucide/svelte/icons/calendar-days';
import FileDown from '@lucide/svelte/icons/file-down';
import FileStack from '@lucide/svelte/icons/file-stack';
import IdCard from '@lucide/svelte/icons/id-card';
import LayoutDashboard from '@lucide/svelte/icons/layout-dashboard';
import ListOrdered from '@lucide/svelte/icons/list-ordered';
import PackageOpen from '@lucide/svelte/icons/package-open';
import ScrollText from '@lucide/svelte/icons/scroll-text';
import Send from '@lucide/svelte/icons/send';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import Stamp from '@lucide/svelte/icons/stamp';
import Type from '@lucide/svelte/icons/type';
import Users from '@lucide/svelte/icons/users';
import type { Component } from 'svelte';

/** A part of the administration with a page of its own below /admin. */
export interface Section {
	/** Folder of its page; empty for the overview. */
	id: string;
	label:
		| 'overview'
		| 'units'
		| 'people'
		| 'posts'
		| 'handover'
		| 'permissions'
		| 'templates'
		| 'fonts'
		| 'series'
		| 'seals'
		| 'calendar'
		| 'outbox'
		| 'journal'
		| 'downloads';
	icon: Component<{ class?: string }>;
	/** Any of these opens it; empty for everybody who may enter the administration. */
	permissions: readonly Permission[];
}

const all: readonly Section[] = [
	{ id: '', label: 'overview', icon: LayoutDashboard, permissions: [] },
	{ id: 'units', label: 'units', icon: Building2, permissions: ['org.manage'] },
	{ id: 'people', label: 'people', icon: Users, permissions: ['org.manage'] },
	{ id: 'posts', label: 'posts', icon: IdCard, permissions: ['org.manage'] },
	{ id: 'handover', label: 'handover', icon: PackageOpen, permissions: ['org.manage'] },
	{
		id: 'permissions',
		label: 'permissions',
		icon: ShieldCheck,
		permissions: ['permission.manage'],
	},
	{ id: 'templates', label: 'templates', icon: FileStack, permissions: ['template.manage'] },
	{ id: 'fonts', label: 'fonts', icon: Type, permissions: ['font.manage'] },
	{ id: 'series', label: 'series', icon: ListOrdered, permissions: ['template.manage'] },
	{ id: 'seals', label: 'seals', icon: Stamp, permissions: ['seal.manage'] },
	{ id: 'calendar', label: 'calendar', icon: CalendarDays, permissions: ['calendar.manage'] },
	{ id: 'outbox', label: 'outbox', icon: Send, permissions: ['outbox.manage'] },
	{ id: 'journal', label: 'journal', icon: ScrollText, permissions: ['journal.read'] },
	{ id: 'downloads', label: 'downloads', icon: FileDown, permissions: ['journal.read'] },
];

/** Pages that exist; a section appears with its page. The pages themselves are loaded by the router. */
const pages = Object.keys(import.meta.glob('../../routes/*/admin/*/+page.svelte'));

/** Sections of the administration in their order. */
export const sections = all.filter(
	({ id }) => id === '' || pages.some((path) => path.endsWith(`/admin/${id}/+page.svelte`)),
);
