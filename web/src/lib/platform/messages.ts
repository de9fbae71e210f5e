import { locale } from './locale.svelte.ts';
export { locale, type Locale } from './locale.svelte.ts';

/** A text in both languages: [中文, English]. */
export type Pair = readonly [zh: string, en: string];

type Slots<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
	? Name | Slots<Rest>
	: never;
type Message<P extends Pair> = [Slots<P[0]>] extends [never]
	? string
	: (values: Record<Slots<P[0]>, string | number>) => string;

/** The text of a pair in the language of the screen. */
export function say(pair: Pair): string {
	return pair[locale.current === 'zh' ? 0 : 1];
}

/** Replaces each `{name}` by its value; unknown names stay as they are. */
export function fill(text: string, values: Record<string, string | number>): string {
	return text.replace(/\{(\w+)\}/g, (slot, name: string) => String(values[name] ?? slot));
}

/**
 * Texts of a feature: `m.title` is a string, `m.count({ n })` fills the slots of `'共 {n} 项'`.
 * Both follow the language switch wherever they are read in markup or a derived value.
 */
export function defineMessages<const T extends Record<string, Pair>>(
	texts: T,
): { readonly [K in keyof T]: Message<T[K]> } {
	const messages = {};
	for (const [name, pair] of Object.entries(texts))
		Object.defineProperty(messages, name, {
			enumerable: true,
			get: () =>
				pair[0].includes('{')
					? (values: Record<string, string | number>) => fill(say(pair), values)
					: say(pair),
		});
	return messages as { readonly [K in keyof T]: Message<T[K]> };
}
