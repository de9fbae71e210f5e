/** Does something with each of many, so many at once. */
export async function inParallel<Item>(
	items: readonly Item[],
	atOnce: number,
	doing: (item: Item) => Promise<unknown>,
): Promise<void> {
	let next = 0;
	const lane = async (): Promise<void> => {
		for (let item = items[next++]; item !== undefined; item = items[next++]) await doing(item);
	};
	await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
}
