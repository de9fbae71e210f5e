import type { Plugin } from 'vite';

/*
 * The first page may weigh 160 kB, and Firestore alone would be 140 of them, because parts that this app
 * never calls are reachable from parts it does. They are cut out by name while bundling. The version is
 * pinned; a name that is no longer found fails the build, so that nobody is surprised.
 */

/** What is cut out of one file; a body is what stands there instead. */
interface Cut {
	file: RegExp;
	functions: Record<string, string>;
	classes: Record<string, string>;
}

const gone = '{ throw new Error("left out of this build"); }';

const cuts: Cut[] = [
	{
		file: /@firebase\/firestore\/dist\/common-\w+\.esm\.js$/,
		functions: {
			// Pipelines: queries written as programs, evaluated in memory. None is used here.
			__PRIVATE_isPipeline: '{ return false; }',
			__PRIVATE_toEvaluable: gone,
			__PRIVATE_runPipeline: gone,
			__PRIVATE_canonifyPipeline: gone,
			__PRIVATE_newPipelineComparator: gone,
			__PRIVATE_toCorePipeline: gone,
			__PRIVATE_pipelineMatches: gone,
			__PRIVATE_pipelineEq: gone,
			getPipelineCollection: gone,
			getPipelineSourceType: gone,
			__PRIVATE_getLastEffectiveLimit: gone,
			__PRIVATE_getMd5HashValue: gone,
			__PRIVATE_get64BitUints: gone,
		},
		classes: {
			// Base class of pipeline expressions.
			t: '{}',
			BooleanExpression: '{}',
			Constant: '{}',
			__PRIVATE_RealtimePipeline: '{}',
			// Writes the indices of a cache on disk; ours lies in memory.
			__PRIVATE_FirestoreIndexValueWriter: '{}',
			// An empty filter makes the client ask again for the whole query, as when decoding one fails.
			BloomFilter: '{ p = 0; }',
		},
	},
];

/**
 * Modules that only the parts above use: regular expressions of pipelines (40 kB), hashes of the filter. And
 * Kit's codec for data of a server, which a static app has none of; what is left of its work is the state
 * of history entries, for which JSON is enough.
 */
const replaced: Record<string, string> = {
	re2js: 'export const RE2JS = {};',
	'@firebase/webchannel-wrapper/bloom-blob': 'export class Integer {} export class Md5 {}',
	devalue: [
		'export const parse = (text) => JSON.parse(text);',
		'export const stringify = (value) => JSON.stringify(value);',
		...['uneval', 'unflatten', 'stringifyAsync'].map((name) => `export function ${name}() ${gone}`),
	].join('\n'),
};

/** Replaces the body that follows `head`, up to the closing brace at the start of a line. */
function replaceBody(code: string, head: RegExp, name: string, body: string): string {
	const start = head.exec(code);
	if (!start) throw new Error(`trim-firebase: ${name} is not there any more`);
	const open = code.indexOf('{', start.index + start[0].length - 1);
	const end = code.indexOf('\n}\n', open);
	if (open < 0 || end < 0) throw new Error(`trim-firebase: ${name} cannot be cut`);
	return `${code.slice(0, open)}${body}${code.slice(end + 2)}`;
}

/** The code of a file after its cuts. Throws when a name is missing. */
export function trim(code: string, cut: Cut): string {
	let left = code;
	for (const [name, body] of Object.entries(cut.functions)) {
		const head = new RegExp(`^(?:async )?function ${name}\\([^]*?\\) \\{`, 'm');
		left = replaceBody(left, head, name, body);
	}
	for (const [name, body] of Object.entries(cut.classes))
		left = replaceBody(
			left,
			new RegExp(`^(?: \\*/ )?class ${name}(?: extends \\w+)? \\{`, 'm'),
			name,
			body,
		);
	return left;
}

/** Cuts unused parts out of Firebase while building; development serves it whole. */
export function trimFirebase(): Plugin {
	const found = new Set<Cut>();
	return {
		name: 'wenshu-trim-firebase',
		apply: 'build',
		enforce: 'pre',
		resolveId(source) {
			if (this.environment.name !== 'client') return undefined;
			return source in replaced ? `\0left-out:${source}` : undefined;
		},
		load: (id) => (id.startsWith('\0left-out:') ? replaced[id.slice(10)] : undefined),
		transform: {
			filter: { id: cuts.map(({ file }) => file) },
			handler(code, id) {
				const cut = cuts.find(({ file }) => file.test(id));
				if (!cut) return null;
				found.add(cut);
				return { code: trim(code, cut), map: null };
			},
		},
		buildEnd(error) {
			if (!error && found.size < cuts.length && this.environment.name === 'client')
				throw new Error('trim-firebase: a file of Firebase has moved');
		},
	};
}
