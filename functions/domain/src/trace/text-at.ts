import * as Y from 'yjs';
import { bodyHash, freezeText } from '../document/freeze.ts';
import type { BodyNode } from '../document/body.ts';
import { FRAGMENT, readFragment } from '../document/fragment.ts';
import type { Finding } from './finding.ts';
import type { FreezeRecord, LogEntry } from './model.ts';
import { mergeInTree } from './pack.ts';

/** A moment in the life of a text: what had been handed in by then, and each session up to a number. */
export type Moment = Pick<FreezeRecord, 'at' | 'cut'>;

/** The moment of a text at which everything up to a time is in it. */
export function momentAt(log: readonly LogEntry[], at: Date): Moment {
	const cut: Record<string, number> = {};
	for (const entry of log)
		if (entry.n >= 0 && entry.at <= at)
			cut[entry.session] = Math.max(cut[entry.session] ?? 0, entry.n);
	return { at, cut };
}

/** The text at each of several moments, which must follow each other. */
export function bodiesAt(
	seed: Uint8Array,
	log: readonly LogEntry[],
	moments: readonly Moment[],
): BodyNode[] {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, seed);
	let rest = log;
	return moments.map((moment) => {
		const due = rest.filter((entry) => isIn(entry, moment));
		rest = rest.filter((entry) => !isIn(entry, moment));
		// Merged first: applied one by one, sessions that depend on each other pend again and again.
		if (due.length) Y.applyUpdate(doc, mergeInTree(due.map((entry) => entry.update)));
		return readFragment(doc.getXmlFragment(FRAGMENT));
	});
}

/** Whether an entry is in the text at a moment. */
export function isIn(entry: LogEntry, { at, cut }: Moment): boolean {
	return entry.n < 0 ? entry.at <= at : entry.n <= (cut[entry.session] ?? -1);
}

/** A frozen text with its 花脸稿 unpacked; null when it cannot be. */
export type UnpackedFreeze = Omit<FreezeRecord, 'marked'> & { marked: BodyNode | null };

/** The frozen texts that are not what the entries add up to. */
export function verifyFreezes(
	seed: Uint8Array,
	log: readonly LogEntry[],
	freezes: readonly Omit<UnpackedFreeze, 'authors'>[],
): Finding[] {
	const ordered = freezes.toSorted((a, b) => a.at.getTime() - b.at.getTime() || a.seq - b.seq);
	const bodies = bodiesAt(seed, log, ordered);
	return ordered.flatMap((freeze, index) => {
		const { sha256, markedSha256, characters } = freezeText(bodies[index] ?? { type: 'doc' });
		const holds =
			freeze.sha256 === sha256 &&
			freeze.markedSha256 === markedSha256 &&
			freeze.characters === characters &&
			freeze.marked !== null &&
			bodyHash(freeze.marked) === markedSha256;
		if (holds) return [];
		const { seq, by, at } = freeze;
		return [{ flaw: 'altered', where: 'freeze', k: seq, session: null, n: null, by, at }];
	});
}
