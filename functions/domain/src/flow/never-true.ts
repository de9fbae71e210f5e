import { serialize, type ASTNode } from '@marcbachmann/cel-js';
import { below, environmentOf, parsed } from './cel.ts';
import type { FlowField } from './definition.ts';

type Scalar = number | string;
type Order = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** One thing a way of fulfilling a condition asks for. */
type Demand =
	| { kind: 'constant'; holds: boolean }
	| { kind: 'compare'; id: string; op: Order; value: Scalar }
	| { kind: 'oneOf'; id: string; values: Scalar[] }
	/** Anything else, by its text: it can hold or not, but not both. */
	| { kind: 'other'; text: string; holds: boolean };

/** More ways than that are not looked at. */
const MAX_WAYS = 128;

const INVERSE: Record<Order, Order> = {
	'==': '!=',
	'!=': '==',
	'<': '>=',
	'<=': '>',
	'>': '<=',
	'>=': '<',
};
const MIRROR: Record<Order, Order> = {
	'==': '==',
	'!=': '!=',
	'<': '>',
	'<=': '>=',
	'>': '<',
	'>=': '<=',
};

/**
 * Why a condition can never hold, as a Chinese sentence; null where it can, or where that cannot be decided.
 * It looks at constants, at comparisons of one field that contradict each other, and at values that are not
 * options of a choice; what it does not understand counts as possible.
 */
export function neverTrue(when: string, fields: readonly FlowField[]): string | null {
	try {
		if (!environmentOf(fields).check(when).valid) return null;
		const ways = new Reading(fields).ways(parsed(when, fields).ast, true);
		if (ways === null) return null;
		const reasons = ways.map((way) => contradiction(way, fields));
		const [first] = reasons;
		if (first === undefined || reasons.includes(null)) return null;
		return first;
	} catch {
		return null;
	}
}

/** Reads a syntax tree as ways in which it can be fulfilled: a disjunction of conjunctions. */
class Reading {
	readonly #fields: readonly FlowField[];

	constructor(fields: readonly FlowField[]) {
		this.#fields = fields;
	}

