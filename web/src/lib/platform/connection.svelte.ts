import { createSubscriber } from 'svelte/reactivity';

class Connection {
	#subscribe = createSubscriber((update) => {
		addEventListener('online', update);
		addEventListener('offline', update);
		return () => {
			removeEventListener('online', update);
			removeEventListener('offline', update);
		};
	});

	/** Whether the machine has a network, as far as the browser knows. */
	get online(): boolean {
		this.#subscribe();
		return navigator.onLine;
	}
}

/** The network of this machine. */
export const connection = new Connection();
