import type { Plugin } from 'vite';

/*
 * The first page may weigh 160 kB, and Firebase alone would be 130 of them, because some parts that this
 * app never calls are reachable from parts it does: Firestore's pipelines (queries as programs, evaluated in
 * memory), and the sign-in providers and second factors of Auth. They are cut out by name while bundling.
 * The versions are pinned; a name that is no longer found fails the build, so that nobody is surprised.
 */

/** What is cut out of one file. */
interface Cut {
	file: RegExp;
	/** Functions that throw when called. */
	functions: string[];
	/** Functions with another body. */
	bodies: Record<string, string>;
	/** Classes left without members. */
	classes: string[];
	/** Classes whose constants are dropped, so that the class itself goes when nobody uses it. */
	constants: string[];
}

const cuts: Cut[] = [
	{
		file: /@firebase\/firestore\/dist\/common-\w+\.esm\.js$/,
		functions: [
			'__PRIVATE_toEvaluable',
			'__PRIVATE_runPipeline',
			'__PRIVATE_canonifyPipeline',
			'__PRIVATE_newPipelineComparator',
			'__PRIVATE_pipelineMatches',
			'__PRIVATE_pipelineEq',
			'getPipelineCollection',
			'getPipelineSourceType',
			'__PRIVATE_getLastEffectiveLimit',
		],
		bodies: { __PRIVATE_isPipeline: 'return false;' },
		// `t` is the base class of pipeline expressions.
		classes: ['t'],
		constants: [],
	},
	{
		file: /@firebase\/auth\/dist\/web-extension-esm\/register-\w+\.js$/,
		functions: ['_getPasswordPolicy'],
		bodies: {},
		classes: ['PasswordPolicyImpl', 'RecaptchaEnterpriseVerifier'],
		constants: [
			'FacebookAuthProvider',
			'GoogleAuthProvider',
			'GithubAuthProvider',
			'TwitterAuthProvider',
			'TotpMultiFactorGenerator',
		],
	},
];

const gone = '{ throw new Error("left out of this build"); }';

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
	const functionHead = (name: string) =>
		new RegExp(`^(?:async )?function ${name}\\([^]*?\\) \\{`, 'm');
	for (const name of cut.functions) left = replaceBody(left, functionHead(name), name, gone);
	for (const [name, body] of Object.entries(cut.bodies))
		left = replaceBody(left, functionHead(name), name, `{ ${body} }`);
	for (const name of cut.classes)
		left = replaceBody(left, new RegExp(`^(?: \\*/ )?class ${name} \\{`, 'm'), name, '{}');
	for (const name of cut.constants) {
		const before = left;
		left = left.replace(new RegExp(`^${name}\\.[A-Z_]+ = .*;$`, 'gm'), '');
		if (left === before) throw new Error(`trim-firebase: ${name} has no constants any more`);
	}
	return left;
}

/** Cuts unused parts out of Firebase while building; development serves it whole. */
export function trimFirebase(): Plugin {
	const found = new Set<Cut>();
	return {
		name: 'wenshu-trim-firebase',
		apply: 'build',
		enforce: 'pre',
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
