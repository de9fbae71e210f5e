import * as Y from 'yjs';

/** What one person did to the shared text while apart from the other. */
interface Deeds {
	/** Words and blocks moved by a transaction that took a block apart: taken out and put in anew. */
	moved: Set<string>;
	/** What new words and blocks were put beside. */
	beside: Set<string>;
	/** What moved blocks were put beside. */
	movedBeside: Set<string>;
}

const none = (): Deeds => ({ moved: new Set(), beside: new Set(), movedBeside: new Set() });
const meet = (left: Set<string>, right: Set<string>): boolean =>
	[...left].some((id) => right.has(id));

/**
 * Tells exactly when two people split concurrently: one took a block apart (split, joined or turned into
 * another kind, for which Yjs takes words out and puts copies in) while the other, unseen, took the same
 * apart, wrote into it, or moved a block to the same gap. Yjs then doubles, misplaces or orders the copies
 * at will; nothing above it can know better.
 */
export class ApartWatch {
	readonly #deeds: [Deeds, Deeds] = [none(), none()];

	constructor(left: Y.Doc, right: Y.Doc) {
		for (const [index, doc] of [left, right].entries())
			doc.on('afterTransaction', (transaction: Y.Transaction) => {
				if (transaction.local && transaction.origin !== 'line')
					note(this.#deeds[index] as Deeds, transaction);
			});
	}

	/** Forgets what was done while together. */
	forget(): void {
		this.#deeds[0] = none();
		this.#deeds[1] = none();
	}

	/** Whether the two clashed since the last call. */
	clashed(): boolean {
		const [left, right] = this.#deeds;
		this.forget();
		return (
			meet(left.moved, right.moved) ||
			meet(left.moved, right.beside) ||
			meet(left.beside, right.moved) ||
			meet(left.movedBeside, right.movedBeside)
		);
	}
}

const key = ({ client, clock }: Y.ID, offset = 0): string =>
	`${String(client)}:${String(clock + offset)}`;

function note(deeds: Deeds, transaction: Y.Transaction): void {
	const taken: Y.Item[] = [];
	Y.iterateDeletedStructs(transaction, transaction.deleteSet, (struct) => {
		const old = struct.id.clock < (transaction.beforeState.get(struct.id.client) ?? 0);
		if (struct instanceof Y.Item && struct.countable && old) taken.push(struct);
	});
	const put = newItems(transaction);
	const blocks = [...taken, ...put].some((item) => item.content instanceof Y.ContentType);
	const rebuilt = taken.length > 0 && put.length > 0 && blocks;
	if (rebuilt)
		for (const item of taken)
			for (let offset = 0; offset < item.length; offset += 1) deeds.moved.add(key(item.id, offset));
	for (const item of put) {
		for (const id of [item.origin, item.rightOrigin]) if (id) deeds.beside.add(key(id));
		if (rebuilt && item.content instanceof Y.ContentType && item.origin)
			deeds.movedBeside.add(key(item.origin));
	}
}

function newItems({ doc, beforeState }: Y.Transaction): Y.Item[] {
	const from = beforeState.get(doc.clientID) ?? 0;
	const structs = doc.store.clients.get(doc.clientID) ?? [];
	return structs.filter(
		(struct): struct is Y.Item =>
			struct instanceof Y.Item && struct.countable && struct.id.clock >= from,
	);
}
