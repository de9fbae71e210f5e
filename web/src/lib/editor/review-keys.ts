import type { Review } from './review.svelte.ts';

/**
 * Keys of a review, also while one writes: F8 and Shift F8 go through it, Alt A accepts, Alt R rejects,
 * Alt M replies. Answers whether the key was one of them.
 */
export function reviewKey(review: Review, event: KeyboardEvent, reply: () => void): boolean {
	const { altKey, ctrlKey, metaKey, shiftKey, code } = event;
	if (ctrlKey || metaKey) return false;
	if (code === 'F8' && !altKey) review.go(shiftKey ? -1 : 1);
	else if (altKey && code === 'KeyA') review.decideHere(true);
	else if (altKey && code === 'KeyR') review.decideHere(false);
	else if (altKey && code === 'KeyM') reply();
	else return false;
	event.preventDefault();
	return true;
}
