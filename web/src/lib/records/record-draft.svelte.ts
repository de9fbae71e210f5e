import type { FieldContent } from '@wenshu/domain/records/field.ts';
import type { StoredRecord } from '@wenshu/domain/records/model.ts';
import {
	editableKeys,
	emptyValues,
	fieldOf,
	splitValues,
	type AnyModule,
	type Problems,
} from '@wenshu/domain/records/module.ts';
import { readRecord } from '@wenshu/domain/records/read-record.ts';
import { act, type ActOutcome } from '../platform/act.svelte.ts';
import { say } from '../platform/messages.ts';

type Values = Readonly<Record<string, FieldContent>>;

/** What somebody is filling in: values, what is wrong with them, and the version they began from. */
export class RecordDraft {
	readonly module: AnyModule;
	readonly id: string;
	/** Null for those who may not see confidential facts. */
	readonly #trusted: boolean;
	#before: Values;
	#version = $state<number | null>(null);
	#values = $state.raw<Values>({});
	#problems = $state.raw<Problems>({});
	#saving = $state(false);

	constructor(
		module: AnyModule,
		id: string,
		record: StoredRecord | null,
		confidential: Values | null,
		trusted: boolean,
	) {
		this.module = module;
		this.id = id;
		this.#trusted = trusted;
		this.#version = record?.version ?? null;
		this.#before = { ...emptyValues(module), ...record?.values, ...confidential };
		this.#values = this.#before;
	}

	get values(): Values {
		return this.#values;
	}
	/** What is wrong, by field, in the order of the form. */
	get problems(): Problems {
		return this.#problems;
	}
	get saving(): boolean {
		return this.#saving;
	}
	get trusted(): boolean {
		return this.#trusted;
	}
	get dirty(): boolean {
		return this.#keys().some(
			(key) => JSON.stringify(this.#values[key]) !== JSON.stringify(this.#before[key]),
		);
	}

	/** Fills a field; what was wrong with it is forgotten until the next check. */
	set(key: string, value: FieldContent): void {
		this.#values = { ...this.#values, [key]: value };
		const { [key]: fixed, ...rest } = this.#problems;
		if (fixed) this.#problems = rest;
	}

	/** Whether somebody saved a newer version than the one this began from. */
	isBehind(record: StoredRecord | null): record is StoredRecord {
		if (this.#saving || record === null || this.#version === null) return false;
		return record.version > this.#version;
	}

	/** Labels of what the newer version changed. */
	changedIn(record: StoredRecord): string[] {
		return this.#keys()
			.filter((key) => key in record.values)
			.filter((key) => JSON.stringify(record.values[key]) !== JSON.stringify(this.#before[key]))
			.map((key) => say(fieldOf(this.module, key).label));
	}

	/** Goes on from the newest version: with its values, or keeping what was filled in here. */
	catchUp(record: StoredRecord, take: 'theirs' | 'mine'): void {
		const mine = this.#values;
		this.#before = { ...this.#before, ...record.values };
		this.#version = record.version;
		this.#values = take === 'theirs' ? this.#before : { ...this.#before, ...this.#filled(mine) };
	}

	/** Checks everything and gives the values as they read; null when something must be corrected first. */
	check(): Values | null {
		const reading = readRecord(this.module, this.#values, {
			confidential: this.#trusted,
			before: this.#before,
		});
		this.#problems = reading.ok ? {} : reading.problems;
		return reading.ok ? reading.values : null;
	}

	/** Sends the record; refusals that name fields are shown at them. */
	async save(): Promise<ActOutcome<{ id: string; version: number }> | null> {
		const read = this.check();
		if (read === null) return null;
		this.#saving = true;
		try {
			const outcome = await act<{ id: string; version: number }>(
				this.#version === null ? 'record/create' : 'record/update',
				this.id,
				this.#input(read),
				{
					title: `${say(this.module.label)}：${(this.#values[this.module.title] ?? '') as string}`,
					quiet: true,
					...(this.#version !== null && { version: this.#version }),
				},
			);
			if (outcome.ok) this.#version = outcome.result.version;
			else if (!outcome.queued) this.#place(outcome);
			return outcome;
		} finally {
			this.#saving = false;
		}
	}

	/** Nothing is unsaved any more; leaving asks no questions. */
	settle(): void {
		this.#before = this.#values;
		this.#values = { ...this.#values };
	}

	#keys(): string[] {
		return editableKeys(this.module, this.#trusted);
	}
	#filled(values: Values): Record<string, FieldContent> {
		return Object.fromEntries(this.#keys().map((key) => [key, values[key] ?? null]));
	}
	#input(read: Values): object {
		const { open, confidential } = splitValues(this.module, this.#filled(read));
		const secret = this.#trusted && Object.keys(confidential).length > 0;
		return { module: this.module.id, values: open, ...(secret && { confidential }) };
	}
	#place(refusal: { message: string; detail?: Record<string, string> | undefined }): void {
		const keys = (refusal.detail?.['fields'] ?? '').split(',').filter((key) => key !== '');
		this.#problems = Object.fromEntries(
			keys.map((key) => [key, [refusal.message, refusal.message] as const]),
		);
	}
}
