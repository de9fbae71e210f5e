import type { Plugin } from 'vite';
import { modules } from '@wenshu/domain/modules/index.ts';

const id = 'virtual:module-menu';

/**
 * Gives the shell the menu of the registered modules (label, icon, permissions) without their schemas,
 * which weigh more than the first page may. The registry stays the only place that names a module.
 */
export function moduleMenu(): Plugin {
	return {
		name: 'wenshu-module-menu',
		resolveId: (source) => (source === id ? `\0${id}` : undefined),
		load(source) {
			if (source !== `\0${id}`) return undefined;
			const imports = modules.map(
				({ icon }, index) => `import I${String(index)} from '@lucide/svelte/icons/${icon}';`,
			);
			const entries = modules.map((module, index) => {
				const permissions = [`${module.id}.read`, `${module.id}.write`];
				const entry = JSON.stringify({ id: module.id, label: module.label, permissions });
				return `{ ...${entry}, icon: I${String(index)} }`;
			});
			return `${imports.join('\n')}\nexport const moduleMenu = [${entries.join(', ')}];`;
		},
	};
}
