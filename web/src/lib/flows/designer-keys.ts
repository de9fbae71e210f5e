import type { Designer } from './designer.svelte.ts';

/** Ctrl+Z and Ctrl+Shift+Z or Ctrl+Y on the page; in a field that is typed in, the field's own undo stays. */
export function designerKeys(event: KeyboardEvent, designer: Designer): void {
	if (!(event.ctrlKey || event.metaKey) || event.altKey || event.isComposing) return;
	const typing = (event.target as Element | null)?.closest(
		'input:not([type=checkbox], [type=radio]), textarea, [contenteditable=true], dialog',
	);
	if (typing) return;
	const key = event.key.toLowerCase();
	if (key === 'z' && !event.shiftKey) designer.undo();
	else if (key === 'y' || key === 'z') designer.redo();
	else return;
	event.preventDefault();
}
