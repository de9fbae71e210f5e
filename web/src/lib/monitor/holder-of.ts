import { directory } from '../platform/directory.svelte.ts';

/** Who somebody is, for the rows of the monitor; nobody counts as gone while the directory is loading. */
export function holderOf(uid: string): { name: string; disabled: boolean } | undefined {
	const person = directory.person(uid);
	return person ?? (directory.loading ? { name: uid, disabled: false } : undefined);
}
