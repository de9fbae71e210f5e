import { goto } from '$app/navigation';
import { session } from '../platform/session.svelte.ts';
import type { MenuItem } from '../ui/menu-item.ts';
import { m } from './messages.ts';

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
