import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

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

interface OutboxSchema extends DBSchema {
	acts: { key: string; value: OutboxItem; indexes: { uid: string } };
}

let opening: Promise<IDBPDatabase<OutboxSchema>> | undefined;

function open(): Promise<IDBPDatabase<OutboxSchema>> {
	opening ??= openDB<OutboxSchema>('wenshu-outbox', 1, {
		upgrade(database) {
			database.createObjectStore('acts', { keyPath: 'id' }).createIndex('uid', 'uid');
		},
	});
	return opening;
}

/** Waiting acts of a person, oldest first. */
export async function storedItems(uid: string): Promise<OutboxItem[]> {
	const items = await (await open()).getAllFromIndex('acts', 'uid', uid);
	return items.sort((a, b) => a.at - b.at);
}

/** Keeps an act, or its new state. */
export async function storeItem(item: OutboxItem): Promise<void> {
	await (await open()).put('acts', item);
}

/** Forgets an act that was answered or withdrawn. */
export async function forgetItem(id: string): Promise<void> {
	await (await open()).delete('acts', id);
}
