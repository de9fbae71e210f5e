import type { Change } from '@wenshu/domain/trace/changes.ts';

/** What one person did between two versions. */
export interface Tally {
	/** Null for what nobody is known to have done. */
	by: string | null;
	changes: number;
	/** Characters without spaces. */
	added: number;
	deleted: number;
}

/** Changes and characters by person, most changes first. */
export function tallies(changes: readonly Change[]): Tally[] {
	const found = new Map<string | null, Tally>();
	for (const { hand, inserted, deleted } of changes) {
		const by = hand?.by ?? null;
		const tally = found.get(by) ?? { by, changes: 0, added: 0, deleted: 0 };
		tally.changes += 1;
		tally.added += count(inserted);
		tally.deleted += count(deleted);
		found.set(by, tally);
	}
	return [...found.values()].sort((left, right) => right.changes - left.changes);
}

function count(words: string): number {
	return [...words.replace(/\s/gu, '')].length;
}
