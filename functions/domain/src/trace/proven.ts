import type { LogEntry } from './model.ts';
import { decodeEntries } from './segment.ts';
import { inOrder, verifyRecord, type TextRecord } from './verify.ts';

/**
 * The entries of a record that hold, in the order of their times: only they have authors. Whatever rests in
 * its session on one that does not hold is left out with it, and so is all of a segment that was altered.
 */
export function provenLog(record: TextRecord): LogEntry[] {
	const { findings } = verifyRecord(record);
	const altered = new Set<number>();
	const broken = new Map<string, number>();
	for (const { where, k, session, n } of findings) {
		if (where === 'segment' && k !== null) altered.add(k);
		if (where !== 'entry' || session === null || n === null) continue;
		broken.set(session, Math.min(broken.get(session) ?? n, n));
	}
	const folded = record.segments
		.filter((segment) => !altered.has(segment.k))
		.flatMap((segment) => decodeEntries(segment.entries));
	return [...folded, ...record.tail]
		.filter(({ session, n }) => n < (broken.get(session) ?? Infinity))
		.map(({ session, n, update, hash, by, at, relayedBy }) => ({
			...{ session, n, update, hash, by, at, relayedBy },
		}))
		.sort(inOrder);
}
