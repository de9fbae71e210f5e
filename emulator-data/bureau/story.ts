import type { Elements, Incoming, Retention } from '@wenshu/domain/document/model.ts';

/**
 * When something happened, counted back from the day of loading: `-3 09:30` is half past nine three
 * working days ago (UTC+8), `-25m` is 25 minutes ago.
 */
export type When = `-${number} ${string}:${string}` | `-${number}m`;

/** One act of a sample document's life; people stand by name, ways by the label of their edge. */
export type Beat = { at: When; by: string } & (
	| { do: 'submit'; opinion?: string; way?: string; to?: string[] }
	| { do: 'return'; toStep: string; reason: string; straightBack?: boolean }
	| { do: 'transfer'; to: string; opinion?: string }
	| { do: 'circulate'; to: string[]; remark?: string }
	| { do: 'read'; remark?: string }
	| { do: 'urge'; message: string }
	| { do: 'retract' }
	| { do: 'terminate'; reason: string }
	| { do: 'number'; seriesId: string }
	| { do: 'seal'; sealId: string }
	| { do: 'distribute'; to: string[]; remark?: string }
	| { do: 'archive'; retention: Retention }
);

/** A sample document: what it says, who began it when, and what happened since. */
export interface SampleDocument {
	id: string;
	templateId: string | null;
	/** Name of the text under `texts/`. */
	text: string;
	elements: Partial<Elements> & { title: string };
	incoming?: Omit<Incoming, 'receivedOn'>;
	coauthors?: string[];
	/** How the text came to be, where the sample tells it; others begin with the whole text. */
	writing?: Writing;
	begun: { at: When; by: string };
	beats: Beat[];
}

/** How people wrote a text together. Suggestions are marked in the text itself. */
export interface Writing {
	/** Who wrote the next so many blocks of the text, one sitting after the other. */
	drafts: (Sitting & { blocks: number })[];
	/** When each person made the suggestions that the text marks as theirs. */
	suggestions: Sitting[];
	annotations: (Sitting & {
		quote: string;
		words: string;
		replies: (Sitting & { words: string })[];
	})[];
}

/** When somebody sat down to write; people stand by name. */
interface Sitting {
	at: When;
	by: string;
}

const DAY = 86_400_000;
/** Offset of the office's clock from UTC. */
const OFFICE = 8 * 3_600_000;

/** The moment a `When` means on a day of loading. Working days here are Monday to Friday. */
export function momentOf(when: When, now: Date): Date {
	const minutes = /^-(\d+)m$/.exec(when);
	if (minutes !== null) return new Date(now.getTime() - Number(minutes[1]) * 60_000);
	const [, days, hour, minute] = /^-(\d+) (\d\d):(\d\d)$/.exec(when) ?? [];
	if (days === undefined) throw new Error(`not a moment: ${when}`);
	let day = Math.floor((now.getTime() + OFFICE) / DAY);
	for (let left = Number(days); left > 0;) {
		day -= 1;
		const weekday = (day + 4) % 7;
		if (weekday !== 0 && weekday !== 6) left -= 1;
	}
	return new Date(day * DAY - OFFICE + Number(hour) * 3_600_000 + Number(minute) * 60_000);
}
