import { z } from 'zod';
import { grant, refuse, type Decision } from '../core/decision.ts';
import { excessOf, FORMULA_LIMITS } from '../formula/limits.ts';
import { SUGGESTION_ATTRIBUTES, type BodyAttribute, type BodyMark, type BodyNode } from './body.ts';

/** Limits of one text; a book belongs into attachments. */
export const BODY_LIMITS = { nodes: 50_000, characters: 400_000, depth: 24 } as const;

type Check = (value: unknown) => boolean;

const oneOf =
	(...values: unknown[]): Check =>
	(value) =>
		values.includes(value);
const whole =
	(min: number, max: number): Check =>
	(value) =>
		Number.isInteger(value) && (value as number) >= min && (value as number) <= max;
const text =
	(max: number, pattern?: RegExp): Check =>
	(value) =>
		typeof value === 'string' && value.length <= max && (pattern?.test(value) ?? true);
const orNull =
	(check: Check): Check =>
	(value) =>
		value === null || check(value);

const stamp = orNull(text(200, /^[^|]{1,64}\|[^|]{1,128}\|[^|]{0,40}$/));
const suggestion: Record<string, Check> = Object.fromEntries(
	SUGGESTION_ATTRIBUTES.map((key) => [key, key === 'sgMod' ? orNull(text(4_000)) : stamp]),
);
const textAlign = orNull(oneOf('left', 'center', 'right', 'justify'));
const cell: Record<string, Check> = {
	colspan: whole(1, 60),
	rowspan: whole(1, 200),
	colwidth: orNull(
		(value) => Array.isArray(value) && value.length <= 60 && value.every(whole(0, 10_000)),
	),
	...suggestion,
};
const INLINE = ['text', 'hardBreak', 'formula'];
const BLOCKS = ['paragraph', 'heading', 'bulletList', 'orderedList', 'table', 'image'];

interface NodeRule {
	attrs: Record<string, Check>;
	/** Allowed children; empty for a leaf. */
	children: readonly string[];
	/** Whether at least one child is demanded. */
	filled: boolean;
	/** Kind the first child must have. */
	first?: string;
}

/** The vocabulary: which node may hold which attributes and children. */
const NODES: Record<string, NodeRule> = {
	doc: { attrs: {}, children: [...BLOCKS, 'attachmentStart'], filled: true },
	paragraph: {
		attrs: { textAlign, ...suggestion },
		children: INLINE,
		filled: false,
	},
	heading: {
		attrs: { level: whole(1, 4), textAlign, ...suggestion },
		children: INLINE,
		filled: false,
	},
	bulletList: { attrs: suggestion, children: ['listItem'], filled: true },
	orderedList: {
		attrs: { start: whole(0, 100_000), type: orNull(text(4)), ...suggestion },
		children: ['listItem'],
		filled: true,
	},
	listItem: { attrs: suggestion, children: BLOCKS, filled: true, first: 'paragraph' },
	table: { attrs: suggestion, children: ['tableRow'], filled: true },
	tableRow: { attrs: suggestion, children: ['tableCell', 'tableHeader'], filled: false },
	tableCell: { attrs: cell, children: BLOCKS, filled: true },
	tableHeader: { attrs: cell, children: BLOCKS, filled: true },
	image: {
		attrs: {
			file: text(128, /^[A-Za-z0-9_-]{1,128}$/),
			alt: orNull(text(300)),
			width: orNull(whole(1, 2_000)),
			...suggestion,
		},
		children: [],
		filled: false,
	},
	// 附件 begins here: on a new page, up to the next one or the end of the text.
	attachmentStart: {
		attrs: { title: text(200, /^[^\n]*$/), landscape: oneOf(true, false), ...suggestion },
		children: [],
		filled: false,
	},
	hardBreak: { attrs: { sgIns: stamp, sgDel: stamp }, children: [], filled: false },
	// 公式 in LaTeX, within the line or on a line of its own; its length and depth are checked apart.
	formula: {
		attrs: {
			latex: text(BODY_LIMITS.characters, /^[^\p{Cc}]*$/u),
			display: oneOf(true, false),
			sgIns: stamp,
			sgDel: stamp,
			sgMod: suggestion['sgMod'] ?? stamp,
		},
		children: [],
		filled: false,
	},
};

const id = text(64, /^[^|]{1,64}$/);
const author = text(128, /^[^|]{1,128}$/);
const signed: Record<string, Check> = { id, by: author, at: text(40) };
const MARKS: Record<string, Record<string, Check>> = {
	bold: {},
	italic: {},
	underline: {},
	ins: signed,
	del: signed,
	fmt: { ...signed, prev: text(4_000) },
	annotation: { id },
};

/** Why a body was refused: malformed (with the place), too large, or with formulae beyond their limits. */
export type BodyRefusal =
	'document/bodyMalformed' | 'document/bodyTooLarge' | 'document/formulaTooLarge';

/** Checks that an unknown value is a body of this vocabulary and copies only what it allows. */
export function checkBody(value: unknown): Decision<BodyNode, BodyRefusal> {
	const count: Count = { nodes: 0, characters: 0, formulae: 0 };
	try {
		const node = checkNode(value, 'doc', count, 0);
		if (node.type !== 'doc') throw new Malformed('doc');
		return grant(node);
	} catch (error) {
		if (error instanceof TooLarge) return refuse('document/bodyTooLarge');
		if (error instanceof FormulaTooLarge) return refuse('document/formulaTooLarge');
		if (error instanceof Malformed)
			return refuse('document/bodyMalformed', { place: error.message });
		throw error;
	}
}

