import {
	EvaluationError,
	ParseError,
	TypeError as CelTypeError,
	type ASTNode,
} from '@marcbachmann/cel-js';
import { grant, refuse, type Decision } from '../core/decision.ts';
import {
	below,
	environmentOf,
	isNameable,
	MAX_LENGTH,
	MAX_PEOPLE,
	parsed,
	TYPE_WORDS,
	valuesFor,
} from './cel.ts';
import type { FlowField } from './definition.ts';

export { neverTrue } from './never-true.ts';

/**
 * Conditions of edges (条件): CEL (Common Expression Language, cel.dev) over the declared fields and
 * `initiator`, `unit`. A number is a double (`amount > 50000.0`), people are a list of ids, text and choice
 * are strings, a date is its ISO day (`"2026-11-26"`, office time), which compares in the order of days. An
 * absent value is the default of its type: 0.0, false, "" or [].
 */

/** Functions and macros a condition may call: nothing that loops within a loop, or backtracks. */
const FUNCTIONS = new Set(['size', 'double', 'int', 'string', 'bool', 'has']);
const METHODS = new Set(['size', 'startsWith', 'endsWith', 'contains', 'lowerAscii', 'trim']);
const LOOPS = new Set(['exists', 'all', 'exists_one']);

/**
 * What is wrong with a condition, as a Chinese sentence for the person who writes it; null where it can be
 * evaluated and answers yes or no.
 */
export function checkCondition(when: string, fields: readonly FlowField[]): string | null {
	if (when.trim() === '') return '条件是空的，请填写，或去掉这个条件。';
	if (when.length > MAX_LENGTH) return `条件太长，最多 ${MAX_LENGTH} 个字符，请拆成几条连线。`;
	try {
		const { ast } = parsed(when, fields);
		const forbidden = forbiddenIn(ast, false);
		if (forbidden !== null) return forbidden;
		const { valid, type, error } = environmentOf(fields).check(when);
		if (!valid) return sentenceOf(error, when, fields);
		if (type !== 'bool') return '条件的结果必须是“是”或“否”，请写成比较，例如 amount > 50000.0。';
		return null;
	} catch (error) {
		return sentenceOf(error, when, fields);
	}
}

/** Whether a condition holds for these values; a condition that cannot be evaluated is refused in words. */
export function evaluateCondition(
	when: string,
	values: Readonly<Record<string, unknown>>,
	fields: readonly FlowField[],
): Decision<boolean, 'flow/badCondition'> {
	const problem = checkCondition(when, fields);
	if (problem !== null) return refuse('flow/badCondition', { condition: when, problem });
	const context = valuesFor(values, fields);
	if (Object.values(context).some((value) => Array.isArray(value) && value.length > MAX_PEOPLE))
		return refuse('flow/badCondition', {
			condition: when,
			problem: `人员超过 ${MAX_PEOPLE} 位，无法判断。`,
		});
	try {
		const result: unknown = parsed(when, fields)(context);
		return grant(result === true);
	} catch (error) {
		const found = sentenceOf(error, when, fields);
		return refuse('flow/badCondition', { condition: when, problem: found });
	}
}

/** Whether a condition holds; one that cannot be evaluated does not. Never throws. */
export function holds(
	when: string,
	values: Readonly<Record<string, unknown>>,
	fields: readonly FlowField[],
): boolean {
	const decided = evaluateCondition(when, values, fields);
	return decided.ok && decided.value;
}

/** Why the tree is refused although it may be good CEL: it could cost more than a condition should. */
function forbiddenIn(node: ASTNode, inLoop: boolean): string | null {
	let looping = inLoop;
	if (node.op === 'call' && !FUNCTIONS.has(node.args[0]))
		return `条件里不能使用函数 ${node.args[0]}。`;
	if (node.op === 'rcall') {
		const [name] = node.args;
		if (LOOPS.has(name)) {
			if (inLoop) return `条件里的 ${name} 不能套在另一个循环里。`;
			looping = true;
		} else if (!METHODS.has(name)) return `条件里不能使用函数 ${name}。`;
	}
	for (const child of below(node)) {
		const found = forbiddenIn(child, looping);
		if (found !== null) return found;
	}
	return null;
}

/** Places in a condition are counted from 1, as people count letters. */
function sentenceOf(error: unknown, when: string, fields: readonly FlowField[]): string {
	if (error instanceof ParseError) {
		if (error.code === 'limit_exceeded') return '条件太复杂，请拆成几条连线。';
		const at = error.range?.start ?? when.length;
		const rest = when.slice(at, at + 8).trim();
		return rest === ''
			? '条件没有写完，请补上后面的内容。'
			: `条件第 ${at + 1} 个字符“${rest}”处写法有误，请检查引号、括号和运算符。`;
	}
	if (error instanceof CelTypeError) return typeSentence(error, fields);
	if (error instanceof EvaluationError) return `条件无法计算（${error.summary}），请检查写法。`;
	return '条件无法识别，请检查写法。';
}

function typeSentence(error: CelTypeError, fields: readonly FlowField[]): string {
	if (error.code === 'unknown_variable') {
		const name = error.summary.replace(/^.*: /, '');
		const field = fields.find(({ id }) => id === name || id.startsWith(`${name}-`));
		if (field !== undefined && !isNameable(field.id))
			return `字段“${field.label}”的编号 ${field.id} 不能用在条件里，请改成字母、数字和下划线。`;
		const names = fields.filter(({ id }) => isNameable(id)).map(({ id }) => id);
		const known = names.length > 0 ? `可用的字段：${names.slice(0, 8).join('、')}` : '请先声明字段';
		return `没有名为 ${name} 的字段。${known}。`;
	}
	if (/double/.test(error.summary) && /\bint\b/.test(error.summary))
		return '数字要写成小数，例如 5.0 而不是 5。';
	const node = error.node;
	const ids =
		node === undefined
			? []
			: below(node).flatMap((child) => (child.op === 'id' ? [child.args] : []));
	const field = fields.find(({ id }) => ids.includes(id));
	return field === undefined
		? `条件两边的类型不一致（${error.summary}），请检查写法。`
		: `“${field.label}”是${TYPE_WORDS[field.type]}，不能这样比较，请检查写法。`;
}
