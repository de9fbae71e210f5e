import { expect, it, vi } from 'vitest';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
vi.stubGlobal('document', { documentElement: {} });

it('a message follows the language and fills its slots', async () => {
	const { defineMessages, locale } = await import('./messages.ts');
	const m = defineMessages({
		title: ['待办', 'Tasks'],
		count: ['共 {n} 项', '{n} in all'],
	});
	expect([m.title, m.count({ n: 3 })]).toEqual(['待办', '共 3 项']);
	locale.current = 'en';
	expect([m.title, m.count({ n: 3 })]).toEqual(['Tasks', '3 in all']);
	locale.current = 'zh';
});
