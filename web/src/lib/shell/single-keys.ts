import { display } from '../platform/display.svelte.ts';
import { isComposing } from '../ui/anchored.ts';

/** Whether single letters act as keys: on unless the person turned them off. */
export function singleKeys(): boolean {
	return display.keys;
}

/** Whether the key goes into a field, a menu or a dialog rather than to the page. */
export function isTyping(event: KeyboardEvent): boolean {
	const target = event.target;
	if (!(target instanceof HTMLElement)) return false;
	return (
		target.isContentEditable ||
		target.closest('input:not([type=checkbox]), textarea, select, [role=menu], dialog') !== null
	);
}

/** The letter of a single-key command, or null when the key is not one. */
export function command(event: KeyboardEvent): string | null {
	if (!singleKeys() || isComposing(event) || isTyping(event)) return null;
	if (event.ctrlKey || event.metaKey || event.altKey) return null;
	return event.key.length === 1 ? event.key.toLowerCase() : event.key;
}
