/** The last of those who wait for each key in this process. */
const tails = new Map<string, Promise<unknown>>();

/**
 * Lets doings with the same key run one after the other within this process, in the order they came. Other
 * processes are not held up: what they change meanwhile is found by the commit, which then starts afresh. It
 * saves fifty people who press at once from overtaking each other until their attempts are used up.
 */
export async function inTurn<Result>(key: string, doing: () => Promise<Result>): Promise<Result> {
	const before = tails.get(key) ?? Promise.resolve();
	const mine = before.then(doing, doing);
	// Whoever waits behind does not mind how this one ends.
	const tail = mine.catch(() => undefined);
	tails.set(key, tail);
	try {
		return await mine;
	} finally {
		if (tails.get(key) === tail) tails.delete(key);
	}
}
