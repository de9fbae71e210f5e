import { act, type ActOutcome } from '../platform/act.svelte.ts';

/**
 * Sends an act on the organisation. Such acts never wait in the outbox: they may carry passwords, and an
 * administrator must know at once whether a change holds. Refusals are shown by the caller.
 */
export function send<R = Record<string, unknown>>(
	type: string,
	target: string,
	input: object,
): Promise<ActOutcome<R>> {
	return act<R>(type, target, input, { queue: false, quiet: true });
}

const letters = 'abcdefghjkmnpqrstuvwxyz';
const digits = '23456789';

/** A password that is easy to read out: four letters, four digits, four letters, without lookalikes. */
export function proposePassword(): string {
	const pick = (from: string): string => {
		// Values past the last whole multiple would favour the first characters.
		const limit = 256 - (256 % from.length);
		for (;;) {
			const value = crypto.getRandomValues(new Uint8Array(1))[0] ?? 0;
			if (value < limit) return from[value % from.length] ?? '';
		}
	};
	const group = (from: string): string => Array.from({ length: 4 }, () => pick(from)).join('');
	return `${group(letters)}-${group(digits)}-${group(letters)}`;
}
