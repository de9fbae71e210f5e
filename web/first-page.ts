import type { Plugin, Rolldown } from 'vite';

type Names = Pick<Rolldown.OutputOptions, 'chunkFileNames' | 'entryFileNames'>;

/** Pieces whose static imports make up the first page: the office's frame and the to-do centre. */
const roots = [
	/\/src\/routes\/\+layout\.(svelte|ts)$/,
	/\/src\/routes\/\(app\)\/\+(layout|page)\.svelte$/,
	/\/kit\/src\/runtime\/client\/entry\.js$/,
];

/**
 * What Kit's start needs before anything else is evaluated: its client reads the version of the page only once,
 * and takes every page for an old one when it is evaluated before the page has told.
 */
const startsWith = /\/kit\/src\/runtime\/client\/payload\.js$|vite\/preload-helper/;

/** What is known of a module while chunks are made. */
interface ModuleFacts {
	getModuleInfo(id: string): { importedIds: readonly string[] } | null;
}

/**
 * The first page names every chunk of the house: two letters less each are a third of a kilobyte. Six letters of
 * sixty-four are enough to tell versions of one file apart.
 */
function shorter({ chunkFileNames, entryFileNames }: Names): Names {
	const short = <T>(name: T) =>
		typeof name === 'string' ? name.replace('[hash]', '[hash:6]') : name;
	return {
		...(chunkFileNames === undefined ? {} : { chunkFileNames: short(chunkFileNames) }),
		...(entryFileNames === undefined ? {} : { entryFileNames: short(entryFileNames) }),
	};
}

/**
 * Puts what the first page needs into two files, libraries and the office's own, instead of the forty that
 * sharing between routes would make: fewer requests, and 8 kB less because they compress together.
 */
export function firstPage(): Plugin {
	let needed: Set<string> | undefined;
	const seen: string[] = [];

	function collect(modules: ModuleFacts): Set<string> {
		const found = new Set<string>();
		const waiting = seen.filter((id) => roots.some((root) => root.test(id.split('?')[0] ?? id)));
		for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
			if (found.has(id)) continue;
			found.add(id);
			waiting.push(...(modules.getModuleInfo(id)?.importedIds ?? []));
		}
		return found;
	}

	return {
		name: 'wenshu-first-page',
		apply: 'build',
		moduleParsed({ id }) {
			seen.push(id);
		},
		outputOptions(options) {
			if (this.environment.name !== 'client') return null;
			const kits = typeof options.codeSplitting === 'object' ? options.codeSplitting.groups : [];
			return {
				...options,
				...shorter(options),
				codeSplitting: {
					groups: [
						...(kits ?? []),
						{ name: 'start', test: startsWith, priority: 1 },
						{
							name(id, context) {
								needed ??= collect(context);
								// Kit looks for its own client by its chunk.
								if (!needed.has(id) || id.includes('/@sveltejs/kit/')) return null;
								return /\/node_modules\//.test(id) ? 'libraries' : 'office';
							},
						},
					],
				},
			};
		},
	};
}
