import { plainText } from '../document/body.ts';
import type { BodyNode } from '../document/body.ts';
import type { Attachment, Field, FieldContent } from './field.ts';

/** Language of a text: 0 Chinese, 1 English; the index into `Words`. */
export type Language = 0 | 1;

/** Names that only the directory knows. */
export interface Names {
	person(uid: string): string;
	unit(id: string): string;
}

/** Hours by which the office's clock is ahead of UTC: China has one time zone and no summer time. */
const OFFICE_OFFSET_HOURS = 8;

/** A field's value as people read it, in one line. Empty when there is nothing. */
export function showField(
	field: Field,
	content: FieldContent | undefined,
	names: Names,
	language: Language = 0,
): string {
	if (content === undefined || content === null) return '';
	switch (field.kind) {
		case 'text':
		case 'longText':
		case 'date':
			return content as string;
		case 'richText':
			return plainText(content as BodyNode)
				.replace(/\s+/g, ' ')
				.trim();
		case 'integer':
		case 'decimal':
			return withUnit(groupDigits(content as number), field.unit?.[language]);
		case 'money':
			return showMoney(content as number);
		case 'dateTime':
			return showMoment(content as Date);
		case 'choice':
			return field.options[content as string]?.[language] ?? (content as string);
		case 'multiChoice':
			return (content as readonly string[])
				.map((id) => field.options[id]?.[language] ?? id)
				.join(language === 0 ? '、' : ', ');
		case 'boolean':
			return language === 0 ? (content === true ? '是' : '否') : content === true ? 'Yes' : 'No';
		case 'person':
			return names.person(content as string);
		case 'unit':
			return names.unit(content as string);
		case 'units':
			return (content as readonly string[]).length === 0
				? (field.empty?.[language] ?? '')
				: (content as readonly string[]).map((id) => names.unit(id)).join('、');
		case 'attachments':
			return (content as readonly Attachment[]).map((file) => file.name).join('、');
	}
}

function withUnit(text: string, unit: string | undefined): string {
	return unit === undefined ? text : `${text} ${unit}`;
}

/** A number with commas between thousands; decimals as they are. */
export function groupDigits(number: number): string {
	const [whole = '', rest] = String(number).split('.');
	const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
	return rest === undefined ? grouped : `${grouped}.${rest}`;
}

/** An amount in 分 as yuan with two decimals, such as 1,234.50. */
export function showMoney(fen: number): string {
	const cents = String(Math.abs(fen) % 100).padStart(2, '0');
	return `${fen < 0 ? '-' : ''}${groupDigits(Math.trunc(Math.abs(fen) / 100))}.${cents}`;
}

/** A moment in the office's time zone, `2026-11-23 09:05`. */
export function showMoment(at: Date): string {
	const local = new Date(at.getTime() + OFFICE_OFFSET_HOURS * 3_600_000).toISOString();
	return `${local.slice(0, 10)} ${local.slice(11, 16)}`;
}

/** The office's day of a moment, `YYYY-MM-DD`. */
export function dayOf(at: Date): string {
	return showMoment(at).slice(0, 10);
}