	/** Every way in which the node comes out as `wanted`; null where there are too many. */
	ways(node: ASTNode, wanted: boolean): Demand[][] | null {
		const constant = this.#constant(node);
		// What fails is neither true nor false.
		if (constant !== undefined) return [[{ kind: 'constant', holds: constant.value === wanted }]];
		switch (node.op) {
			case '!_':
				return this.ways(node.args, !wanted);
			case '&&':
			case '||': {
				const [left, right] = node.args;
				const parts = [this.ways(left, wanted), this.ways(right, wanted)] as const;
				return (node.op === '&&') === wanted ? both(...parts) : either(...parts);
			}
			case '?:': {
				const [test, then, other] = node.args;
				return either(
					both(this.ways(test, true), this.ways(then, wanted)),
					both(this.ways(test, false), this.ways(other, wanted)),
				);
			}
			default:
				return [this.#demands(node, wanted)];
		}
	}

	#demands(node: ASTNode, wanted: boolean): Demand[] {
		const other: Demand[] = [{ kind: 'other', text: serialize(node), holds: wanted }];
		switch (node.op) {
			case '==':
			case '!=':
			case '<':
			case '<=':
			case '>':
			case '>=': {
				const [left, right] = node.args;
				const op = wanted ? node.op : INVERSE[node.op];
				return this.#compare(left, op, right) ?? this.#compare(right, MIRROR[op], left) ?? other;
			}
			case 'in': {
				const [id, list] = node.args;
				if (id.op !== 'id' || list.op !== 'list') return other;
				const values = list.args.map((item) => scalar(this.#constant(item)?.value));
				if (values.includes(undefined)) return other;
				const known = values.filter((value) => value !== undefined);
				return wanted
					? [{ kind: 'oneOf', id: id.args, values: known }]
					: known.map((value) => ({ kind: 'compare', id: id.args, op: '!=', value }));
			}
			default:
				return other;
		}
	}

	#compare(field: ASTNode, op: Order, against: ASTNode): Demand[] | null {
		if (field.op !== 'id') return null;
		const constant = this.#constant(against)?.value;
		if (typeof constant === 'boolean' && (op === '==' || op === '!='))
			return [{ kind: 'other', text: field.args, holds: (op === '==') === constant }];
		const value = scalar(constant);
		return value === undefined ? null : [{ kind: 'compare', id: field.args, op, value }];
	}

	/** The value of what names no field; undefined where it does. What fails has the value undefined. */
	#constant(node: ASTNode): { value: unknown } | undefined {
		if (names(node)) return undefined;
		try {
			return { value: parsed(serialize(node), this.#fields)() as unknown };
		} catch {
			return { value: undefined };
		}
	}
}

function names(node: ASTNode): boolean {
	return node.op === 'id' || below(node).some(names);
}

function scalar(value: unknown): Scalar | undefined {
	if (typeof value === 'bigint')
		return Number.isSafeInteger(Number(value)) ? Number(value) : undefined;
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	return typeof value === 'string' ? value : undefined;
}

function either(left: Demand[][] | null, right: Demand[][] | null): Demand[][] | null {
	if (left === null || right === null || left.length + right.length > MAX_WAYS) return null;
	return [...left, ...right];
}

function both(left: Demand[][] | null, right: Demand[][] | null): Demand[][] | null {
	if (left === null || right === null || left.length * right.length > MAX_WAYS) return null;
	return left.flatMap((a) => right.map((b) => [...a, ...b]));
}

/** Why these demands cannot all be met; null where they may. */
function contradiction(demands: readonly Demand[], fields: readonly FlowField[]): string | null {
	for (const demand of demands) {
		if (demand.kind === 'constant' && !demand.holds) return '条件里有一部分永远是“否”。';
		const opposite = demands.some(
			(each) =>
				demand.kind === 'other' &&
				each.kind === 'other' &&
				each.text === demand.text &&
				each.holds !== demand.holds,
		);
		if (opposite && demand.kind === 'other') return `“${demand.text}”被要求既是“是”又是“否”。`;
	}
	const ids = demands.flatMap((each) => ('id' in each ? [each.id] : []));
	for (const id of new Set(ids)) {
		const own = demands.filter((each) => 'id' in each && each.id === id);
		const field = fields.find((each) => each.id === id);
		const found = impossible(own, field);
		if (found !== null) return found;
	}
	return null;
}

function impossible(demands: readonly Demand[], field: FlowField | undefined): string | null {
	const label = field?.label ?? '字段';
	const options = field?.type === 'choice' && field.options.length > 0 ? field.options : null;
	const named = demands.flatMap((each) =>
		each.kind === 'oneOf'
			? [each.values]
			: each.kind === 'compare' && each.op === '=='
				? [[each.value]]
				: [],
	);
	const [candidates] = options === null ? named : [['', ...options]];
	if (candidates === undefined) return emptyRange(demands) ? `对“${label}”的要求互相矛盾。` : null;
	if (candidates.some((value) => demands.every((each) => meets(value, each)))) return null;
	const strange = named.flat().find((value) => options?.includes(String(value)) === false);
	return strange === undefined
		? `对“${label}”的要求互相矛盾。`
		: `“${strange}”不是“${label}”的选项。`;
}

function meets(value: Scalar, demand: Demand): boolean {
	if (demand.kind === 'oneOf') return demand.values.includes(value);
	if (demand.kind !== 'compare') return true;
	switch (demand.op) {
		case '==':
			return value === demand.value;
		case '!=':
			return value !== demand.value;
		case '<':
			return value < demand.value;
		case '<=':
			return value <= demand.value;
		case '>':
			return value > demand.value;
		case '>=':
			return value >= demand.value;
	}
}

/** Whether no value lies above every lower and below every upper bound. */
function emptyRange(demands: readonly Demand[]): boolean {
	const compared = demands.filter((each) => each.kind === 'compare');
	const lower = compared.filter(({ op }) => op === '>' || op === '>=');
	const upper = compared.filter(({ op }) => op === '<' || op === '<=');
	return (
		upper.some(({ op, value }) => op === '<' && value === '') ||
		lower.some((low) =>
			upper.some((high) => {
				if (low.value > high.value) return true;
				if (low.value !== high.value) return false;
				return (
					low.op === '>' ||
					high.op === '<' ||
					compared.some(({ op, value }) => op === '!=' && value === low.value)
				);
			}),
		)
	);
}
