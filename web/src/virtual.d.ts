/** The menu of the registered modules, made by module-menu.ts at build time. */
declare module 'virtual:module-menu' {
	export const moduleMenu: readonly {
		id: string;
		label: readonly [zh: string, en: string];
		icon: import('svelte').Component<{ class?: string }>;
		permissions: readonly string[];
	}[];
}
