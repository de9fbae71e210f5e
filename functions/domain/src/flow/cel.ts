import { Environment, type ASTNode, type ParseResult } from '@marcbachmann/cel-js';
import type { FlowField } from './definition.ts';

/** What conditions may name besides the fields: who began the case, and the unit they act in (ids). */
export const BUILT_IN = ['initiator', 'unit'] as const;

/** Letters of a condition; the definition's schema has the same limit. */
export const MAX_LENGTH = 500;
/** People of one field that a condition looks at; longer lists are not evaluated. */
export const MAX_PEOPLE = 1000;

const TYPES: Record<FlowField['type'], string> = {
	text: 'string',
	number: 'double',
	boolean: 'bool',
	date: 'string',
	choice: 'string',
	people: 'list<string>',
};

/** Words for types, as messages say them. */
export const TYPE_WORDS: Record<FlowField['type'], string> = {
	text: '文本',
	number: '数字',
	boolean: '是否',
	date: '日期',
	choice: '选项',
	people: '人员',
};

const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;
const KEYWORDS = new Set(['in', 'true', 'false', 'null', 'self', ...BUILT_IN]);

/** Whether conditions can name a field of this id: a CEL identifier that means nothing else. */
export function isNameable(id: string): boolean {
	return IDENTIFIER.test(id) && !KEYWORDS.has(id) && environmentTakes(id);
}

function environmentTakes(id: string): boolean {
	try {
		new Environment().registerVariable(id, 'bool');
		return true;
	} catch {
		return false;
	}
}

/** What is known about one list of fields; conditions of a flow share it. */
interface Known {
	environment: Environment;
	parsed: Map<string, ParseResult>;
}
const known = new WeakMap<readonly FlowField[], Known>();

function knownOf(fields: readonly FlowField[]): Known {
	const before = known.get(fields);
	if (before !== undefined) return before;
	const environment = new Environment({
		limits: { maxAstNodes: 120, maxDepth: 16, maxListElements: 50, maxMapEntries: 0 },
	});
	for (const name of BUILT_IN) environment.registerVariable(name, 'string');
	for (const { id, type } of fields)
		if (!environment.hasVariable(id) && isNameable(id))
			environment.registerVariable(id, TYPES[type]);
	const made = { environment, parsed: new Map<string, ParseResult>() };
	known.set(fields, made);
	return made;
}

/** The environment in which conditions over these fields are checked. */
export function environmentOf(fields: readonly FlowField[]): Environment {
	return knownOf(fields).environment;
}

/** A condition, parsed once for its list of fields. @throws ParseError where it cannot be parsed. */
export function parsed(when: string, fields: readonly FlowField[]): ParseResult {
	const cache = knownOf(fields).parsed;
	const before = cache.get(when);
	if (before !== undefined) return before;
	const made = environmentOf(fields).parse(when);
	if (cache.size > 500) cache.clear();
	cache.set(when, made);
	return made;
}

/** Nodes directly below a node of the syntax tree. */
export function below(node: ASTNode): ASTNode[] {
	switch (node.op) {
		case 'value':
		case 'id':
			return [];
		case '.':
		case '.?':
			return [node.args[0]];
		case 'call':
			return node.args[1];
		case 'rcall':
			return [node.args[1], ...node.args[2]];
		case 'list':
			return node.args;
		case 'map':
			return node.args.flat();
		case '!_':
		case '-_':
			return [node.args];
		default:
			return node.args;
	}
}

/** What a condition is evaluated with: every declared field in its type, absent ones as the type's default. */
export function valuesFor(
	values: Readonly<Record<string, unknown>>,
	fields: readonly FlowField[],
): Record<string, unknown> {
	// Without a prototype, so that a field named `constructor` is what the form says.
	const context = Object.create(null) as Record<string, unknown>;
	for (const name of BUILT_IN) context[name] = textOf(own(values, name));
	for (const { id, type } of fields)
		if (!(id in context)) context[id] = typed(own(values, id), type);
	return context;
}

function own(values: Readonly<Record<string, unknown>>, id: string): unknown {
	return Object.hasOwn(values, id) ? values[id] : undefined;
}

function typed(value: unknown, type: FlowField['type']): unknown {
	switch (type) {
		case 'number':
			return numberOf(value);
		case 'boolean':
			return value === true;
		case 'date':
			return value instanceof Date && !Number.isNaN(value.getTime())
				? dayOf(value)
				: textOf(value).slice(0, 10);
		case 'people':
			return (Array.isArray(value) ? (value as unknown[]) : [value]).filter(
				(uid): uid is string => typeof uid === 'string' && uid !== '',
			);
		case 'text':
		case 'choice':
			return textOf(value);
	}
}

function numberOf(value: unknown): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : 0;
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}

/** The day of a moment in the office's time (UTC+8). */
function dayOf(at: Date): string {
	return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}
