import { z } from 'zod';
import { idSchema } from '../access/model.ts';
import { grant, refuse, type Decision } from '../core/decision.ts';
import { documentKindIds } from './kinds.ts';
import type { OfficialDocument, Series } from './model.ts';
import { officeYear } from './number.ts';

/** `series/{id}/years/{year}`: the number that is given next, and those reserved further ahead, ascending. */
export interface Counter {
	year: number;
	next: number;
	ahead?: number[];
}

/** 预留, 已用, 已释放 (reserved once and never used), 已作废. The last two are gaps that say why. */
export type NumberState = 'reserved' | 'taken' | 'released' | 'voided';

/** For what a number is kept (预留), for whom, and until the end of which day (YYYY-MM-DD). */
export interface Reservation {
	purpose: string;
	unitId: string;
	unitName: string;
	until: string;
	by: string;
	byName: string;
	at: Date;
}

/** Why a number is no longer used, who said so, and when. */
export interface Closing {
	reason: string;
	by: string;
	byName: string;
	at: Date;
}

/** `numbers/{series}_{year}_{sequence}`: one line of the register (编号登记簿), kept for good. */
export interface NumberEntry {
	id: string;
	seriesId: string;
	year: number;
	sequence: number;
	number: string;
	state: NumberState;
	documentId: string | null;
	takenBy: string | null;
	takenByName: string | null;
	takenAt: Date | null;
	reservation: Reservation | null;
	closing: Closing | null;
}

/** Who acts, and when. */
export interface By {
	uid: string;
	name: string;
	at: Date;
}

/** How many numbers one reservation takes at most, and how far ahead of the next one it may begin. */
export const RESERVE_LIMIT = 50;
const RESERVE_AHEAD = 500;

const words = z.string().trim().min(1).max(200);

/** Asks for the next numbers of a series, or for those from `from` on; of this office year unless it says. */
export const reserveSchema = z.object({
	year: z.number().int().min(1949).max(2200).optional(),
	from: z.number().int().min(1).max(1_000_000).nullable().default(null),
	count: z.number().int().min(1).max(RESERVE_LIMIT),
	purpose: words,
	unitId: idSchema,
	until: z.iso.date(),
});

/** What is said of a series besides its id. */
export const seriesInputSchema = z.object({
	name: z.string().trim().min(1).max(40),
	code: z.string().trim().min(1).max(20),
	direction: z.enum(['outgoing', 'incoming']),
	order: z.number().int().min(0).max(10_000),
	organ: z.string().trim().max(60).default(''),
	kinds: z.array(z.enum(documentKindIds)).max(documentKindIds.length).default([]),
	disabled: z.boolean().default(false),
});
export type SeriesInput = z.infer<typeof seriesInputSchema>;

/** The id under which the register keeps a number. */
export function entryId(seriesId: string, year: number, sequence: number): string {
	return `${seriesId}_${year}_${sequence}`;
}

/** The register's id of a document's number; null where it has none. */
export function entryIdOf({
	number,
	seriesId,
}: Pick<OfficialDocument, 'number' | 'seriesId'>): string | null {
	const found = /〔(\d{4})〕(\d+)号$/.exec(number ?? '');
	if (found === null || seriesId === null) return null;
	return entryId(seriesId, Number(found[1]), Number(found[2]));
}

function advanced(counter: Counter, next: number, ahead: readonly number[]): Counter {
	let free = next;
	const rest = new Set(ahead.filter((each) => each >= next));
	while (rest.delete(free)) free += 1;
	return { year: counter.year, next: free, ahead: [...rest].sort((a, b) => a - b) };
}

/** Takes the next number; those reserved further ahead are stepped over. */
export function takeNext(counter: Counter): { sequence: number; counter: Counter } {
	const sequence = counter.next;
	return { sequence, counter: advanced(counter, sequence + 1, counter.ahead ?? []) };
}

/** Sets numbers aside: the next ones where `from` is null, else those from `from` on, all of them free. */
export function setAside(
	counter: Counter,
	from: number | null,
	count: number,
): Decision<{ sequences: number[]; counter: Counter }> {
	const ahead = counter.ahead ?? [];
	if (from === null) {
		const sequences: number[] = [];
		let now = counter;
		while (sequences.length < count) {
			const taken = takeNext(now);
			sequences.push(taken.sequence);
			now = taken.counter;
		}
		return grant({ sequences, counter: now });
	}
	const sequences = Array.from({ length: count }, (_, index) => from + index);
	if (from < counter.next) return refuse('document/numberPassed', { next: String(counter.next) });
	const twice = sequences.find((each) => ahead.includes(each));
	if (twice !== undefined) return refuse('document/numberReserved', { sequence: String(twice) });
	if (from > counter.next + RESERVE_AHEAD)
		return refuse('document/numberTooFar', { most: String(counter.next + RESERVE_AHEAD) });
	return grant({ sequences, counter: advanced(counter, counter.next, [...ahead, ...sequences]) });
}

