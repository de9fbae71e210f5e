import { isoDay } from '../platform/dates.ts';

const day = 86_400_000;

/** A moment as a date-and-time control wants it, in office time: `2026-11-23T09:05`. */
export function toInput(at: Date): string {
	return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16);
}

/** What a date-and-time control says, as a moment; null when it is empty. */
export function fromInput(text: string): Date | null {
	const at = new Date(`${text}:00+08:00`);
	return Number.isNaN(at.getTime()) ? null : at;
}

/** A window from now to the end of a day, so many days on: today is 0. */
export function windowOf(days: number, now: Date): { from: string; until: string } {
	const last = isoDay(new Date(now.getTime() + days * day));
	return { from: toInput(now), until: `${last}T23:59` };
}
