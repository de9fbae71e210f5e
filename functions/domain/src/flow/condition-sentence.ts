import type { ASTNode } from '@marcbachmann/cel-js';
import { parsed } from './cel.ts';
import type { FlowField } from './definition.ts';

/** How ids of people and units that a condition compares with are read. */
export interface IdNames {
	person(uid: string): string;
	unit(id: string): string;
}

type Order = '==' | '!=' | '<' | '<=' | '>' | '>=';
const MIRROR: Record<Order, Order> = {
	'==': '==',
	'!=': '!=',
	'<': '>',
	'<=': '>=',
	'>': '<',
	'>=': '<=',
};
/** Words of a comparison: of numbers; and of days, as of what only is or is not the same. */
const WORDS: Record<'number' | 'date', Record<Order, string>> = {
	number: {
		'==': '等于',
		'!=': '不等于',
		'<': '小于',
		'<=': '不大于',
		'>': '大于',
		'>=': '不小于',
	},
	date: { '==': '为', '!=': '不为', '<': '早于', '<=': '不晚于', '>': '晚于', '>=': '不早于' },
};
const METHODS: Record<string, (value: string) => string> = {
	contains: (value) => `含有${value}`,
	startsWith: (value) => `以${value}开头`,
	endsWith: (value) => `以${value}结尾`,
};

/**
 * A condition as people read it, with the labels of its fields: `amount > 5000.0 && !inPlan` becomes
 * “预算金额（元）大于 5,000，且已列入预算为‘否’”. Null where it calculates, loops or cannot be parsed: then only
 * the text itself says what it means.
 */
export function conditionSentence(
	when: string,
	fields: readonly FlowField[],
	names: IdNames,
): string | null {
	try {
		return new Sentence(fields, names).of(parsed(when, fields).ast);
	} catch {
		return null;
	}
}

class Sentence {
	readonly #fields: readonly FlowField[];
	readonly #names: IdNames;

	constructor(fields: readonly FlowField[], names: IdNames) {
		this.#fields = fields;
		this.#names = names;
	}

	/** What a node that answers yes or no says; null where it has no words. */
	of(node: ASTNode): string | null {
		switch (node.op) {
			case '&&':
				return this.#joined(node.args, '且');
			case '||':
				return this.#joined(node.args, '或');
			case '!_':
				return this.#denied(node.args);
			case 'id':
				return this.#answer(node.args, '是');
			case 'value':
				return typeof node.args === 'boolean' ? (node.args ? '总是' : '从不') : null;
			case 'in':
				return this.#within(node.args[0], node.args[1]);
			case 'rcall':
				return this.#called(node);
			case '==':
			case '!=':
			case '<':
			case '<=':
			case '>':
			case '>=':
				return this.#compared(node.op, node.args[0], node.args[1]);
			default:
				return null;
		}
	}

