import * as Y from 'yjs';
import type { LogEntry } from './model.ts';

/** Without an entry for longer than this, in ms, the next one begins a new scene. */
const PAUSE = 120_000;
/** Every so many frames the whole text is kept, so that any frame is near. */
const EVERY = 200;

/** What one person wrote in one go. */
export interface Scene {
	by: string;
	/** Frames: the text before the scene's first entry, and after its last one. */
	from: number;
	to: number;
	/** Times of the first and the last entry. */
	began: Date;
	ended: Date;
}

/** The scenes of a log, which begin with another person or after a pause. */
export function scenesOf(entries: readonly LogEntry[]): Scene[] {
	const scenes: Scene[] = [];
	for (const [index, { by, at }] of entries.entries()) {
		const last = scenes.at(-1);
		if (last?.by === by && at.getTime() - last.ended.getTime() <= PAUSE)
			[last.to, last.ended] = [index + 1, at];
		else scenes.push({ by, from: index, to: index + 1, began: at, ended: at });
	}
	return scenes;
}

/** The scene in which a frame was written; null for the first, the template. */
export function sceneAt(scenes: readonly Scene[], frame: number): Scene | null {
	return scenes.find((scene) => scene.from < frame && frame <= scene.to) ?? null;
}

/** The writing of a text, frame by frame: frame 0 is the template, frame n the text after n entries. */
export class Film {
	readonly #entries: readonly LogEntry[];
	/** The text at every `EVERY`th frame that was passed. */
	readonly #kept: Uint8Array[];
	#doc: Y.Doc;
	#frame = 0;

	/** Of entries in the order in which they can be read. */
	constructor(seed: Uint8Array, entries: readonly LogEntry[]) {
		this.#entries = entries;
		this.#kept = [seed];
		this.#doc = this.#open(seed);
	}

	/** The last frame. */
	get length(): number {
		return this.#entries.length;
	}

	/** The text at a frame, good until the next one is asked for. */
	at(frame: number): Y.Doc {
		const wanted = Math.max(0, Math.min(this.length, frame));
		const near = Math.min(Math.floor(wanted / EVERY), this.#kept.length - 1);
		if (wanted < this.#frame || near * EVERY > this.#frame) {
			this.#doc.destroy();
			this.#doc = this.#open(this.#kept[near] ?? new Uint8Array([0, 0]));
			this.#frame = near * EVERY;
		}
		while (this.#frame < wanted) this.#forward();
		return this.#doc;
	}

	#forward(): void {
		const entry = this.#entries[this.#frame];
		if (entry) Y.applyUpdate(this.#doc, entry.update);
		this.#frame += 1;
		if (this.#frame === this.#kept.length * EVERY)
			this.#kept.push(Y.encodeStateAsUpdate(this.#doc));
	}

	#open(state: Uint8Array): Y.Doc {
		const doc = new Y.Doc();
		Y.applyUpdate(doc, state);
		return doc;
	}
}
