import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import type { OfficialDocument, Series } from '@wenshu/domain/document/model.ts';
import { documentNumber, officeDate, officeYear } from '@wenshu/domain/document/number.ts';
import {
	entryId,
	entryIdOf,
	mayTake,
	revived,
	takeNext,
	voided,
	type By,
	type Counter,
	type NumberEntry,
} from '@wenshu/domain/document/numbering.ts';
import type { Actor, ActContext } from '../platform/act.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';

/** Who takes a number for which document (`act.target`), and when. */
type Taking = Pick<ActContext<unknown>, 'work' | 'now'> & {
	act: { target: string };
	actor: { uid: string; person: { name: string } };
};

/** Who closes a line of the register. */
export function byOf(actor: Pick<Actor, 'uid'> & { person: { name: string } }, at: Date): By {
	return { uid: actor.uid, name: actor.person.name, at };
}

/** A series that gives numbers. */
export async function openSeries(work: UnitOfWork, seriesId: string): Promise<Decision<Series>> {
	const series = await work.get<Series>(`series/${seriesId}`);
	if (series === null) return refuse('document/seriesMissing');
	return series.disabled === true
		? refuse('document/seriesDisabled', { name: series.name })
		: { ok: true, value: series };
}

/**
 * The counter of a series and year, held until the work is committed: who is in this process waits here
 * instead of being overtaken, and only for as long as another reads the counter and writes.
 */
export async function heldCounter(
	work: UnitOfWork,
	seriesId: string,
	year: number,
): Promise<Counter> {
	const path = `series/${seriesId}/years/${year}`;
	await work.hold(path);
	return (await work.get<Counter>(path)) ?? { year, next: 1, ahead: [] };
}

/** Writes a counter back; guarded by what was read of it. */
export function putCounter(work: UnitOfWork, seriesId: string, counter: Counter): void {
	work.put(`series/${seriesId}/years/${counter.year}`, counter);
}

/** A line of the register as it begins. */
export function newEntry(series: Series, year: number, sequence: number): NumberEntry {
	return {
		id: entryId(series.id, year, sequence),
		seriesId: series.id,
		year,
		sequence,
		number: documentNumber(series.code, year, sequence),
		state: 'taken',
		documentId: null,
		takenBy: null,
		takenByName: null,
		takenAt: null,
		reservation: null,
		closing: null,
	};
}

/** Says which document a line of the register belongs to, and who took it. */
function takenFor(entry: NumberEntry, { act, actor, now }: Taking): NumberEntry {
	const { uid, person } = actor;
	const taken = { takenBy: uid, takenByName: person.name, takenAt: now };
	return { ...entry, state: 'taken', documentId: act.target, ...taken };
}

/**
 * Takes the next number of a series for a document. The counter is written under the guard of what was
 * read, so numbers are gapless however many clerks press at once; the register keeps every number for good.
 */
export async function takeNumber(
	context: Taking,
	seriesId: string,
	at: Date,
): Promise<Decision<string>> {
	const { work } = context;
	const year = officeYear(at);
	const series = await openSeries(work, seriesId);
	if (!series.ok) return series;
	const { sequence, counter } = takeNext(await heldCounter(work, seriesId, year));
	putCounter(work, seriesId, counter);
	const entry = takenFor(newEntry(series.value, year, sequence), context);
	work.create(`numbers/${entry.id}`, entry);
	return { ok: true, value: entry.number };
}

/** Takes a reserved number (预留号) for a document. */
export async function takeReserved(
	context: Taking,
	seriesId: string,
	id: string,
	at: Date,
): Promise<Decision<string>> {
	const { work, now } = context;
	const path = `numbers/${id}`;
	await work.getAll([`series/${seriesId}`, path]);
	const series = await openSeries(work, seriesId);
	if (!series.ok) return series;
	const entry = await work.get<NumberEntry>(path);
	if (entry === null) return refuse('core/notFound');
	const allowed = mayTake(entry, { seriesId, year: officeYear(at), today: officeDate(now) });
	if (!allowed.ok) return allowed;
	work.put(path, takenFor(entry, context));
	return { ok: true, value: entry.number };
}

/** Closes the line of a number whose document ended or is removed; nobody gets the number again. */
export async function voidNumberOf(
	work: UnitOfWork,
	document: Pick<OfficialDocument, 'number' | 'seriesId'>,
	reason: string,
	by: By,
): Promise<void> {
	const id = entryIdOf(document);
	const entry = id === null ? null : await work.get<NumberEntry>(`numbers/${id}`);
	if (entry === null) return;
	const closed = voided(entry, reason, by);
	if (closed.ok) work.put(`numbers/${entry.id}`, closed.value);
}

/** A document that ended is handled again, and its number counts again. */
export async function reviveNumberOf(
	work: UnitOfWork,
	document: Pick<OfficialDocument, 'number' | 'seriesId'>,
): Promise<void> {
	const id = entryIdOf(document);
	const entry = id === null ? null : await work.get<NumberEntry>(`numbers/${id}`);
	if (entry?.state === 'voided') work.put(`numbers/${entry.id}`, revived(entry));
}
