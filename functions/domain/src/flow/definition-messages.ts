import type { Catalogue } from '../messages.ts';

/** Refusals about flow definitions: conditions, drafts, publishing and migration. */
export const definitionMessages = {
	'flow/badCondition': [
		'条件“{condition}”不能使用：{problem}',
		'The condition “{condition}” cannot be used: {problem}',
	],
} as const satisfies Catalogue;