/** `checkBody` as a zod schema, for inputs of callables and fields of records. */
export const bodySchema = z.unknown().transform((value, context): BodyNode => {
	const checked = checkBody(value);
	if (checked.ok) return checked.value;
	context.addIssue({ code: 'custom', message: checked.code });
	return z.NEVER;
});

class Malformed extends Error {}
class TooLarge extends Error {}
class FormulaTooLarge extends Error {}

/** What was met so far. */
interface Count {
	nodes: number;
	characters: number;
	formulae: number;
}

function checkNode(value: unknown, path: string, count: Count, depth: number): BodyNode {
	count.nodes += 1;
	if (depth > BODY_LIMITS.depth || count.nodes > BODY_LIMITS.nodes) throw new TooLarge();
	const raw = asRecord(value, path);
	allowKeys(raw, ['type', 'attrs', 'content', 'text', 'marks'], path);
	if (raw['type'] === 'text') return checkText(raw, path, count);
	const type = String(raw['type']);
	const rule = Object.hasOwn(NODES, type) ? NODES[type] : undefined;
	if (!rule || raw['text'] !== undefined) throw new Malformed(path);
	if (raw['marks'] !== undefined && !(Array.isArray(raw['marks']) && raw['marks'].length === 0))
		throw new Malformed(path);
	const node: BodyNode = { type };
	const attrs = checkAttrs(raw['attrs'], rule.attrs, path);
	if (attrs) node.attrs = attrs;
	if (type === 'image' && typeof attrs?.['file'] !== 'string') throw new Malformed(path);
	if (type === 'formula') checkFormula(attrs?.['latex'], path, count);
	const children = checkChildren(raw['content'], rule, `${path}.${type}`, count, depth);
	if (children.length) node.content = children;
	return node;
}

function checkFormula(latex: BodyAttribute | undefined, path: string, count: Count): void {
	if (typeof latex !== 'string') throw new Malformed(path);
	count.formulae += 1;
	count.characters += latex.length;
	if (count.formulae > FORMULA_LIMITS.count || excessOf(latex)) throw new FormulaTooLarge();
}

function checkChildren(
	value: unknown,
	rule: NodeRule,
	path: string,
	count: Count,
	depth: number,
): BodyNode[] {
	if (value !== undefined && !Array.isArray(value)) throw new Malformed(path);
	const children = ((value ?? []) as unknown[]).map((child, index) =>
		checkNode(child, `${path}[${index}]`, count, depth + 1),
	);
	for (const child of children) {
		if (!rule.children.includes(child.type)) throw new Malformed(`${path}>${child.type}`);
	}
	if (rule.filled && children.length === 0) throw new Malformed(path);
	if (rule.first && children[0]?.type !== rule.first) throw new Malformed(path);
	return children;
}

function checkText(
	raw: Record<string, unknown>,
	path: string,
	count: { characters: number },
): BodyNode {
	const value = raw['text'];
	if (typeof value !== 'string' || value === '') throw new Malformed(path);
	if (raw['content'] !== undefined || raw['attrs'] !== undefined) throw new Malformed(path);
	count.characters += value.length;
	if (count.characters > BODY_LIMITS.characters) throw new TooLarge();
	const node: BodyNode = { type: 'text', text: value };
	if (raw['marks'] === undefined) return node;
	if (!Array.isArray(raw['marks']) || raw['marks'].length > 40) throw new Malformed(path);
	const marks = raw['marks'].map((mark) => checkMark(mark, path));
	if (marks.length) node.marks = marks;
	return node;
}

function checkMark(value: unknown, path: string): BodyMark {
	const raw = asRecord(value, path);
	allowKeys(raw, ['type', 'attrs'], path);
	const type = String(raw['type']);
	const rule = Object.hasOwn(MARKS, type) ? MARKS[type] : undefined;
	if (!rule) throw new Malformed(`${path}:${type}`);
	const attrs = checkAttrs(raw['attrs'], rule, path);
	for (const key of Object.keys(rule)) {
		if (attrs?.[key] === undefined) throw new Malformed(`${path}:${type}.${key}`);
	}
	return attrs ? { type, attrs } : { type };
}

function checkAttrs(
	value: unknown,
	rules: Record<string, Check>,
	path: string,
): Record<string, BodyAttribute> | null {
	if (value === undefined) return null;
	const raw = asRecord(value, path);
	const attrs: Record<string, BodyAttribute> = {};
	for (const [key, item] of Object.entries(raw)) {
		const check = Object.hasOwn(rules, key) ? rules[key] : undefined;
		if (!check?.(item)) throw new Malformed(`${path}@${key}`);
		attrs[key] = item as BodyAttribute;
	}
	return Object.keys(attrs).length ? attrs : null;
}

function asRecord(value: unknown, path: string): Record<string, unknown> {
	if (typeof value !== 'object' || value === null || Array.isArray(value))
		throw new Malformed(path);
	return value as Record<string, unknown>;
}

function allowKeys(raw: Record<string, unknown>, keys: readonly string[], path: string): void {
	for (const key of Object.keys(raw)) {
		if (!keys.includes(key)) throw new Malformed(`${path}.${key}`);
	}
}
