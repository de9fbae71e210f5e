import { checkBody } from '../document/body-check.ts';
import type { Attachment, Field, FieldContent, Words } from './field.ts';
import { emptyValue, isEmpty } from './field.ts';

/** A field as read from a form, an act or a cell: its value, or what is wrong with it. */
export type FieldReading = { ok: true; value: FieldContent } | { ok: false; problem: Words };

const ID = /^[A-Za-z0-9_-]{1,128}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Largest amount in 分 that stays exact and plausible: 100 thousand million yuan. */
const MONEY_MAX = 10_000_000_000_000;
/** Bytes-like bound of a formatted text, in characters of JSON. */
const RICH_TEXT_MAX = 200_000;

const value = (content: FieldContent): FieldReading => ({ ok: true, value: content });
const wrong = (zh: string, en: string): FieldReading => ({ ok: false, problem: [zh, en] });
const notUnderstood = (field: Field) =>
	wrong(`${field.label[0]}填写有误`, `${field.label[1]} is not understood`);

/**
 * Reads what somebody put into a field and checks it against the declaration. The same reading serves
 * forms, imports and the server, so they cannot disagree.
 */
export function readField(field: Field, raw: unknown): FieldReading {
	const blank = field.kind === 'choice' ? null : emptyValue(field);
	const reading = raw === undefined || raw === null ? value(blank) : read(field, raw);
	if (!reading.ok) return reading;
	if (field.required === true && isEmpty(reading.value)) return missing(field);
	return reading;
}

function missing(field: Field): FieldReading {
	const chosen = ['choice', 'multiChoice', 'date', 'dateTime', 'person', 'unit', 'units'];
	return chosen.includes(field.kind)
		? wrong(`请选择${field.label[0]}`, `Choose: ${field.label[1]}`)
		: wrong(`请填写${field.label[0]}`, `Fill in: ${field.label[1]}`);
}

function read(field: Field, raw: unknown): FieldReading {
	switch (field.kind) {
		case 'text':
		case 'longText':
			return readText(field, raw);
		case 'integer':
		case 'decimal':
		case 'money':
			return readNumber(field, raw);
		case 'date':
			return readDay(field, raw);
		case 'dateTime':
			return readMoment(field, raw);
		case 'choice':
			if (raw === '') return value(null);
			return typeof raw === 'string' && Object.hasOwn(field.options, raw)
				? value(raw)
				: wrong(`${field.label[0]}不在可选范围内`, `${field.label[1]} is not one of the choices`);
		case 'multiChoice':
			return readList(field, raw, (item) => Object.hasOwn(field.options, item));
		case 'boolean':
			return typeof raw === 'boolean' ? value(raw) : notUnderstood(field);
		case 'person':
		case 'unit':
			if (raw === '') return value(null);
			return typeof raw === 'string' && ID.test(raw) ? value(raw) : notUnderstood(field);
		case 'units':
			return readList(field, raw, (item) => ID.test(item));
		case 'attachments':
			return readAttachments(field, raw);
		case 'richText':
			return readRichText(field, raw);
	}
}

function readText(
	field: Extract<Field, { kind: 'text' | 'longText' }>,
	raw: unknown,
): FieldReading {
	if (typeof raw !== 'string') return notUnderstood(field);
	let text = raw.replace(/\r\n?/g, '\n').trim();
	if (field.kind === 'text') text = text.replace(/\s+/g, ' ');
	if (field.kind === 'text' && field.form === 'code')
		text = text
			.normalize('NFKC')
			.replace(/[\s·•]/g, '')
			.toUpperCase();
	if (/[\u0000-\u0009\u000b-\u001f\u007f]/.test(text))
		return wrong(
			`${field.label[0]}含有无法识别的字符`,
			`${field.label[1]} has unreadable characters`,
		);
	if ([...text].length > field.max)
		return wrong(
			`${field.label[0]}最多 ${String(field.max)} 字，现有 ${String([...text].length)} 字`,
			`${field.label[1]} takes at most ${String(field.max)} characters`,
		);
	if (field.kind === 'text' && text !== '' && field.pattern && !field.pattern.test.test(text))
		return { ok: false, problem: field.pattern.words };
	return value(text);
}

