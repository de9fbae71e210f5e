import type { HandOver } from '@wenshu/domain/trace/model.ts';
import { stepAt } from '@wenshu/domain/trace/step-at.ts';
import { untrack } from 'svelte';
import type { Thread } from './annotations.svelte.ts';
import type { EditorSession } from './editor-session.svelte.ts';
import { m } from './editor-messages.ts';
import type { Suggestion } from './suggest/list.ts';
import type { Stamp } from './suggest/stamp.ts';

/** Something to look at in the text: a suggestion or an open annotation. */
export type ReviewItem =
	| { kind: 'suggestion'; key: string; from: number; one: Suggestion }
	| { kind: 'annotation'; key: string; from: number; thread: Thread };

/** What a review needs beside its session. */
export interface ReviewOptions {
	/** Whether this person decides on others' suggestions. */
	mayDecide: () => boolean;
	/** Whether this person may annotate. */
	mayAnnotate: () => boolean;
	/** Hand-overs of the case, by which a suggestion belongs to a step. */
	hands: () => readonly HandOver[];
}

/** Going through a text: what waits in it, for whom it is narrowed down, where one is, and deciding. */
export class Review {
	readonly session: EditorSession;
	readonly #options: ReviewOptions;
	/** Narrowed down to one person's suggestions; empty for everybody. */
	person = $state('');
	/** Narrowed down to one step; empty for all. */
	step = $state('');
	/** What was just done, for those who hear the page. */
	said = $state('');

	constructor(session: EditorSession, options: ReviewOptions) {
		this.session = session;
		this.#options = options;
	}

	/** Whether this person accepts and rejects what others suggested. */
	readonly may = $derived.by(
		() =>
			this.session.mode === 'edit' ||
			(this.#options.mayDecide() && this.session.mode === 'suggest'),
	);
	readonly mayAnnotate = $derived.by(() => this.#options.mayAnnotate());
	/** Who has suggestions here. */
	readonly people = $derived.by(() => [...new Set(this.session.suggestions.map((one) => one.by))]);
	/** In which steps they were made; empty while that is not known. */
	readonly steps = $derived.by(() => [
		...new Set(this.session.suggestions.flatMap((one) => this.stepOf(one) ?? [])),
	]);
	/** The suggestions that are shown, in the order of the text. */
	readonly suggestions = $derived.by(() =>
		this.session.suggestions.filter((one) => this.#shows(one)),
	);
	/** Suggestions and open annotations together, in the order of the text. */
	readonly items: ReviewItem[] = $derived.by(() => {
		const suggestions = this.suggestions.map((one): ReviewItem => {
			return { kind: 'suggestion', key: `${one.by}/${one.id}`, from: one.from, one };
		});
		const annotations = this.session.annotations.threads.flatMap((thread): ReviewItem[] => {
			if (thread.resolved) return [];
			// Asked anew with each list of suggestions, a moment after the last change.
			const place = untrack(() => this.session.placeOfAnnotation(thread));
			return place ? [{ kind: 'annotation', key: thread.id, from: place.from, thread }] : [];
		});
		return [...suggestions, ...annotations].sort((left, right) => left.from - right.from);
	});
	/** The item pointed at. */
	readonly current: ReviewItem | null = $derived.by(
		() => this.items.find((item) => this.isChosen(item)) ?? null,
	);

	/** In which step a suggestion was made. */
	stepOf(one: { by: string; at: number }): string | null {
		return stepAt(this.#options.hands(), one.by, one.at);
	}

	isChosen(item: ReviewItem): boolean {
		const { chosen, chosenAnnotation } = this.session;
		if (item.kind === 'annotation') return item.thread.id === chosenAnnotation;
		return item.one.id === chosen?.id && item.one.by === chosen.by;
	}

	/** Editors decide on all; others may take back their own. */
	mayReject(one: { by: string }): boolean {
		const own = one.by === this.session.options.person.uid;
		return this.may || (this.session.mode === 'suggest' && own);
	}

	/** Points at an item, or at none. */
	choose(item: ReviewItem | null): void {
		if (item?.kind === 'annotation') {
			this.session.choose(null);
			this.session.chooseAnnotation(item.thread.id);
			return;
		}
		this.session.chooseAnnotation(null);
		this.session.choose(item?.one ?? null);
	}

	/** Goes to the next item, or back; round at the ends. */
	go(by: 1 | -1): void {
		const { items, current } = this;
		if (items.length === 0) return;
		const caret = this.session.handle.editor?.state.selection.head ?? 0;
		const ahead = items.findIndex((item) => item.from >= caret);
		const start = by > 0 ? (ahead < 0 ? 0 : ahead) : (ahead < 0 ? items.length : ahead) - 1;
		const next = current ? items.indexOf(current) + by : start;
		const item = items[(next + items.length) % items.length];
		if (!item) return;
		this.choose(item);
		this.said = m.placeOf({ n: items.indexOf(item) + 1, all: items.length });
	}

	/** Decides on one suggestion and goes on to the next one. */
	decide(accept: boolean, one: Suggestion): void {
		if (accept ? !this.may : !this.mayReject(one)) return;
		const at = this.items.findIndex((item) => item.kind === 'suggestion' && item.one === one);
		const next = this.items[at + 1] ?? this.items[at - 1] ?? null;
		this.#settle(accept, (stamp) => stamp.id === one.id && stamp.by === one.by);
		this.choose(next);
	}

	/** Decides on all that is shown, in one step of undo. */
	decideShown(accept: boolean): void {
		const shown = new Set(this.suggestions.map((one) => `${one.by}/${one.id}`));
		this.#settle(accept, (stamp) => shown.has(`${stamp.by}/${stamp.id}`));
	}

	/** Decides on what is selected; without a selection on what is pointed at or where the caret stands. */
	decideHere(accept: boolean): void {
		const selection = this.session.handle.editor?.state.selection;
		if (selection && !selection.empty) {
			const { from, to } = selection;
			this.#settle(accept, (stamp) => (accept ? this.may : this.mayReject(stamp)), { from, to });
			return;
		}
		const one = this.here;
		if (one) this.decide(accept, one);
	}

	/** The suggestion pointed at, or the one at the caret. */
	get here(): Suggestion | null {
		if (this.current?.kind === 'suggestion') return this.current.one;
		const caret = this.session.handle.editor?.state.selection.head ?? -1;
		const around = this.suggestions.filter((one) => one.from <= caret && caret <= one.to);
		return around.sort((left, right) => left.to - left.from - (right.to - right.from))[0] ?? null;
	}

	#settle(
		accept: boolean,
		choose: (stamp: Stamp) => boolean,
		within?: { from: number; to: number },
	): void {
		const commands = this.session.handle.editor?.commands;
		const done = accept
			? commands?.acceptSuggestions(choose, within)
			: commands?.rejectSuggestions(choose, within);
		if (done) this.said = accept ? m.accepted : m.rejected;
	}

	#shows(one: Suggestion): boolean {
		if (this.person !== '' && one.by !== this.person) return false;
		return this.step === '' || this.stepOf(one) === this.step;
	}
}
