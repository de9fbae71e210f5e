import { directory } from '#lib/platform/directory.svelte.ts';
import { colourOf } from '../colours.ts';
import { m } from './history-messages.ts';

/** Colour of what nobody is known to have written. */
const NOBODY = '#465161';

/** The colour of a person in the history. */
export function personColour(by: string | null): string {
	return by ? colourOf(by) : NOBODY;
}

/** The name of a person in the history. */
export function personName(by: string | null): string {
	return by ? directory.name(by) : m.nobody;
}
