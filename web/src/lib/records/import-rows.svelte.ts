import { IMPORT_LIMIT } from '@wenshu/domain/records/model.ts';
import { hasConfidential, splitValues, type AnyModule } from '@wenshu/domain/records/module.ts';
import { readSheet, type ImportedRow, type Sheet } from '@wenshu/domain/records/sheet.ts';
import { act } from '../platform/act.svelte.ts';
import { say } from '../platform/messages.ts';
import { refusalSentence } from '../platform/send-act.ts';
import { finder } from './lookup.ts';
import { may } from './module-access.ts';
import { readSpreadsheet } from './spreadsheet.ts';
import { m } from './words.ts';

/** Most rows of one file. */
const FILE_LIMIT = 5_000;

/** Something wrong with a row of the file. */
export interface RowProblem {
	row: number;
	heading: string;
	sentence: string;
}

type Good = Extract<ImportedRow, { ok: true }>;

/** A spreadsheet on its way into a module: read and checked here, written in acts of 200 rows. */
export class RowImport {
	readonly module: AnyModule;
	readonly trusted: boolean;
	#stage = $state<'choose' | 'reading' | 'checked' | 'running' | 'done'>('choose');
	#refusal = $state('');
	#good = $state.raw<readonly Good[]>([]);
	#problems = $state.raw<readonly RowProblem[]>([]);
	#ignored = $state.raw<readonly string[]>([]);
	#sent = $state(0);
	#created = $state(0);

	constructor(module: AnyModule) {
		this.module = module;
		this.trusted = hasConfidential(module) && may(module, 'confidential');
	}

	get stage() {
		return this.#stage;
	}
	/** Why the file as a whole cannot be taken; empty when it can. */
	get refusal(): string {
		return this.#refusal;
	}
	get ready(): number {
		return this.#good.length;
	}
	get problems(): readonly RowProblem[] {
		return this.#problems;
	}
	/** How many rows have problems. */
	get wrong(): number {
		return new Set(this.#problems.map((problem) => problem.row)).size;
	}
	get ignored(): readonly string[] {
		return this.#ignored;
	}
	get sent(): number {
		return this.#sent;
	}
	get created(): number {
		return this.#created;
	}

	/** Reads and checks a file; nothing is written yet. */
	async read(file: File): Promise<void> {
		this.#stage = 'reading';
		this.#refusal = '';
		this.#good = [];
		this.#problems = [];
		try {
			const cells = await readSpreadsheet(file);
			this.#take(readSheet(this.module, cells, finder, { confidential: this.trusted }));
		} catch {
			this.#refuse(m.unreadable);
		}
	}

	#take(reading: ReturnType<typeof readSheet>): void {
		if (!reading.ok) return this.#refuse(m.missing({ list: reading.missing.join('、') }));
		if (reading.rows.length === 0) return this.#refuse(m.noRows);
		if (reading.rows.length > FILE_LIMIT) return this.#refuse(m.tooManyRows({ n: FILE_LIMIT }));
		this.#ignored = reading.ignored;
		this.#good = reading.rows.filter((row) => row.ok);
		this.#problems = reading.rows.flatMap((row) =>
			row.ok
				? []
				: row.problems.map(({ heading, words }) => ({
						row: row.row,
						heading,
						sentence: say(words),
					})),
		);
		this.#stage = 'checked';
	}

	#refuse(sentence: string): void {
		this.#refusal = sentence;
		this.#stage = 'choose';
	}

	/** Writes the rows that are in order. Rows the server refuses join the problems. */
	async run(): Promise<void> {
		this.#stage = 'running';
		this.#sent = 0;
		this.#created = 0;
		for (let from = 0; from < this.#good.length; from += IMPORT_LIMIT) {
			const rows = this.#good.slice(from, from + IMPORT_LIMIT);
			const outcome = await this.#send(rows);
			this.#sent += rows.length;
			if (!outcome) break;
		}
		this.#stage = 'done';
	}

	async #send(rows: readonly Good[]): Promise<boolean> {
		const confidential: Record<string, object> = {};
		const input = rows.map(({ row, values }) => {
			const id = crypto.randomUUID();
			const parts = splitValues(this.module, values);
			if (this.trusted) confidential[id] = parts.confidential;
			return { id, row, values: parts.open };
		});
		const outcome = await act<{ created: number; failed: Failed[] }>(
			'record/import',
			crypto.randomUUID(),
			{ module: this.module.id, rows: input, ...(this.trusted && { confidential }) },
			{ queue: false, quiet: true },
		);
		if (!outcome.ok) {
			this.#refusal = outcome.code === 'call/unavailable' ? m.offlineImport : outcome.message;
			return false;
		}
		this.#created += outcome.result.created;
		const failed = outcome.result.failed.map(async ({ row, code, detail }) => ({
			row,
			heading: detail['field'] ?? '',
			sentence: await refusalSentence(code, detail),
		}));
		this.#problems = [...this.#problems, ...(await Promise.all(failed))];
		return true;
	}

	/** Begins again with another file. */
	reset(): void {
		this.#stage = 'choose';
		this.#refusal = '';
	}

	/** The problems as a spreadsheet to keep. */
	problemSheet(): Sheet {
		return {
			name: m.problemList,
			headings: [m.row, m.column, m.problem],
			widths: [8, 16, 60],
			rows: this.#problems.map(({ row, heading, sentence }) => [row, heading, sentence]),
		};
	}
}

interface Failed {
	row: number;
	code: string;
	detail: Record<string, string>;
}
