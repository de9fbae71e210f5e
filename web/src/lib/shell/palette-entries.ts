import Bell from '@lucide/svelte/icons/bell';
import FileText from '@lucide/svelte/icons/file-text';
import LogOut from '@lucide/svelte/icons/log-out';
import Plus from '@lucide/svelte/icons/plus';
import UserRound from '@lucide/svelte/icons/user-round';
import type { Component } from 'svelte';
import { directory } from '../platform/directory.svelte.ts';
import { defineMessages, say } from '../platform/messages.ts';
import { pinyin } from '../platform/pinyin.svelte.ts';
import { session } from '../platform/session.svelte.ts';
import type { Inbox } from '../todo/inbox.svelte.ts';
import { m as frame } from './messages.ts';
import { navItems } from './nav.ts';

/** A line of the palette. */
export interface PaletteEntry {
	group: string;
	label: string;
	hint?: string;
	icon: Component<{ class?: string }>;
	href?: string;
	run?: () => void;
}

const m = defineMessages({
	pages: ['页面', 'Pages'],
	acts: ['操作', 'Acts'],
	tasks: ['待办与待阅', 'Tasks'],
	people: ['人员', 'People'],
	draft: ['发文拟稿', 'Draft a document'],
	register: ['收文登记', 'Register an incoming document'],
	matter: ['新建事项', 'New matter'],
	untitled: ['（未填标题）', '(no title)'],
});

function pages(): PaletteEntry[] {
	const group = m.pages;
	return [
		...navItems
			.filter((item) => item.permissions.length === 0 || session.canAny(...item.permissions))
			.map((item) => ({ group, label: say(item.label), icon: item.icon, href: item.href })),
		{ group, label: frame.notices, icon: Bell, href: '/notices' },
		{ group, label: frame.me, icon: UserRound, href: '/me' },
	];
}

/** What the signed-in person may begin, with its page. */
function beginnings(): [label: string, href: string][] {
	return [
		...(session.can('document.create') ? [[m.draft, '/documents/new'] as [string, string]] : []),
		...(session.can('document.register')
			? [[m.register, '/documents/new?tab=incoming'] as [string, string]]
			: []),
		[m.matter, '/approvals/new'],
	];
}

function acts(): PaletteEntry[] {
	const group = m.acts;
	return [
		{ group, label: frame.create, icon: Plus, href: '/new' },
		...beginnings().map(([label, href]) => ({ group, label, icon: Plus, href })),
		{
			group,
			label: frame.signOut,
			icon: LogOut,
			run: () => {
				session.signOut();
			},
		},
	];
}

function tasks(inbox: Inbox): PaletteEntry[] {
	return [...(inbox.handle ?? []), ...(inbox.read ?? [])].map((task) => ({
		group: m.tasks,
		label: task.title || m.untitled,
		hint: task.stepName,
		icon: FileText,
		href: task.link,
	}));
}

function people(typed: string): PaletteEntry[] {
	return directory.search(typed).map((person) => ({
		group: m.people,
		label: person.name,
		hint: `${directory.unitName(person.unitId)} ${person.title}`,
		icon: UserRound,
		href: `/search?text=${encodeURIComponent(person.name)}`,
	}));
}

/** What answers the typed text, a few of each kind; pages and tasks when nothing is typed. */
export function findEntries(typed: string, inbox: Inbox): PaletteEntry[] {
	const wanted = typed.trim().toLowerCase();
	if (wanted === '') return [...pages(), ...acts(), ...tasks(inbox).slice(0, 5)];
	const answers = ({ label }: PaletteEntry) =>
		label.toLowerCase().includes(wanted) || pinyin.matches(label, wanted);
	return [
		...pages().filter(answers),
		...acts().filter(answers),
		...tasks(inbox).filter(answers).slice(0, 6),
		...people(wanted).slice(0, 6),
	];
}
