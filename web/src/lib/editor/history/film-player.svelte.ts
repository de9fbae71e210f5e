import { Film, sceneAt, scenesOf, type Scene } from '@wenshu/domain/trace/film.ts';
import type { BodyNode } from '@wenshu/domain/document/body.ts';
import { readAuthored } from '@wenshu/domain/trace/authored.ts';
import type { Blame } from '@wenshu/domain/trace/blame.ts';

/** Pauses of the writing are shown as this at most, in ms. */
const LONGEST = 900;
/** No frame is shown shorter than this, in ms. */
const SHORTEST = 40;
/** So long a scene is shown where motion is reduced, in ms. */
const STILL = 2_500;

/** Plays the writing of a text: which frame is shown, and whether it runs. */
export class FilmPlayer {
	readonly scenes: Scene[];
	/** Times the pace of the writing. */
	speed = $state(4);
	#frame = $state(0);
	#playing = $state(false);
	#timer: ReturnType<typeof setTimeout> | undefined;
	readonly #blame: Blame;
	readonly #film: Film;
	/** Motion is reduced: playing goes scene by scene. */
	readonly calm: boolean;
	readonly scene = $derived.by(() => sceneAt(this.scenes, this.#frame));
	readonly body: BodyNode = $derived.by(() =>
		readAuthored(this.#film.at(this.#frame), this.#blame),
	);

	constructor(seed: Uint8Array, blame: Blame, calm: boolean) {
		this.#blame = blame;
		this.#film = new Film(seed, blame.entries);
		this.scenes = scenesOf(blame.entries);
		this.calm = calm;
		this.#frame = this.#film.length;
	}

	get length(): number {
		return this.#film.length;
	}
	get frame(): number {
		return this.#frame;
	}
	get playing(): boolean {
		return this.#playing;
	}

	/** Shows a frame; playing goes on from there. */
	seek(frame: number): void {
		this.#frame = Math.max(0, Math.min(this.length, frame));
		if (this.#playing) this.#next();
	}

	/** Goes to the end of the next scene, or of the one before. */
	step(by: 1 | -1): void {
		const ends = [0, ...this.scenes.map((scene) => scene.to)];
		const next =
			by > 0 ? ends.find((end) => end > this.#frame) : ends.findLast((end) => end < this.#frame);
		if (next !== undefined) this.seek(next);
	}

	/** Plays, from the beginning when it stands at the end. */
	play(): void {
		if (this.#frame >= this.length) this.#frame = 0;
		this.#playing = true;
		this.#next();
	}

	pause(): void {
		this.#playing = false;
		clearTimeout(this.#timer);
	}

	#next(): void {
		clearTimeout(this.#timer);
		if (this.#frame >= this.length) {
			this.pause();
			return;
		}
		this.#timer = setTimeout(() => {
			if (this.calm) this.step(1);
			else this.seek(this.#frame + 1);
		}, this.#wait());
	}

	#wait(): number {
		if (this.calm) return STILL;
		const [last, next] = [this.#blame.entries[this.#frame - 1], this.#blame.entries[this.#frame]];
		const gap = last && next ? next.at.getTime() - last.at.getTime() : 0;
		return Math.max(SHORTEST, Math.min(LONGEST, gap) / this.speed);
	}
}
