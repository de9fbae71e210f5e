import {
	Bytes,
	doc,
	serverTimestamp,
	setDoc,
	type DocumentData,
	type Firestore,
} from 'firebase/firestore';
import * as Y from 'yjs';
import { chainHash, sessionName } from '@wenshu/domain/trace/entry.ts';
import { accessOf, granted, openRulesBench, type RulesBench } from './rules.ts';

/** amy edits, bob suggests, vic only reads, ada reads everything, dan is disabled, eve is an outsider. */
export const people = ['amy', 'bob', 'vic', 'ada', 'dan', 'eve'] as const;
export type Name = (typeof people)[number];

/** Ids of the two texts of the bench. */
export const OPEN = 'open';
export const FROZEN = 'frozen';

/** Fields of an update that a forger sets otherwise. */
export type Over = Record<string, unknown> & { s?: string; n?: number };

/** A person's hand-made client: a Y.Doc whose every change is one update. */
export class Hand {
	readonly doc = new Y.Doc();
	readonly session: string;
	readonly updates: Uint8Array[] = [];
	readonly hashes: string[];
	readonly #as: (name: Name) => Firestore;

	constructor(as: (name: Name) => Firestore, clientId: number) {
		this.#as = as;
		this.doc.clientID = clientId;
		this.session = sessionName(clientId);
		this.hashes = [this.session];
		this.doc.on('update', (update: Uint8Array) => {
			this.updates.push(update);
			this.hashes.push(chainHash(this.hashes.at(-1) ?? '', update));
		});
	}

	type(words: string): this {
		this.doc.getText('t').insert(0, words);
		return this;
	}

	row(by: string, n: number, over: Over = {}): DocumentData {
		const update = this.updates[n] ?? new Uint8Array([0, 0]);
		return {
			u: Bytes.fromUint8Array(update),
			s: this.session,
			n,
			h: this.hashes[n + 1] ?? '',
			at: serverTimestamp(),
			by,
			v: 1,
			...over,
		};
	}

	begin(name: Name, over: DocumentData = {}, text = OPEN, session = this.session): Promise<void> {
		return setDoc(doc(this.#as(name), `texts/${text}/sessions/${session}`), {
			uid: name,
			at: serverTimestamp(),
			...over,
		});
	}

	put(name: Name, n: number, over: Over = {}, text = OPEN): Promise<void> {
		const id = `${over.s ?? this.session}_${String(over.n ?? n)}`;
		return setDoc(doc(this.#as(name), `texts/${text}/updates/${id}`), this.row(name, n, over));
	}
}

/** The rules' database with one open and one frozen text. */
export interface TextBench extends Omit<RulesBench, 'as'> {
	readonly as: (name: Name) => Firestore;
	/** A hand that has typed these words, three if none are given; nothing of it is in the database. */
	readonly fresh: (...words: string[]) => Hand;
	/** A hand that has registered its session and typed three times; the first `sent` are in the log. */
	readonly hand: (name: Name, sent?: number) => Promise<Hand>;
}

/** Opens a database with two texts for one test file. */
export async function openTextBench(project: string): Promise<TextBench> {
	const bench = await openRulesBench(project);
	await bench.given(fill);
	let serial = 1000;
	const as = (name: Name): Firestore => bench.as(name);
	const fresh = (...words: string[]): Hand =>
		(words.length ? words : ['甲', '乙', '丙']).reduce(
			(mine, word) => mine.type(word),
			new Hand(as, (serial += 1)),
		);
	const hand = async (name: Name, sent = 0): Promise<Hand> => {
		const mine = fresh();
		await granted(mine.begin(name));
		for (let n = 0; n < sent; n += 1) await granted(mine.put(name, n));
		return mine;
	};
	return { ...bench, as, fresh, hand };
}

async function fill(db: Firestore): Promise<void> {
	for (const name of people) {
		const permissions = name === 'ada' ? ['document.readAll'] : [];
		const access = accessOf(name, { permissions, disabled: name === 'dan' });
		await setDoc(doc(db, `access/${name}`), access);
	}
	for (const id of [OPEN, FROZEN])
		await setDoc(doc(db, `texts/${id}`), {
			schema: 1,
			seed: Bytes.fromUint8Array(new Uint8Array([0, 0])),
			editors: { amy: 'edit', bob: 'suggest', dan: 'edit' },
			frozen: id === FROZEN,
			readers: ['amy', 'bob', 'vic', 'dan'],
		});
}