/** Whether numbers of this year may be reserved now: this year's, the one before and the one after. */
export function mayReserveYear(year: number, now: Date): Decision<true> {
	return Math.abs(year - officeYear(now)) <= 1 ? grant(true) : refuse('document/reserveYear');
}

/** Whether a document may take a reserved number; `today` is the office day (YYYY-MM-DD). */
export function mayTake(
	entry: NumberEntry,
	wanted: { seriesId: string; year: number; today: string },
): Decision<true> {
	const { number, reservation } = entry;
	if (entry.state !== 'reserved' || reservation === null)
		return refuse('document/notReserved', { number });
	if (entry.seriesId !== wanted.seriesId) return refuse('document/otherSeries', { number });
	if (entry.year !== wanted.year)
		return refuse('document/otherYear', { number, year: String(wanted.year) });
	if (reservation.until < wanted.today)
		return refuse('document/reservationOver', { number, until: reservation.until });
	return grant(true);
}

/** A reserved number that is given up; it stays a gap with its reason. */
export function released(entry: NumberEntry, reason: string, by: By): Decision<NumberEntry> {
	if (entry.state !== 'reserved') return refuse('document/notReserved', { number: entry.number });
	return grant({ ...entry, state: 'released', closing: closing(reason, by) });
}

/** A reservation that lasts longer, or less long. */
export function extended(entry: NumberEntry, until: string, today: string): Decision<NumberEntry> {
	const { number, reservation } = entry;
	if (entry.state !== 'reserved' || reservation === null)
		return refuse('document/notReserved', { number });
	if (until < today) return refuse('document/reserveUntil');
	return grant({ ...entry, reservation: { ...reservation, until } });
}

/** A number that was given out and is not valid (作废号); nobody ever gets it again. */
export function voided(entry: NumberEntry, reason: string, by: By): Decision<NumberEntry> {
	if (entry.state !== 'taken') return refuse('document/notTaken', { number: entry.number });
	return grant({ ...entry, state: 'voided', closing: closing(reason, by) });
}

/** A voided number whose document is being handled again. */
export function revived(entry: NumberEntry): NumberEntry {
	return entry.state === 'voided' ? { ...entry, state: 'taken', closing: null } : entry;
}

function closing(reason: string, { uid, name, at }: By): Closing {
	return { reason, by: uid, byName: name, at };
}

/**
 * Whether a document can lose its number: one that ended, or one that stands at the step that numbers it
 * and so can get another. What was sealed keeps it for good.
 */
export function mayLoseNumber(
	document: Pick<OfficialDocument, 'status' | 'seal' | 'direction'>,
	atNumberStep: boolean,
): Decision<'ended' | 'again'> {
	if (document.status === 'terminated' || document.status === 'voided') return grant('ended');
	if (document.seal !== null) return refuse('document/numberSealed');
	return document.direction === 'outgoing' && atNumberStep
		? grant('again')
		: refuse('document/numberInUse');
}

/** One line of the gap report (断号报告). `missing` is a number nobody can account for. */
export interface ReportLine {
	sequence: number;
	state: NumberState | 'missing';
	entry: NumberEntry | null;
	/** A reservation whose last day is over. */
	overdue: boolean;
}

/** Every number of a series and year from 1 to the last given out or set aside, each with what became of it. */
export function gapReport(
	entries: readonly NumberEntry[],
	counter: Counter | null,
	today: string,
): ReportLine[] {
	const bySequence = new Map(entries.map((entry) => [entry.sequence, entry]));
	const last = Math.max(
		0,
		(counter?.next ?? 1) - 1,
		...bySequence.keys(),
		...(counter?.ahead ?? []),
	);
	const lines: ReportLine[] = [];
	for (let sequence = 1; sequence <= last; sequence += 1) {
		const entry = bySequence.get(sequence) ?? null;
		// Between the next number and one reserved ahead nothing was given out yet.
		if (entry === null && counter !== null && sequence >= counter.next) continue;
		const overdue = entry?.state === 'reserved' && (entry.reservation?.until ?? '') < today;
		lines.push({ sequence, state: entry?.state ?? 'missing', entry, overdue });
	}
	return lines;
}

/** The series that suits a document best: of its organ and kind, then of its kind; null where none names it. */
export function seriesFor(
	all: readonly Series[],
	document: { kind: string; issuer: string },
): string | null {
	const suits = all.filter(
		({ direction, disabled, kinds }) =>
			direction === 'outgoing' &&
			disabled !== true &&
			(kinds ?? []).some((each) => each === document.kind),
	);
	const own = suits.find(({ organ }) => (organ ?? '') !== '' && organ === document.issuer);
	return (own ?? suits.find(({ organ }) => (organ ?? '') === ''))?.id ?? null;
}
