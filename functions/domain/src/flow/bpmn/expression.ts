import { checkCondition } from '../conditions.ts';
import type { FlowField } from '../definition.ts';

const TOKEN =
	/\s*(?:(\d+(?:\.\d+)?)|('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|([A-Za-z_][A-Za-z0-9_]*)|(==|!=|<=|>=|&&|\|\||[<>!()]))/y;

/** Operators that the unified expression language also writes as words. */
const WORDS: Record<string, string> = {
	eq: '==',
	ne: '!=',
	gt: '>',
	lt: '<',
	ge: '>=',
	le: '<=',
	and: '&&',
	or: '||',
	not: '!',
};
const COMPARES = new Set(['==', '!=', '<', '>', '<=', '>=']);

type Type = 'number' | 'text' | 'boolean';
interface Token {
	kind: Type | 'name' | 'operator';
	/** As it is written in CEL. */
	text: string;
}

/** A condition of another engine in our own words, and the fields that it names. */
export interface Translated {
	when: string;
	fields: FlowField[];
}

/**
 * Translates a condition such as `${amount > 5000 and type == 'goods'}` into CEL. Types follow from what
 * variables are compared with. Null where it calls methods, calculates, or leaves a type open.
 */
export function translateCondition(
	expression: string,
	known: readonly FlowField[],
): Translated | null {
	const body = /^[$#]\{([\s\S]*)\}$/.exec(expression.trim())?.[1] ?? null;
	const tokens = body === null ? null : tokensOf(body);
	if (tokens === null || tokens.length === 0) return null;
	const types = new Map<string, Type>();
	for (const [at, token] of tokens.entries()) {
		if (token.kind !== 'name') continue;
		const type = typeAt(tokens, at);
		if (type === null || (types.get(token.text) ?? type) !== type) return null;
		types.set(token.text, type);
	}
	const fields = [...types].map(
		([id, type]): FlowField =>
			known.find((field) => field.id === id) ?? { id, label: id.slice(0, 20), type, options: [] },
	);
	const when = tokens
		.map(({ text }) => text)
		.join(' ')
		.replaceAll('! ', '!');
	return checkCondition(when, fields) === null ? { when, fields } : null;
}

function tokensOf(body: string): Token[] | null {
	const tokens: Token[] = [];
	const end = body.trimEnd().length;
	TOKEN.lastIndex = 0;
	while (TOKEN.lastIndex < end) {
		const match = TOKEN.exec(body);
		if (match === null) return null;
		const [, number, string, name, operator] = match;
		if (number !== undefined)
			tokens.push({ kind: 'number', text: number.includes('.') ? number : `${number}.0` });
		else if (string !== undefined) tokens.push({ kind: 'text', text: quoted(string) });
		else if (name === 'true' || name === 'false') tokens.push({ kind: 'boolean', text: name });
		else if (name === 'null' || name === 'empty') return null;
		else if (name !== undefined && WORDS[name] === undefined)
			tokens.push({ kind: 'name', text: name });
		else tokens.push({ kind: 'operator', text: WORDS[name ?? ''] ?? operator ?? '' });
	}
	return tokens;
}

function quoted(literal: string): string {
	return JSON.stringify(literal.slice(1, -1).replace(/\\(.)/g, '$1'));
}

/** The type of a variable by what it is compared with; one that stands alone is true or false. */
function typeAt(tokens: readonly Token[], at: number): Type | null {
	const operatorAt = (place: number) => {
		const token = tokens[place];
		return token?.kind === 'operator' && COMPARES.has(token.text);
	};
	const side = operatorAt(at + 1) ? at + 2 : operatorAt(at - 1) ? at - 2 : null;
	if (side === null) return 'boolean';
	const kind = tokens[side]?.kind;
	return kind === 'number' || kind === 'text' || kind === 'boolean' ? kind : null;
}
