import { goto } from '$app/navigation';
import { session } from '../platform/session.svelte.ts';
import type { MenuItem } from '../ui/menu-item.ts';
import { m } from './messages.ts';

/** What the signed-in person may begin. */
export function createItems(): MenuItem[] {
	const items: MenuItem[] = [];
	if (session.can('document.create')) items.push({ label: m.draft, href: '/documents/new' });
	if (session.can('document.register'))
		items.push({ label: m.register, href: '/documents/new?tab=incoming' });
	items.push({ label: m.matter, href: '/approvals/new' });
	return items;
}

/** The account menu. */
export function accountItems(showKeys: () => void): MenuItem[] {
	return [
		{ label: m.me, href: '/me' },
		{ label: m.keys, hint: '?', run: showKeys },
		{
			label: m.signOut,
			section: '',
			run: () => {
				session.signOut();
				void goto('/sign-in');
			},
		},
	];
}
