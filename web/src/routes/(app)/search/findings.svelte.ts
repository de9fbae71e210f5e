import { callable, CallError } from '#lib/platform/callables.ts';
import { callSentence, refusalSentence } from '#lib/platform/send-act.ts';

/** What is looked for. Empty strings ask for nothing. */
export interface Wanted {
	text: string;
	kind: string;
	unitId: string;
	number: string;
	/** ISO days, inclusive. */
	from: string;
	to: string;
}

/** One finding, as the server gives it. */
export interface Finding {
	id: string;
	kind: string;
	title: string;
	number: string | null;
	unitName: string;
	date: string;
	status: string;
	link: string;
	snippet?: string;
}

type Answer =
	| { ok: true; result: { entries: Finding[]; total: number; cursor: string | null } }
	| { ok: false; code: string; detail?: Record<string, string> };

const search = callable<Partial<Wanted> & { text: string; cursor?: string }, Answer>('search');
const fields = ['text', 'kind', 'unitId', 'number', 'from', 'to'] as const;

/** What an address asks for. */
export function wantedFrom(params: Pick<URLSearchParams, 'get'>): Wanted {
	const wanted = { text: '', kind: '', unitId: '', number: '', from: '', to: '' };
	for (const field of fields) wanted[field] = params.get(field) ?? '';
	return wanted;
}

/** The query part of an address that asks for this. */
export function wantedTo(wanted: Wanted): string {
	return new URLSearchParams(
		fields.filter((field) => wanted[field] !== '').map((field) => [field, wanted[field]]),
	).toString();
}

/** The findings of one search, page by page. */
export class Findings {
	#entries = $state.raw<Finding[]>();
	#total = $state(0);
	#cursor = $state<string | null>(null);
	#busy = $state(false);
	#problem = $state<string | null>(null);
	#wanted: Wanted | null = null;

	/** Undefined before anything was asked. */
	get entries(): Finding[] | undefined {
		return this.#entries;
	}
	get total(): number {
		return this.#total;
	}
	get cursor(): string | null {
		return this.#cursor;
	}
	get busy(): boolean {
		return this.#busy;
	}
	/** The sentence of what went wrong. */
	get problem(): string | null {
		return this.#problem;
	}

	/** Begins a search; nothing wanted clears the page. */
	async find(wanted: Wanted): Promise<void> {
		this.#wanted = wanted;
		this.#entries = undefined;
		this.#cursor = null;
		if (fields.some((field) => wanted[field] !== '')) await this.#ask(wanted);
	}

	/** Adds the next page. */
	async more(): Promise<void> {
		if (this.#wanted && this.#cursor) await this.#ask(this.#wanted, this.#cursor);
	}

	async #ask(wanted: Wanted, cursor?: string): Promise<void> {
		this.#busy = true;
		this.#problem = null;
		try {
			const given = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== ''));
			const answer = await search({ ...given, text: wanted.text, ...(cursor && { cursor }) });
			if (this.#wanted !== wanted) return;
			if (!answer.ok) {
				this.#problem = await refusalSentence(answer.code, answer.detail);
				return;
			}
			this.#entries = [...(cursor ? (this.#entries ?? []) : []), ...answer.result.entries];
			this.#total = answer.result.total;
			this.#cursor = answer.result.cursor;
		} catch (error) {
			if (!(error instanceof CallError)) throw error;
			this.#problem = callSentence(error).message;
		} finally {
			this.#busy = false;
		}
	}
}
