import type { FlowField } from '@wenshu/domain/flow/definition.ts';
import { p } from './step-words.ts';

/** The types a field of the form may have, in their order. */
export const fieldTypes = ['text', 'number', 'boolean', 'date', 'choice', 'people'] as const;

const words: Record<FlowField['type'], () => string> = {
	text: () => p.typeText,
	number: () => p.typeNumber,
	boolean: () => p.typeBoolean,
	date: () => p.typeDate,
	choice: () => p.typeChoice,
	people: () => p.typePeople,
};
export const typeWords = (type: FlowField['type']): string => words[type]();
