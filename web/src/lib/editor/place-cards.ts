/** A card beside the text: where it would stand, and how high it is, in pixels. */
export interface CardWish {
	key: string;
	top: number;
	height: number;
}

/**
 * Where cards stand so that none overlaps: each beside its words as far as possible, the chosen one exactly
 * there. Those before it give way upwards, those after it downwards.
 */
export function placeCards(
	wishes: readonly CardWish[],
	chosen: string | null,
	gap = 8,
): Map<string, number> {
	const places = new Map<string, number>();
	const fixed = Math.max(
		0,
		wishes.findIndex((wish) => wish.key === chosen),
	);
	let free = Number.NEGATIVE_INFINITY;
	for (const wish of wishes.slice(fixed)) {
		const top = Math.max(wish.top, free);
		places.set(wish.key, top);
		free = top + wish.height + gap;
	}
	let limit = wishes[fixed]?.top ?? 0;
	for (const wish of wishes.slice(0, fixed).reverse()) {
		const top = Math.min(wish.top, limit - gap - wish.height);
		places.set(wish.key, top);
		limit = top;
	}
	return places;
}
