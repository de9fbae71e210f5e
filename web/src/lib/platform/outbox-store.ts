/** An act that waits on this machine until the server has answered. */
export interface OutboxItem {
	/** The act's own id: sending it twice changes nothing. */
	id: string;
	uid: string;
	type: string;
	target: string;
	input: unknown;
	version: number | null;
	/** What the person did, in words. */
	title: string;
	/** Milliseconds since 1970. */
	at: number;
	/** Sent at least once without an answer, so it may have arrived. */
	attempts: number;
	/** The sentence of the refusal; null while it waits. */
	refusal: string | null;
}

/*
 * Plain IndexedDB, four calls long: this must be at hand when the network is gone, so it is part of the first
 * page and may weigh next to nothing.
 */

function answered<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => {
			resolve(request.result);
		};
		request.onerror = () => {
			reject(request.error ?? new Error('the outbox of this browser failed'));
		};
	});
}

let opening: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
	if (!opening) {
		const request = indexedDB.open('wenshu-outbox', 1);
		request.onupgradeneeded = () => {
			request.result.createObjectStore('acts', { keyPath: 'id' }).createIndex('uid', 'uid');
		};
		opening = answered(request);
		// A browser that refused once may allow it later.
		opening.catch(() => (opening = undefined));
	}
	return opening;
}

async function acts(mode: IDBTransactionMode): Promise<IDBObjectStore> {
	return (await open()).transaction('acts', mode).objectStore('acts');
}

/** Waiting acts of a person, oldest first. */
export async function storedItems(uid: string): Promise<OutboxItem[]> {
	const found: unknown[] = await answered((await acts('readonly')).index('uid').getAll(uid));
	return (found as OutboxItem[]).sort((a, b) => a.at - b.at);
}

/** Keeps an act, or its new state. */
export async function storeItem(item: OutboxItem): Promise<void> {
	await answered((await acts('readwrite')).put(item));
}

/** Forgets an act that was answered or withdrawn. */
export async function forgetItem(id: string): Promise<void> {
	await answered((await acts('readwrite')).delete(id));
}
