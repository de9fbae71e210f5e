import { display, type DisplaySettings } from '../platform/display.svelte.ts';
import { defineMessages, locale } from '../platform/messages.ts';
import type { MenuItem } from '../ui/menu-item.ts';

/** Words of the display settings, shared by the menu, the sign-in page and the own page. */
export const displayWords = defineMessages({
	display: ['显示设置', 'Display'],
	size: ['字号', 'Text size'],
	theme: ['外观', 'Theme'],
	contrast: ['对比度', 'Contrast'],
	language: ['语言', 'Language'],
	m: ['标准', 'Standard'],
	l: ['大字', 'Large'],
	xl: ['特大字', 'Extra large'],
	reading: ['阅读大字（正文 30 号）', 'Reading (text at 30 px)'],
	auto: ['跟随系统', 'As the system'],
	light: ['浅色', 'Light'],
	dark: ['深色', 'Dark'],
	normal: ['标准对比度', 'Standard contrast'],
	high: ['高对比度', 'High contrast'],
});

/** The four text sizes with their words. */
export function sizeChoices(): { value: DisplaySettings['size']; label: string }[] {
	return (['m', 'l', 'xl', 'reading'] as const).map((value) => ({
		value,
		label: displayWords[value],
	}));
}

/** The three themes with their words. */
export function themeChoices(): { value: DisplaySettings['theme']; label: string }[] {
	return (['auto', 'light', 'dark'] as const).map((value) => ({
		value,
		label: displayWords[value],
	}));
}

/** The lines of the display menu. */
export function displayItems(): MenuItem[] {
	const sizes = sizeChoices().map(({ value, label }, index) => ({
		label,
		checked: display.size === value,
		run: () => {
			display.set({ size: value });
		},
		...(index === 0 && { section: displayWords.size }),
	}));
	const themes = themeChoices().map(({ value, label }, index) => ({
		label,
		checked: display.theme === value,
		run: () => {
			display.set({ theme: value });
		},
		...(index === 0 && { section: displayWords.theme }),
	}));
	const high = display.contrast === 'high';
	return [
		...sizes,
		...themes,
		{
			section: displayWords.contrast,
			label: displayWords.high,
			checked: high,
			run: () => {
				display.set({ contrast: high ? 'normal' : 'high' });
			},
		},
		{
			section: displayWords.language,
			label: '中文',
			checked: locale.current === 'zh',
			run: () => {
				locale.current = 'zh';
			},
		},
		{
			label: 'English',
			checked: locale.current === 'en',
			run: () => {
				locale.current = 'en';
			},
		},
	];
}
