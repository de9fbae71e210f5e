import { Editor, getSchema } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import { yUndoPluginKey } from '@tiptap/y-tiptap';
import { countCharacters, type BodyNode } from '@wenshu/domain/document/body.ts';
import { untrack } from 'svelte';
import * as Y from 'yjs';
import {
	AnnotationPlaces,
	findPlace,
	placeOf,
	showPlaces,
	type Place,
} from './annotation-places.ts';
import { Annotations, type Note } from './annotations.svelte.ts';
import { traceTitles } from './change-words.ts';
import { colourOf } from './colours.ts';
import { Cursors } from './cursors.ts';
import { EditorHandle } from './editor-handle.svelte.ts';
import { m } from './editor-messages.ts';
import type { Participant } from './log/participant.ts';
import type { Mode, Phase, ProviderState } from './log/provider-state.ts';
import { formulaTools } from './formula-view.ts';
import { FirestoreProvider } from './log/provider.ts';
import { CleanPaste } from './paste.ts';
import { attachmentView } from './attachment-view.ts';
import { uploadPictures } from './picture-upload.ts';
import { readBody } from './read-body.ts';
import { textExtensions } from './schema.ts';
import type { SessionOptions, TextView } from './session-options.ts';
import { savingWords } from './session-words.ts';
import { SteadySync } from './steady-sync.ts';
import { tracedAt } from './suggest/decorate.ts';
import { listSuggestions, type Suggestion } from './suggest/list.ts';
import { Suggest } from './suggest/suggest.ts';

/** So long after a change the lists beside the text follow, in ms. */
const REFRESH = 200;

const OPENING: ProviderState = {
	phase: 'opening',
	mode: 'read',
	frozen: false,
	saving: { at: 'server' },
	incomplete: false,
	others: [],
	links: 0,
	withdrawn: [],
};

/**
 * One person at one text: the provider, the editor, the suggestions and annotations, as state that
 * components read. `start` opens, `close` ends; between them `Editor.svelte` mounts it.
 */
