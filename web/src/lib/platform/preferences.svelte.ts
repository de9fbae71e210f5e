import { display, type DisplaySettings } from './display.svelte.ts';
import { watchDoc } from './live.svelte.ts';
import { mergeDoc } from './write.ts';

/** `preferences/{uid}`: what a person set for themselves. */
export interface PreferenceFields {
	/** Quick phrases (常用语) for opinions, in their order. */
	phrases?: string[];
	display?: Partial<DisplaySettings>;
	/** People chosen last in pickers, newest first. */
	recentPeople?: string[];
}

/** Phrases offered to those who have none of their own. */
export const standardPhrases: readonly string[] = [
	'同意。',
	'拟同意，请领导审定。',
	'请办公室阅处。',
	'请按程序办理。',
	'已阅。',
];

class Preferences {
	#fields = $state.raw<PreferenceFields>({});
	#uid = '';
	#stop: (() => void) | undefined;

	/** Follows a person's preferences; an empty uid stops. */
	open(uid: string): void {
		this.#stop?.();
		this.#stop = undefined;
		this.#uid = uid;
		this.#fields = {};
		if (uid === '') {
			display.changed = undefined;
			return;
		}
		let first = true;
		this.#stop = watchDoc<PreferenceFields>(
			`preferences/${uid}`,
			(fields) => {
				this.#fields = fields ?? {};
				if (first && fields?.display) display.follow(fields.display);
				first = false;
			},
			() => undefined,
		);
		display.changed = (settings) => void this.set({ display: settings });
	}

	get phrases(): readonly string[] {
		return this.#fields.phrases ?? standardPhrases;
	}
	get recentPeople(): readonly string[] {
		return this.#fields.recentPeople ?? [];
	}

	/** Changes some preferences. */
	async set(change: Partial<PreferenceFields>): Promise<void> {
		if (this.#uid === '') return;
		this.#fields = { ...this.#fields, ...change };
		await mergeDoc(`preferences/${this.#uid}`, { ...change });
	}

	/** Remembers people just chosen, for the top of pickers. */
	remember(uids: readonly string[]): void {
		const recent = [...new Set([...uids, ...this.recentPeople])].slice(0, 8);
		void this.set({ recentPeople: recent }).catch(() => undefined);
	}
}

/** What the signed-in person set for themselves. */
export const preferences = new Preferences();
