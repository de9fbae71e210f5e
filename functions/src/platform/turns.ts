/** How long this process gives way to another for a key, in ms: at least, and at random on top. */
const PAUSE = [80, 400] as const;
/** Until when this process gives way for a key, by the process's clock. */
const pauses = new Map<string, number>();

/** The last of those who wait for each key in this process; never rejects. */
const tails = new Map<string, Promise<void>>();

/**
 * Waits until everybody who asked for this key before, in this process, has given it back. Other processes
 * are not held up: what they change meanwhile is found by the commit, which then starts afresh. The answer
 * gives the turn to the next; it must be called, and may be called again.
 */
export async function takeTurn(key: string): Promise<() => void> {
	const before = tails.get(key) ?? Promise.resolve();
	let end: () => void = () => undefined;
	const mine = new Promise<void>((resolve) => (end = resolve));
	const tail = before.then(() => mine);
	tails.set(key, tail);
	await before;
	const pause = (pauses.get(key) ?? 0) - performance.now();
	if (pause > 0) await new Promise((resume) => setTimeout(resume, pause));
	pauses.delete(key);
	return () => {
		end();
		if (tails.get(key) === tail) tails.delete(key);
	};
}

/**
 * Another process was faster at this key: nobody of this one gets a turn for a moment, in which the other does
 * what waits there undisturbed. Of two that collide at every step neither would come far.
 */
export function giveWay(key: string): void {
	const [least, more] = PAUSE;
	pauses.set(key, performance.now() + least + Math.random() * more);
}

/**
 * Lets doings with the same key run one after the other within this process, in the order they came. It
 * saves fifty people who press at once from overtaking each other until their attempts are used up.
 */
export async function inTurn<Result>(key: string, doing: () => Promise<Result>): Promise<Result> {
	const end = await takeTurn(key);
	try {
		return await doing();
	} finally {
		end();
	}
}
