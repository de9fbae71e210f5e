import { m } from './history-messages.ts';
import type { Version } from './text-history.svelte.ts';

/** What a version is called: who did what, the template, or now. */
export function versionName(version: Version, verbOf: (verb: string) => string): string {
	if (version.kind === 'template') return m.template;
	if (version.kind === 'now') return m.now;
	return `${version.byName} ${verbOf(version.verb)}`;
}
