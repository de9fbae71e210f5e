import { isTextblock, type BodyNode } from '../document/body.ts';
import { canonicalHash } from '../document/freeze.ts';
import { readAuthored, sourceOf } from './authored.ts';
import { Blame, SEED } from './blame.ts';
import type { HandOver, LogEntry, Share } from './model.ts';
import { capacityAt } from './step-at.ts';
import { isIn, type Moment } from './text-at.ts';
import { inOrder } from './verify.ts';

/** Who did something to a text by one entry of its log. */
export interface AuthorHand {
	by: string;
	/** The server's time, in ms since 1970. */
	at: number;
	/** The step in which they wrote, as the flow names it; null before the case began. */
	stepName: string | null;
	/** Uid of the person they acted for, or null. */
	onBehalfOf: string | null;
	/** Who handed it in when the writer had vanished, or null. */
	relayedBy: string | null;
}

/** Words of one hand. Hands are indices into those of the authorship; `SEED` is the template. */
export interface AuthoredRun {
	text: string;
	hand: number;
	/** Whose suggestion strikes the words out; null while none does. */
	struck: number | null;
}

/** Words that are not in the text any more. */
export interface DeletedRun {
	text: string;
	/** Who had written them, who took them away, and who had suggested it, if that was accepted. */
	written: number;
	hand: number;
	suggested: number | null;
}

/**
 * Who wrote each character of a text (花脸稿) and who deleted what, when, in which step and on whose behalf.
 * The same seed, entries and hand-overs give the same authorship wherever it is derived.
 */
export interface Authorship {
	hands: AuthorHand[];
	/** In the order of the text. */
	runs: AuthoredRun[];
	/** Oldest first. */
	deletions: DeletedRun[];
}

/** Derives who wrote a text as it stood at a moment, from the entries that hold (`provenLog`). */
export function deriveAuthorship(
	seed: Uint8Array,
	proven: readonly LogEntry[],
	handOvers: readonly HandOver[],
	moment: Moment,
): Authorship {
	const blame = new Blame(seed, proven.filter((entry) => isIn(entry, moment)).toSorted(inOrder));
	const hands: AuthorHand[] = [];
	const known = new Map<number, number>();
	const handOf = (entry: number): number => {
		const found = blame.entries[entry];
		if (!found) return SEED;
		const place = known.get(entry) ?? hands.length;
		if (place === hands.length) hands.push(describe(found, handOvers));
		known.set(entry, place);
		return place;
	};
	const runs = runsOf(readAuthored(blame.doc, blame), blame, handOf);
	const deletions: DeletedRun[] = [];
	for (const { text, written, entry, suggested } of blame.deletions()) {
		const by = { written: handOf(written), hand: handOf(entry) };
		const run = { ...by, suggested: suggested === null ? null : handOf(suggested) };
		deletions.push({ text, ...run });
	}
	blame.doc.destroy();
	return { hands, runs, deletions };
}

/** SHA-256 (hex) by which two derivations are compared. */
export function authorshipDigest({ hands, runs, deletions }: Authorship): string {
	return canonicalHash({ hands, runs, deletions });
}

/** Characters by person, most first. `names` tells names by uid. */
export function sharesOf(
	{ hands, runs, deletions }: Authorship,
	names: Readonly<Record<string, string>>,
): Share[] {
	const shares = new Map<string | null, Share>();
	const writer = (hand: number): string | null => hands[hand]?.by ?? null;
	const shareOf = (by: string | null): Share => {
		const name = by === null ? '' : (names[by] ?? by);
		const share = shares.get(by) ?? { by, name, written: 0, deleted: 0 };
		shares.set(by, share);
		return share;
	};
	for (const { text, hand, struck } of runs)
		if (struck === null) shareOf(writer(hand)).written += count(text);
	for (const { text, written, hand, suggested } of deletions) {
		const by = writer(suggested ?? hand);
		if (by !== writer(written)) shareOf(by).deleted += count(text);
	}
	return [...shares.values()]
		.filter(({ written, deleted }) => written + deleted > 0)
		.sort((one, other) => other.written - one.written || other.deleted - one.deleted);
}

/** The first place at which two derivations of the same text differ. */
export interface AuthorshipDifference {
	/** In the words of the text, or among the deletions. */
	where: 'text' | 'deletions';
	/** Characters of 花脸稿 before the place, or deletions before it. */
	at: number;
	/** What the one and the other have there; empty where one has ended. */
	words: readonly [one: string, other: string];
	/** Who wrote or deleted it by the one and by the other; null for the template or the end. */
	hands: readonly [one: AuthorHand | null, other: AuthorHand | null];
}