	/** 且 binds before 或; what is looser inside stands in brackets. */
	#joined([left, right]: readonly [ASTNode, ASTNode], word: '且' | '或'): string | null {
		const part = (node: ASTNode) => {
			const words = this.of(node);
			return words !== null && word === '且' && node.op === '||' ? `（${words}）` : words;
		};
		const [first, second] = [part(left), part(right)];
		return first === null || second === null ? null : `${first}，${word}${second}`;
	}

	#denied(node: ASTNode): string | null {
		if (node.op === 'id') return this.#answer(node.args, '否');
		if (node.op === 'in') return this.#within(node.args[0], node.args[1], '不');
		const words = this.of(node);
		return words === null ? null : `不满足（${words}）`;
	}

	#field(id: string): FlowField | undefined {
		return this.#fields.find((field) => field.id === id);
	}

	#answer(id: string, answer: '是' | '否'): string | null {
		const field = this.#field(id);
		return field === undefined ? null : `${field.label}为“${answer}”`;
	}

	/** A uid in a list of people, or a value in a list of values. */
	#within(item: ASTNode, list: ASTNode, not: '' | '不' = ''): string | null {
		if (list.op === 'id') {
			const field = this.#field(list.args);
			const value = this.#item(item);
			return field === undefined || value === null ? null : `${field.label}${not}包含${value}`;
		}
		const subject = this.#subject(item);
		if (subject === null || list.op !== 'list') return null;
		const values = list.args.map((each) => this.#value(each, subject));
		return values.includes(null) ? null : `${subject.label}${not}为${values.join('、')}之一`;
	}

	/** Somebody looked for in a list of people. */
	#item(node: ASTNode): string | null {
		if (node.op === 'id') return node.args === 'initiator' ? '发起人' : null;
		if (node.op !== 'value' || typeof node.args !== 'string') return null;
		return ` ${this.#names.person(node.args)}`;
	}

	#called({ args: [name, on, given] }: Extract<ASTNode, { op: 'rcall' }>): string | null {
		const write = METHODS[name];
		const subject = this.#subject(on);
		const [value] = given;
		if (write === undefined || subject === null || value === undefined) return null;
		const words = this.#value(value, subject);
		return words === null ? null : subject.label + write(words);
	}

	#compared(op: Order, left: ASTNode, right: ASTNode): string | null {
		const subject = this.#subject(left);
		if (subject === null) {
			const turned = this.#subject(right);
			return turned === null ? null : this.#comparison(MIRROR[op], turned, left);
		}
		return this.#comparison(op, subject, right);
	}

	#comparison(op: Order, subject: Subject, node: ASTNode): string | null {
		const { label, type } = subject;
		if (type === 'boolean') {
			if (node.op !== 'value' || typeof node.args !== 'boolean') return null;
			const isYes = node.args === (op === '==');
			return op === '==' || op === '!=' ? `${label}为“${isYes ? '是' : '否'}”` : null;
		}
		if (node.op === 'value' && node.args === '' && (op === '==' || op === '!='))
			return `${label}${op === '==' ? '未填写' : '已填写'}`;
		const value = this.#value(node, subject);
		const isOrdered = type === 'number' || type === 'date';
		if (value === null || (!isOrdered && op !== '==' && op !== '!=')) return null;
		return `${label}${WORDS[type === 'number' ? 'number' : 'date'][op]}${value}`;
	}

	/** What a comparison is about: a field, who began the case and where, or a number of people. */
	#subject(node: ASTNode): Subject | null {
		if (node.op === 'id') {
			if (node.args === 'initiator') return { label: '发起人', type: 'person' };
			if (node.args === 'unit') return { label: '发起人所在机构', type: 'unit' };
			const field = this.#field(node.args);
			if (field === undefined || field.type === 'people') return null;
			return { label: field.label, type: field.type };
		}
		const measured =
			node.op === 'rcall' && node.args[0] === 'size'
				? node.args[1]
				: node.op === 'call' && node.args[0] === 'size'
					? node.args[1][0]
					: undefined;
		if (measured?.op !== 'id') return null;
		const field = this.#field(measured.args);
		if (field === undefined) return null;
		return { label: field.label + (field.type === 'people' ? '人数' : '字数'), type: 'number' };
	}

	#value(node: ASTNode, { type }: Subject): string | null {
		if (node.op === '-_' && node.args.op === 'value') return ` -${figure(node.args.args)}`;
		if (node.op === 'id') {
			const other = this.#subject(node);
			return other === null ? null : type === 'number' ? ` ${other.label}` : other.label;
		}
		if (node.op !== 'value') return null;
		const value: unknown = node.args;
		if (typeof value === 'number' || typeof value === 'bigint') return ` ${figure(value)}`;
		if (typeof value !== 'string') return null;
		if (type === 'person') return ` ${this.#names.person(value)}`;
		if (type === 'unit') return ` ${this.#names.unit(value)}`;
		return type === 'date' ? ` ${value}` : `“${value}”`;
	}
}

interface Subject {
	label: string;
	type: Exclude<FlowField['type'], 'people'> | 'person' | 'unit';
}

/** A number with its thousands apart: 50000.0 is 50,000. */
function figure(value: unknown): string {
	const [whole = '', part] = String(value).split('.');
	const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
	return part === undefined ? grouped : `${grouped}.${part}`;
}