function readNumber(
	field: Extract<Field, { kind: 'integer' | 'decimal' | 'money' }>,
	raw: unknown,
): FieldReading {
	if (raw === '') return value(null);
	const [zh, en] = field.label;
	if (typeof raw !== 'number' || !Number.isFinite(raw))
		return wrong(`${zh}应为数字`, `${en} must be a number`);
	if (field.kind === 'money') {
		const max = field.max ?? MONEY_MAX;
		if (!Number.isInteger(raw) || raw < 0 || raw > max)
			return wrong(
				`${zh}应在 0 至 ${String(max / 100)} 元之间，精确到分`,
				`${en}: an amount up to ${String(max / 100)} yuan`,
			);
		return value(raw);
	}
	if (field.kind === 'integer' && !Number.isInteger(raw))
		return wrong(`${zh}应为整数`, `${en} must be a whole number`);
	if (field.kind === 'decimal' && !fitsDigits(raw, field.digits))
		return wrong(
			`${zh}最多 ${String(field.digits)} 位小数`,
			`${en} takes at most ${String(field.digits)} decimals`,
		);
	if (field.min !== undefined && raw < field.min)
		return wrong(
			`${zh}不能小于 ${String(field.min)}`,
			`${en} must be at least ${String(field.min)}`,
		);
	if (field.max !== undefined && raw > field.max)
		return wrong(
			`${zh}不能大于 ${String(field.max)}`,
			`${en} must be at most ${String(field.max)}`,
		);
	return value(raw);
}

function fitsDigits(number: number, digits: number): boolean {
	return Math.abs(number) <= 1e15 && Number(number.toFixed(digits)) === number;
}

function readDay(field: Extract<Field, { kind: 'date' }>, raw: unknown): FieldReading {
	if (raw === '') return value(null);
	const [zh, en] = field.label;
	if (typeof raw !== 'string' || !isDay(raw))
		return wrong(`${zh}应为日期，如 2026-11-23`, `${en} must be a date such as 2026-11-23`);
	if (field.min !== undefined && raw < field.min)
		return wrong(`${zh}不能早于 ${field.min}`, `${en} must not be before ${field.min}`);
	if (field.max !== undefined && raw > field.max)
		return wrong(`${zh}不能晚于 ${field.max}`, `${en} must not be after ${field.max}`);
	return value(raw);
}

/** Whether a text is a day of the calendar, written `YYYY-MM-DD`. */
export function isDay(text: string): boolean {
	if (!DAY.test(text)) return false;
	const at = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

function readMoment(field: Field, raw: unknown): FieldReading {
	if (raw === '') return value(null);
	const at = raw instanceof Date ? raw : typeof raw === 'string' ? new Date(raw) : null;
	return at === null || Number.isNaN(at.getTime()) ? notUnderstood(field) : value(at);
}

function readList(field: Field, raw: unknown, belongs: (item: string) => boolean): FieldReading {
	if (!Array.isArray(raw) || raw.length > 100) return notUnderstood(field);
	const items = raw as unknown[];
	if (!items.every((item): item is string => typeof item === 'string' && belongs(item)))
		return wrong(`${field.label[0]}不在可选范围内`, `${field.label[1]} is not one of the choices`);
	return value([...new Set(items)]);
}

function readAttachments(
	field: Extract<Field, { kind: 'attachments' }>,
	raw: unknown,
): FieldReading {
	if (!Array.isArray(raw)) return notUnderstood(field);
	if (raw.length > field.max)
		return wrong(
			`${field.label[0]}最多 ${String(field.max)} 个`,
			`${field.label[1]} takes at most ${String(field.max)} files`,
		);
	const files = (raw as unknown[]).map(readAttachment);
	if (!files.every((file) => file !== null)) return notUnderstood(field);
	return value(files);
}

function readAttachment(raw: unknown): Attachment | null {
	if (raw === null || typeof raw !== 'object') return null;
	const { fileId, name, size } = raw as Record<string, unknown>;
	if (typeof fileId !== 'string' || !ID.test(fileId)) return null;
	if (typeof name !== 'string' || name.trim() === '' || name.length > 255) return null;
	if (typeof size !== 'number' || !Number.isInteger(size) || size < 0) return null;
	return { fileId, name: name.trim(), size };
}

function readRichText(field: Field, raw: unknown): FieldReading {
	const checked = checkBody(raw);
	if (!checked.ok) return notUnderstood(field);
	if (JSON.stringify(checked.value).length > RICH_TEXT_MAX)
		return wrong(`${field.label[0]}过长，请精简或改用附件`, `${field.label[1]} is too long`);
	const blank = (checked.value.content ?? []).every(
		(node) => node.type === 'paragraph' && (node.content ?? []).length === 0,
	);
	return value(blank ? null : checked.value);
}
