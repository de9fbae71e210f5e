import path from 'node:path';
import { fileURLToPath } from 'node:url';
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/** Pages reach Firebase only through the house's own doors. */
const doors = {
	firebase: {
		regex: '^firebase(/|$)',
		message: 'Firebase is reached through #lib/platform (or #lib/editor) only.',
	},
	functions: {
		regex: 'firebase-(admin|functions)',
		message: 'The server side stays in functions.',
	},
};
const closed = (...names) => ({
	'no-restricted-imports': ['error', { patterns: names.map((name) => doors[name]) }],
});

/** Time and chance are arguments of the domain, never its own idea. */
const purity = [
	{
		selector: "NewExpression[callee.name='Date'][arguments.length=0]",
		message: 'The domain has no clock: take the instant as an argument.',
	},
	{
		selector: "MemberExpression[object.name='Date'][property.name='now']",
		message: 'The domain has no clock: take the instant as an argument.',
	},
	{
		selector: "MemberExpression[object.name='Math'][property.name='random']",
		message: 'The domain throws no dice: take the number as an argument.',
	},
	{
		selector: "MemberExpression[object.name='crypto']",
		message: 'The domain makes no ids: take them as arguments.',
	},
];

const typed = {
	parserOptions: {
		project: [
			'functions/domain/tsconfig.json',
			'functions/tsconfig.json',
			'web/tsconfig.json',
			'test/tsconfig.json',
		],
		tsconfigRootDir: root,
		extraFileExtensions: ['.svelte'],
	},
};

export default ts.config(
	{
		ignores: [
			'**/node_modules/**',
			'functions/lib/**',
			'functions/assets/**',
			'web/build/**',
			'web/.svelte-kit/**',
			'web/static/**',
			'web/src/service-worker.ts',
			'web/src/service-worker/**',
			'test/results/**',
			'.emulator/**',
		],
	},
	js.configs.recommended,
	{
		files: ['**/*.ts', '**/*.svelte'],
		extends: [ts.configs.strictTypeChecked],
		languageOptions: typed,
		rules: {
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
			],
			'@typescript-eslint/restrict-template-expressions': [
				'error',
				{ allowNumber: true, allowBoolean: false },
			],
			'@typescript-eslint/no-confusing-void-expression': 'off',
			'@typescript-eslint/no-misused-promises': [
				'error',
				{ checksVoidReturn: { attributes: false, arguments: false, properties: false } },
			],
			// Wire formats are checked where they enter; after that these only repeat the compiler.
			'@typescript-eslint/no-unnecessary-condition': 'off',
			'@typescript-eslint/no-unnecessary-type-parameters': 'off',
			'@typescript-eslint/no-non-null-assertion': 'error',
			'@typescript-eslint/prefer-nullish-coalescing': 'off',
			'@typescript-eslint/no-dynamic-delete': 'off',
			'@typescript-eslint/require-await': 'off',
			// Text is counted by code point here on purpose; user text is searched for control characters.
			'@typescript-eslint/no-misused-spread': 'off',
			'no-control-regex': 'off',
			'@typescript-eslint/no-redundant-type-constituents': 'off',
			'@typescript-eslint/no-meaningless-void-operator': 'off',
			// Safari reports the Enter that ends a composition by its key code alone.
			'@typescript-eslint/no-deprecated': ['error', { allow: [{ from: 'lib', name: 'keyCode' }] }],
			'no-undef': 'off',
			'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
			eqeqeq: ['error', 'always', { null: 'ignore' }],
			'no-console': ['error', { allow: ['warn', 'error'] }],
			'no-irregular-whitespace': ['error', { skipStrings: true, skipTemplates: true }],
			// Yjs declares its structs more loosely than it builds them.
			'@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
			'object-shorthand': 'error',
			'no-restricted-syntax': [
				'error',
				{ selector: 'TSEnumDeclaration', message: 'Use a union of literals.' },
			],
		},
	},
	...svelte.configs.recommended,
	{
		// All addresses are our own and the app has no base path.
		rules: { 'svelte/no-navigation-without-resolve': 'off' },
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: {
			globals: globals.browser,
			parserOptions: { ...typed.parserOptions, parser: ts.parser },
		},
		rules: {
			'no-useless-assignment': 'off',
			'prefer-const': 'off',
			// Collections that never reach the screen need no reactivity.
			'svelte/prefer-svelte-reactivity': 'off',
			'svelte/no-unused-svelte-ignore': 'off',
		},
	},
	{
		files: ['**/*.svelte'],
		rules: {
			'svelte/no-at-html-tags': 'error',
			'svelte/require-each-key': 'error',
			'svelte/no-useless-children-snippet': 'off',
			// The full-width space of Chinese forms.
			'no-irregular-whitespace': 'off',
			// Svelte's types reach typed rules as `any` inside markup.
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-unsafe-call': 'off',
			'@typescript-eslint/no-unsafe-argument': 'off',
			'@typescript-eslint/no-unsafe-return': 'off',
			'@typescript-eslint/unbound-method': 'off',
			'svelte/prefer-const': ['error', { destructuring: 'all' }],
		},
	},
	{
		files: ['functions/domain/src/**/*.ts'],
		ignores: ['**/*.test.ts'],
		rules: {
			'no-restricted-syntax': ['error', ...purity],
			...closed('firebase', 'functions'),
		},
	},
	{
		files: ['web/src/**/*.ts', 'web/src/**/*.svelte'],
		rules: closed('firebase', 'functions'),
	},
	{
		files: ['web/src/lib/platform/**', 'web/src/lib/editor/**'],
		rules: closed('functions'),
	},
	{ files: ['web/src/lib/ui/**'], rules: closed('firebase', 'functions') },
	{
		files: ['test/**/*.ts', 'emulator-data/**/*.ts', '**/*.test.ts'],
		rules: {
			'no-console': 'off',
			'@typescript-eslint/no-unsafe-assignment': 'off',
			'@typescript-eslint/no-unsafe-member-access': 'off',
			'@typescript-eslint/no-non-null-assertion': 'off',
		},
	},
	{
		files: ['**/*.js', '**/*.mjs'],
		languageOptions: { globals: globals.node },
		rules: { 'no-console': 'off' },
	},
);
