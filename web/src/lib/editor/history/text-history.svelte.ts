import type { ReadError } from '#lib/platform/live.svelte.ts';
import { cleanBody, countCharacters, type BodyNode } from '@wenshu/domain/document/body.ts';
import { sourceOf, writerOf } from '@wenshu/domain/trace/authored.ts';
import { Blame } from '@wenshu/domain/trace/blame.ts';
import type { Comparison } from '@wenshu/domain/trace/compare.ts';
import type { Capacity, LogEntry } from '@wenshu/domain/trace/model.ts';
import { capacityAt } from '@wenshu/domain/trace/step-at.ts';
import { momentAt, verifyFreezes, type Moment } from '@wenshu/domain/trace/text-at.ts';
import { verifyRecord } from '@wenshu/domain/trace/verify.ts';
import type { Finding } from '@wenshu/domain/trace/finding.ts';
import { authoredAt, compareMoments } from '@wenshu/domain/trace/versions.ts';
import { readErrorOf, readRecord, type StoredRecord } from './read-record.ts';

/** A version of the text that one can look at. */
export interface Version {
	id: string;
	/** The template, a hand-over, or the text as it stands. */
	kind: 'template' | 'hand' | 'now';
	at: Date | null;
	byName: string;
	/** What was done, as the trail names it. */
	verb: string;
	stepName: string | null;
	characters: number;
	moment: Moment;
}

/** One entry with what is known of its writer then. */
export interface Written {
	entry: LogEntry;
	capacity: Capacity | null;
}

/** What verifying the record in this browser found. */
export interface Verdict {
	findings: Finding[];
	entries: number;
	people: number;
	sessions: number;
	segments: number;
	freezes: number;
	quarantined: number;
}

/** Hand-overs that moved the case; invitations have longer names and are no versions. */
const MOVED = /^\d{6}$/;

/** The history of one text, read once and again on demand. */
export class TextHistory {
	readonly textId: string;
	#record = $state.raw<StoredRecord | null>(null);
	#error = $state<ReadError | 'missing' | null>(null);
	#loading = $state(true);
	/** Who wrote what; null until it was read. */
	readonly blame = $derived(this.#record ? new Blame(this.#record.seed, this.#record.log) : null);
	/** Oldest first; the text as it stands is the last. */
	readonly versions = $derived(this.#record && this.blame ? this.#list(this.#record) : []);
	readonly #bodies = new Map<string, BodyNode>();
	#compared: { key: string; comparison: Comparison } | null = null;

	constructor(textId: string) {
		this.textId = textId;
	}

	get loading(): boolean {
		return this.#loading;
	}
	get error(): ReadError | 'missing' | null {
		return this.#error;
	}
	get record(): StoredRecord | null {
		return this.#record;
	}

	/** Reads everything, again if it was read before. */
	async load(): Promise<void> {
		this.#loading = true;
		try {
			const record = await readRecord(this.textId);
			this.#bodies.clear();
			this.#compared = null;
			this.#record = record;
			this.#error = record ? null : 'missing';
		} catch (error) {
			this.#error = readErrorOf(error);
		}
		this.#loading = false;
	}

	/** 花脸稿 of a version with the source of each word. */
	bodyOf(version: Version): BodyNode {
		const known = this.#bodies.get(version.id);
		if (known) return known;
		const [record, blame] = [this.#record, this.blame];
		if (!record || !blame) return { type: 'doc' };
		const body = authoredAt(record.seed, blame, version.moment);
		this.#bodies.set(version.id, body);
		return body;
	}

	/** What changed from the earlier of two versions to the later. */
	compare(one: Version, other: Version): Comparison {
		const [before, after] = this.inOrder(one, other);
		const key = `${before.id} ${after.id}`;
		if (this.#compared?.key === key) return this.#compared.comparison;
		const [record, blame] = [this.#record, this.blame];
		if (!record || !blame) return { body: { type: 'doc' }, changes: [] };
		const comparison = compareMoments(record.seed, blame, before.moment, after.moment);
		this.#compared = { key, comparison };
		return comparison;
	}

	/** Two versions, the earlier one first. */
	inOrder(one: Version, other: Version): [Version, Version] {
		return this.versions.indexOf(one) <= this.versions.indexOf(other) ? [one, other] : [other, one];
	}

	/** Who wrote an entry, when and in which capacity; null for the template. */
	written(entry: number): Written | null {
		const found = this.blame && writerOf(this.blame, entry);
		if (!found) return null;
		const hands = this.#record?.hands ?? [];
		return { entry: found, capacity: capacityAt(hands, found.by, found.at.getTime()) };
	}

	/** How many characters of a text are whose, most first; `null` is the template. */
	shares(body: BodyNode): { by: string | null; characters: number }[] {
		const counts = new Map<string | null, number>();
		const visit = (node: BodyNode): void => {
			if (node.type === 'text') {
				const source = sourceOf(node);
				const by = (source && this.written(source.entry)?.entry.by) ?? null;
				const characters = [...(node.text ?? '').replace(/\s/gu, '')].length;
				counts.set(by, (counts.get(by) ?? 0) + characters);
			}
			node.content?.forEach(visit);
		};
		visit(cleanBody(body));
		return [...counts]
			.map(([by, characters]) => ({ by, characters }))
			.sort((left, right) => right.characters - left.characters);
	}

	/** Verifies the whole record in this browser. */
	verify(): Verdict | null {
		const record = this.#record;
		if (!record) return null;
		const { findings, log } = verifyRecord(record);
		return {
			findings: [...findings, ...verifyFreezes(record.seed, record.log, record.freezes)],
			entries: log.length,
			people: new Set(log.map((entry) => entry.by)).size,
			sessions: new Set(log.map((entry) => entry.session)).size,
			segments: record.segments.length,
			freezes: record.freezes.length,
			quarantined: record.quarantined,
		};
	}

	#list({ seed, log, hands, freezes }: StoredRecord): Version[] {
		const frozen = new Map(freezes.map((freeze) => [freeze.id, freeze]));
		const moves = hands.filter((hand) => MOVED.test(hand.id) && !frozen.has(hand.id));
		const handed = [...freezes, ...moves].map((each): Version => {
			const moment = 'cut' in each ? each : momentAt(log, each.at);
			const { id, at, byName, verb, stepName } = each;
			const version = { id, kind: 'hand' as const, at, byName, verb, stepName, moment };
			const characters = 'characters' in each ? each.characters : this.#count(seed, moment);
			return { ...version, characters };
		});
		handed.sort((one, other) => (one.at?.getTime() ?? 0) - (other.at?.getTime() ?? 0));
		const bare = { byName: '', verb: '', stepName: null };
		const [none, all] = [momentAt([], new Date(0)), momentAt(log, new Date(8e15))];
		const last = log.reduce<Date | null>(
			(late, { at }) => (late === null || at > late ? at : late),
			null,
		);
		return [
			{
				...bare,
				id: 'template',
				kind: 'template',
				at: null,
				moment: none,
				characters: this.#count(seed, none),
			},
			...handed,
			{
				...bare,
				id: 'now',
				kind: 'now',
				at: last,
				moment: all,
				characters: this.#count(seed, all),
			},
		];
	}

	#count(seed: Uint8Array, moment: Moment): number {
		return this.blame ? countCharacters(authoredAt(seed, this.blame, moment)) : 0;
	}
}
