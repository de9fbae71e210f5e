import { isNameable } from '@wenshu/domain/flow/cel.ts';
import { conditionSentence, type IdNames } from '@wenshu/domain/flow/condition-sentence.ts';
import type { FlowField } from '@wenshu/domain/flow/definition.ts';
import { p } from './step-words.ts';

/** A comparison that can be built without knowing how conditions are written. */
export interface Comparison {
	id: string;
	label: string;
	/** The condition for a field and a value as typed. */
	write: (fieldId: string, value: string) => string;
	/** Whether it needs a value. */
	valued: boolean;
}

const quoted = (value: string) => JSON.stringify(value);
/** Numbers of conditions are decimal: 5 is written 5.0. */
const decimal = (value: string) => {
	const number = Number(value);
	return Number.isInteger(number) ? `${String(number)}.0` : String(number);
};
const compare = (sign: string, label: string, write: (value: string) => string): Comparison => ({
	id: sign,
	label,
	valued: true,
	write: (fieldId, value) => `${fieldId} ${sign} ${write(value)}`,
});

/** The comparisons that fit a field's type. */
export function comparisonsOf(field: FlowField): Comparison[] {
	const ordered = (write: (value: string) => string) => [
		compare('>', '大于 >', write),
		compare('>=', '大于等于 ≥', write),
		compare('==', '等于 =', write),
		compare('<=', '小于等于 ≤', write),
		compare('<', '小于 <', write),
	];
	switch (field.type) {
		case 'number':
			return ordered(decimal);
		case 'date':
			return ordered(quoted);
		case 'boolean':
			return [
				{ id: 'true', label: p.isTrue, valued: false, write: (id) => id },
				{ id: 'false', label: p.isFalse, valued: false, write: (id) => `!${id}` },
			];
		case 'people':
			return [
				{
					id: 'in',
					label: p.includes,
					valued: true,
					write: (id, value) => `${quoted(value)} in ${id}`,
				},
			];
		default:
			return [
				compare('==', '等于 =', quoted),
				compare('!=', '不等于 ≠', quoted),
				...(field.type === 'text'
					? [
							{
								id: 'contains',
								label: p.includes,
								valued: true,
								write: (id: string, value: string) => `${id}.contains(${quoted(value)})`,
							},
						]
					: []),
			];
	}
}

/** Fields a condition can name. */
export const nameable = (fields: readonly FlowField[]): FlowField[] =>
	fields.filter((field) => isNameable(field.id));

/** A condition as people read it; its own text where it has no words. */
export function conditionWords(when: string, fields: readonly FlowField[], names: IdNames): string {
	return conditionSentence(when, fields, names) ?? when;
}
