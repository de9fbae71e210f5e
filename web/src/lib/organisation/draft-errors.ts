import type { z } from 'zod';
import { m } from './words.ts';

/** What is wrong with a form, by field; `form` for what concerns no single field. */
export type FormErrors = Record<string, string>;

const sentences: Record<string, () => string> = {
	staffNumber: () => m.badStaffNumber,
	email: () => m.badEmail,
	phone: () => m.badPhone,
	code: () => m.badCode,
	postIds: () => m.needPost,
	password: () => m.weak,
};

/** Which field a refusal of the server is about. */
const fieldOfRefusal: Record<string, string> = {
	'access/staffNumberTaken': 'staffNumber',
	'access/emailTaken': 'email',
	'access/unitNameTaken': 'name',
	'access/unitCodeTaken': 'code',
	'access/postNameTaken': 'name',
	'access/roleNameTaken': 'name',
	'access/weakPassword': 'password',
};

/** The errors of a draft by the schema of the domain; empty when there are none. */
export function draftErrors(schema: z.ZodType, draft: Record<string, unknown>): FormErrors {
	const parsed = schema.safeParse(draft);
	if (parsed.success) return {};
	const errors: FormErrors = {};
	for (const issue of parsed.error.issues) {
		const field = String(issue.path[0] ?? 'form');
		const value = draft[field];
		const missing = typeof value === 'string' && value.trim() === '';
		errors[field] ??= missing ? m.empty : (sentences[field]?.() ?? m.bad);
	}
	return errors;
}

/** A refusal as an error of the field it is about. */
export function refusalErrors(refusal: { code: string; message: string }): FormErrors {
	return { [fieldOfRefusal[refusal.code] ?? 'form']: refusal.message };
}