export class EditorSession {
	readonly handle = new EditorHandle();
	readonly annotations: Annotations;
	readonly options: SessionOptions;
	/** 清稿, 花脸稿 or 原稿. */
	view = $state<TextView>('marked');
	#state = $state.raw<ProviderState>(OPENING);
	/** Whose words were taken back since the person last looked. */
	#withdrawn = $state.raw<readonly string[]>([]);
	#suggestions = $state.raw<Suggestion[]>([]);
	#chosen = $state.raw<{ id: string; by: string } | null>(null);
	#chosenAnnotation = $state.raw<string | null>(null);
	#body = $state.raw<BodyNode | null>(null);
	#changes = $state(0);
	/** 字数 of the text as it will stand. */
	readonly characters = $derived(this.#body ? countCharacters(this.#body) : 0);
	/** Grows each time the text is opened afresh, so that the editor is built anew. */
	#opening = $state(0);
	#doc: Y.Doc | null = null;
	#provider: FirestoreProvider | null = null;
	#refreshing: ReturnType<typeof setTimeout> | undefined;

	constructor(options: SessionOptions) {
		this.options = options;
		const { db, documentId, person } = options;
		this.annotations = new Annotations({ db, documentId, ...person });
	}

	/** Where the text stands. */
	get phase(): Phase {
		return this.#state.phase;
	}
	/** What this person may do now. */
	get mode(): Mode {
		return this.options.readOnly ? 'read' : this.#state.mode;
	}
	get frozen(): boolean {
		return this.#state.frozen;
	}
	get incomplete(): boolean {
		return this.#state.incomplete;
	}
	/** Everybody else who has the text open, each once. */
	get participants(): Pick<Participant, 'uid' | 'name' | 'colour' | 'typing' | 'resting'>[] {
		// Somebody may have several pages open: they type if they type in any, and rest if they rest in all.
		const inOrder = [...this.#state.others].sort(
			(one, other) =>
				Number(one.typing) - Number(other.typing) || Number(other.resting) - Number(one.resting),
		);
		const people = new Map(inOrder.map((one) => [one.uid, one]));
		people.delete(this.options.person.uid);
		return [...people.values()].map(({ uid, colour, typing, resting }) => ({
			uid,
			typing,
			resting,
			name: this.options.nameOf(uid),
			colour,
		}));
	}
	/** Suggestions that wait for a decision, in the order of the text. */
	get suggestions(): Suggestion[] {
		return this.#suggestions;
	}
	/** The suggestion pointed at. */
	get chosen(): { id: string; by: string } | null {
		return this.#chosen;
	}
	/** The annotation pointed at. */
	get chosenAnnotation(): string | null {
		return this.#chosenAnnotation;
	}
	/** The text with its suggestions, a moment after the last change; null while opening. */
	get body(): BodyNode | null {
		return this.#body;
	}
	/** Grows with every change of the text, at once. */
	get changes(): number {
		return this.#changes;
	}
	/** The text as it stands this moment; null while opening. */
	read(): BodyNode | null {
		return this.#body && readBody(this.handle.editor, this.#doc);
	}
	/** Changes when the text must be mounted anew. */
	get opening(): number {
		return this.#opening;
	}
	/** 有关改动已撤下：what was shown and never reached the server; empty when there is nothing to say. */
	get withdrawnWords(): string {
		if (this.#withdrawn.length === 0) return '';
		const names = this.#withdrawn.filter(Boolean).map((uid) => this.options.nameOf(uid));
		return names.length > 0 ? m.withdrawnFrom({ names: names.join('、') }) : m.withdrawn;
	}
	/** The person has read it. */
	acceptWithdrawal(): void {
		this.#withdrawn = [];
	}
	/** Whether words typed here were refused by the server. */
	get rejected(): boolean {
		return this.#state.saving.at === 'nowhere';
	}
	/** Whether everything typed here is at the server. */
	get saved(): boolean {
		return this.#state.saving.at === 'server';
	}
	/** 已保存 / 正在保存 / 离线，已存本机 N 项 / 未保存（原因）. */
	get savingWords(): string {
		return savingWords(this.#state.saving);
	}

	/** Opens the text. */
	start(): void {
		const doc = new Y.Doc();
		const { db, documentId, person } = this.options;
		const schema = getSchema(textExtensions());
		const provider = new FirestoreProvider(doc, {
			db,
			documentId,
			uid: person.uid,
			name: person.name,
			colour: colourOf(person.uid),
			iceServers: this.options.iceServers ?? [],
			...(this.options.onLongTail ? { onLongTail: this.options.onLongTail } : {}),
			vocabulary: {
				nodes: new Set(Object.keys(schema.nodes)),
				marks: new Set(Object.keys(schema.marks)),
			},
			onChange: (state) => {
				if (provider === this.#provider) this.#follow(state);
			},
		});
		this.#doc = doc;
		this.#provider = provider;
		this.#state = OPENING;
		doc.on('update', () => {
			this.#changes += 1;
			this.#refresh();
		});
		void provider.connect().then(() => {
			if (provider !== this.#provider) return;
			this.#opening += 1;
			this.#refresh();
			if (provider.state.phase === 'open') {
				this.annotations.start(() => {
					this.#showAnnotations();
				});
			}
		});
	}

	/** Closes the text; what is not sent stays on the device. */
	async close(): Promise<void> {
		clearTimeout(this.#refreshing);
		this.annotations.stop();
		const provider = this.#provider;
		this.#provider = null;
		await provider?.flush(0);
		await provider?.destroy();
	}

	/** Builds the editor in an element; answers how to take it down. For `Editor.svelte`. */
	mount(element: HTMLElement): () => void {
		// An attachment is an effect; it must not run again because of what mounting reads.
		return untrack(() => this.#mount(element));
	}

	/** Sends everything; true when the server has it. Call before an act that uses the text. */
	flush(): Promise<boolean> {
		return this.#provider?.flush() ?? Promise.resolve(true);
	}

	/** The text as plain words, to be copied before it is given up. */
	localWords(): string {
		return this.handle.editor?.getText({ blockSeparator: '\n' }) ?? '';
	}

	/** Gives up refused words and opens the server's text. */
	async discard(): Promise<void> {
		await this.#provider?.discard();
		await this.#reopen();
	}

	/** Accepts suggestions: one, one person's, or all. */
	accept(choose?: (one: { id: string; by: string }) => boolean): void {
		this.handle.editor?.commands.acceptSuggestions(choose);
	}

	/** Rejects suggestions: one, one person's, or all. */
	reject(choose?: (one: { id: string; by: string }) => boolean): void {
		this.handle.editor?.commands.rejectSuggestions(choose);
	}

	/** Points at a suggestion in the text and, unless told otherwise, scrolls there. */
	choose(suggestion: Suggestion | null, scroll = true): void {
		this.#chosen = suggestion && { id: suggestion.id, by: suggestion.by };
		const editor = this.handle.editor;
		editor?.commands.chooseSuggestion(this.#chosen);
		if (suggestion && scroll) this.#reveal('.trace-chosen');
	}

	/** Words and place of the selection, for an annotation; null when nothing is selected. */
	selectedPlace(): { quote: string; anchor: string; head: string } | null {
		const state = this.handle.editor?.state;
		if (!state || state.selection.empty) return null;
		const { from, to } = state.selection;
		const quote = state.doc.textBetween(from, to, ' ').trim();
		return quote ? { quote, ...placeOf(state, from, to) } : null;
	}

	/** Writes an annotation or a reply, and tells those it mentions. */
	async annotate(place: Omit<Place, 'id'>, note: Note): Promise<void> {
		const { anchor, head } = place;
		const id = await this.annotations.add({ anchor, head }, note);
		if (note.mentions?.length) this.options.onMention?.(id);
	}

	/** Where an annotation stands now, or null when its words are gone. */
	placeOfAnnotation(place: Place): { from: number; to: number } | null {
		const editor = this.handle.editor;
		return editor ? findPlace(editor.state, place) : null;
	}

	/** Points at an annotation in the text and shows it; false when its words are gone. */
	chooseAnnotation(id: string | null): boolean {
		this.#chosenAnnotation = id;
		this.#showAnnotations();
		const editor = this.handle.editor;
		const place = this.annotations.places.find((one) => one.id === id);
		if (!editor || !place || !findPlace(editor.state, place)) return false;
		this.#reveal('.text-annotated-chosen');
		return true;
	}

	#mount(element: HTMLElement): () => void {
		const [doc, provider] = [this.#doc, this.#provider];
		if (!doc || !provider) return () => undefined;
		const editor = this.#build(element, doc, provider);
		this.handle.follow(editor);
		const unwatch = provider.gate.watch(editor.view.dom);
		const manager = yUndoPluginKey.getState(editor.state) as { undoManager: Y.UndoManager };
		manager.undoManager.clear();
		this.#refresh();
		this.#showAnnotations();
		return () => {
			unwatch();
			editor.destroy();
		};
	}

	#build(element: HTMLElement, document: Y.Doc, provider: FirestoreProvider): Editor {
		const { person, nameOf, pictureUrl, onPicture } = this.options;
		const tellLost = this.options.onPicturesLost;
		const insert = (picture: { file: string; alt: string }) =>
			this.handle.editor?.commands.insertPicture(picture);
		const onPictures = onPicture
			? (files: File[]) =>
					void uploadPictures(files, onPicture, insert, (failed) => tellLost?.({ failed }))
			: null;
		return new Editor({
			element,
			editable: this.mode !== 'read',
			extensions: [
				...textExtensions({ undoRedo: false, attachmentView, formulaTools, pictureUrl }),
				Suggest.configure({
					author: {
						by: person.uid,
						nextId: () => crypto.randomUUID().slice(0, 13),
						now: () => Date.now(),
					},
					isSuggesting: () => this.mode === 'suggest',
					look: { title: traceTitles(nameOf), colour: colourOf },
				}),
				Collaboration.configure({ document }),
				SteadySync,
				Cursors.configure({ awareness: provider.presence.awareness, nameOf }),
				AnnotationPlaces,
				CleanPaste.configure({ onPictures, onLost: (pasted) => tellLost?.({ pasted }) }),
			],
			editorProps: {
				attributes: {
					class: 'rich-text',
					role: 'textbox',
					'aria-multiline': 'true',
					'aria-label': m.text,
				},
				handleClick: (_, __, event) => {
					this.#clicked(event.target);
					return false;
				},
			},
		});
	}

	#clicked(target: EventTarget | null): void {
		const annotated = target instanceof Element ? target.closest('[data-annotation]') : null;
		const id = annotated?.getAttribute('data-annotation') ?? null;
		if (id !== this.#chosenAnnotation) {
			this.#chosenAnnotation = id;
			this.#showAnnotations();
		}
		const traced = tracedAt(target);
		if (traced?.id === this.#chosen?.id && traced?.by === this.#chosen?.by) return;
		this.#chosen = traced;
		this.handle.editor?.commands.chooseSuggestion(this.#chosen);
	}

	#follow(state: ProviderState): void {
		this.#state = state;
		if (state.withdrawn.length > 0)
			this.#withdrawn = [...new Set([...this.#withdrawn, ...state.withdrawn])];
		this.handle.editor?.setEditable(this.mode !== 'read', false);
		if (state.phase === 'stale') void this.#reopen();
	}

	async #reopen(): Promise<void> {
		const old = this.#provider;
		this.#provider = null;
		await old?.destroy();
		this.start();
	}

	#showAnnotations(): void {
		const editor = this.handle.editor;
		if (!editor || editor.isDestroyed) return;
		const shown = { places: this.annotations.places, chosen: this.#chosenAnnotation };
		editor.view.dispatch(showPlaces(editor.state, shown));
	}

	#reveal(selector: string): void {
		requestAnimationFrame(() => {
			const target = this.handle.editor?.view.dom.querySelector(selector);
			target?.scrollIntoView({ block: 'center', behavior: 'smooth' });
		});
	}

	/** Reads suggestions and text at most five times a second, however fast people type. */
	#refresh(): void {
		this.#refreshing ??= setTimeout(() => {
			this.#refreshing = undefined;
			const editor = this.handle.editor;
			if (editor && !editor.isDestroyed) this.#suggestions = listSuggestions(editor.state.doc);
			this.#body = readBody(editor, this.#doc) ?? this.#body;
		}, REFRESH);
	}
}
