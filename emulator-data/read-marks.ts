import type { MemoryStore } from './memory-store.ts';

const HOUR = 3_600_000;
/** People open what reached them within this time, in milliseconds. */
const OPENED_AFTER = 3 * HOUR;
/** Younger tasks and notices stay unread, so that lists have something new to show. */
const STILL_NEW = 20 * HOUR;

/**
 * Marks what people would have opened by now: they, not the acts, write when a task or notice was first
 * read. Only what came in lately stays unread.
 */
export function markRead(store: MemoryStore, now: Date): void {
	const kinds = [
		['tasks', 'openedAt', 'firstReadAt'],
		['notices', 'at', 'readAt'],
	] as const;
	for (const [collection, sent, read] of kinds)
		for (const [path, value] of store.in(collection)) {
			const at = value[sent] as Date;
			if (now.getTime() - at.getTime() < STILL_NEW) continue;
			store.put(path, { ...value, [read]: new Date(at.getTime() + OPENED_AFTER) });
		}
}