/** Where two derivations differ first; null when they are the same. */
export function firstDifference(one: Authorship, other: Authorship): AuthorshipDifference | null {
	const [left, right] = [new Letters(one), new Letters(other)];
	let at = 0;
	while (left.run !== undefined || right.run !== undefined) {
		const length = Math.min(left.rest.length, right.rest.length);
		const same = prefixOf(left.rest, right.rest);
		if (length === 0 || left.key !== right.key || same === 0) return left.against(right, at);
		left.skip(same);
		right.skip(same);
		at += same;
	}
	return firstDeletion(one, other);
}

/** The letters of an authorship, read from the beginning. */
class Letters {
	readonly #authorship: Authorship;
	#index = 0;
	#inside = 0;

	constructor(authorship: Authorship) {
		this.#authorship = authorship;
	}

	get run(): AuthoredRun | undefined {
		return this.#authorship.runs[this.#index];
	}
	/** What is left of the run. */
	get rest(): string {
		return this.run?.text.slice(this.#inside) ?? '';
	}
	get hand(): AuthorHand | null {
		return this.#authorship.hands[this.run?.hand ?? SEED] ?? null;
	}
	/** Who wrote the run and who strikes it out. */
	get key(): string {
		const { struck = null } = this.run ?? {};
		return JSON.stringify([
			this.hand,
			struck === null ? '' : (this.#authorship.hands[struck] ?? null),
		]);
	}
	skip(length: number): void {
		this.#inside += length;
		if (this.rest !== '') return;
		this.#index += 1;
		this.#inside = 0;
	}
	against(other: Letters, at: number): AuthorshipDifference {
		return {
			where: 'text',
			at,
			words: [this.rest, other.rest],
			hands: [this.hand, other.hand],
		};
	}
}

/** How many letters two texts begin with alike. */
function prefixOf(one: string, other: string): number {
	let length = 0;
	while (length < one.length && one[length] === other[length]) length += 1;
	return length;
}

function firstDeletion(one: Authorship, other: Authorship): AuthorshipDifference | null {
	const told = ({ hands, deletions }: Authorship, at: number) => {
		const found = deletions[at];
		if (!found) return null;
		const { text, written, hand, suggested } = found;
		const by = [written, hand, suggested ?? SEED].map((each) => hands[each] ?? null);
		return { text, hand: by[1] ?? null, key: JSON.stringify([text, by, suggested === null]) };
	};
	const most = Math.max(one.deletions.length, other.deletions.length);
	for (let at = 0; at < most; at += 1) {
		const [left, right] = [told(one, at), told(other, at)];
		if (left?.key === right?.key) continue;
		return {
			where: 'deletions',
			at,
			words: [left?.text ?? '', right?.text ?? ''],
			hands: [left?.hand ?? null, right?.hand ?? null],
		};
	}
	return null;
}

function describe({ by, at, relayedBy }: LogEntry, handOvers: readonly HandOver[]): AuthorHand {
	const capacity = capacityAt(handOvers, by, at.getTime());
	const { stepName = null, onBehalfOf = null } = capacity ?? {};
	return { by, at: at.getTime(), stepName, onBehalfOf, relayedBy };
}

/** The words of a text by hand; a paragraph ends with a line feed, what has no words is one letter. */
function runsOf(body: BodyNode, blame: Blame, handOf: (entry: number) => number): AuthoredRun[] {
	const runs: AuthoredRun[] = [];
	const add = (text: string, node: BodyNode, stamp: string | null): void => {
		const hand = handOf(sourceOf(node)?.entry ?? SEED);
		const struck = stamp === null ? null : handOf(blame.suggesterOf(stamp) ?? SEED);
		const last = runs.at(-1);
		if (last?.hand === hand && last.struck === struck) last.text += text;
		else runs.push({ text, hand, struck });
	};
	const visit = (node: BodyNode, above: string | null): void => {
		const stamp = strikeOn(node) ?? above;
		if (node.type === 'text') add(node.text ?? '', node, stamp);
		else if (node.type === 'hardBreak') add('\n', node, stamp);
		else if (!node.content && !isTextblock(node)) add(OBJECT, node, stamp);
		for (const child of node.content ?? []) visit(child, stamp);
		if (isTextblock(node)) add('\n', node, stamp);
	};
	for (const node of body.content ?? []) visit(node, null);
	return runs;
}

/** Stands for a picture and anything else without words (object replacement character). */
const OBJECT = '\u{fffc}';

/** The stamp `id|by|at` of the suggestion that strikes out a node, or null. */
function strikeOn({ marks, attrs }: BodyNode): string | null {
	const mark = marks?.find(({ type }) => type === 'del')?.attrs;
	if (mark) return [mark['id'], mark['by'], mark['at']].map(String).join('|');
	const own = attrs?.['sgDel'];
	return typeof own === 'string' ? own : null;
}

function count(words: string): number {
	return [...words.replace(/[\s\u{fffc}]/gu, '')].length;
}
