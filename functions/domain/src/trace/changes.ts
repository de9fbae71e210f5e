import type { Source } from './authored.ts';

/** Who did something to a text, and by which entry. */
export interface Hand {
	by: string;
	at: Date;
	/** Index of the entry in those of the blame. */
	entry: number;
}

/** Says who put words in and who took words out between two versions; null when that is not known. */
export interface Hands {
	inserter: (source: Source) => Hand | null;
	remover: (source: Source) => Hand | null;
}

/** One change between two versions: what one person did at one place. */
export interface Change {
	/** As it stands in the marks and attributes of the compared text. */
	id: string;
	/** Null when nobody is known to have done it. */
	hand: Hand | null;
	kinds: ChangeKind[];
	inserted: string;
	deleted: string;
	/** Words whose look changed. */
	concerned: string;
}

export type ChangeKind = 'words' | 'block' | 'break' | 'format' | 'shape';

/** What marks and attributes of a compared text carry. */
export interface ChangeStamp {
	id: string;
	by: string;
	at: string;
}

/** Writes down the changes of a comparison as they are met. */
export class Chronicle {
	readonly changes: Change[] = [];
	readonly #hands: Hands | null;
	/** As marks carry them: the same wherever a change is seen. */
	readonly #stamps = new Map<Change, ChangeStamp>();
	/** The changes at the present place, which one person's words join. */
	#here: Change[] = [];
	#fallback: Hand | null = null;
	#open = false;

	constructor(hands: Hands | null) {
		this.#hands = hands;
	}

	inserter(source: Source | null): Hand | null {
		return source && this.#hands ? this.#hands.inserter(source) : null;
	}

	remover(source: Source | null): Hand | null {
		return source && this.#hands ? this.#hands.remover(source) : null;
	}

	/** From here on changes stand at one place; what nobody is known to have done is `fallback`'s. */
	begin(fallback: Hand | null): void {
		this.#here = [];
		this.#fallback = fallback;
		this.#open = true;
	}

	end(): void {
		this.#here = [];
		this.#fallback = null;
		this.#open = false;
	}

	note(
		kind: ChangeKind,
		known: Hand | null,
		inserted: string,
		deleted: string,
		concerned = '',
	): ChangeStamp {
		const hand = known ?? this.#fallback;
		let change = this.#here.find((each) => each.hand?.by === hand?.by);
		if (!change) {
			const id = `c${String(this.changes.length + 1)}`;
			change = { id, hand, kinds: [], inserted: '', deleted: '', concerned: '' };
			this.changes.push(change);
			const at = hand ? String(hand.at.getTime()) : '';
			this.#stamps.set(change, { id, by: hand?.by ?? '', at });
			if (this.#open) this.#here.push(change);
		}
		if (hand && change.hand && hand.at > change.hand.at) change.hand = hand;
		if (!change.kinds.includes(kind)) change.kinds.push(kind);
		change.inserted += inserted;
		change.deleted += deleted;
		change.concerned += concerned;
		return this.#stampOf(change);
	}

	/** More words whose look the same change changed. */
	lengthen(id: string, concerned: string): void {
		const change = this.changes.find((each) => each.id === id);
		if (change) change.concerned += concerned;
	}

	/** The stamp of the change of this person at the present place, or of the last one. */
	lastStamp(hand: Hand | null): ChangeStamp {
		const own = this.#here.find((each) => each.hand?.by === hand?.by) ?? this.#here.at(-1);
		return this.#stampOf(own);
	}

	#stampOf(change: Change | undefined): ChangeStamp {
		return (change && this.#stamps.get(change)) ?? { id: '', by: '', at: '' };
	}
}
