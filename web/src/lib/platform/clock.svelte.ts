import { createSubscriber } from 'svelte/reactivity';

class Clock {
	#subscribe = createSubscriber((update) => {
		const timer = setInterval(update, 30_000);
		return () => {
			clearInterval(timer);
		};
	});

	/** The present moment; markup that reads it is redrawn every 30 s, so that due words stay true. */
	get now(): Date {
		this.#subscribe();
		return new Date();
	}
}

/** The clock on the wall of the office. */
export const clock = new Clock();
