import type { LiveQuery, ReadError } from './live.svelte.ts';

/** A list as `ReadState` draws it: an empty answer of a machine without network is no error. */
export function listed<T>(list: LiveQuery<T> | null): {
	current: T[] | undefined;
	error: ReadError | undefined;
	retry: () => void;
} {
	return {
		current: list?.current ?? (list?.error === 'offline' ? [] : undefined),
		error: list?.error,
		retry: () => list?.retry(),
	};
}
