import type { FieldContent } from '@wenshu/domain/records/field.ts';
import { showMoment } from '@wenshu/domain/records/show-field.ts';

/** A moment as a date-and-time control wants it, in office time: `2026-11-23T09:05`. */
export function momentInput(value: FieldContent): string {
	return value instanceof Date ? showMoment(value).replace(' ', 'T') : '';
}

/** What a date-and-time control says, as a moment; null when it is empty. */
export function readMomentInput(text: string): Date | null {
	const at = new Date(`${text}:00+08:00`);
	return Number.isNaN(at.getTime()) ? null : at;
}
