import type { Node } from '@tiptap/pm/model';
import { formulaWords } from '@wenshu/domain/formula/readable.ts';
import { isTraceMark, markStamp, readBefore, readStamp, type Stamp } from './stamp.ts';

/** What happened to a part of the text. */
export type Change =
	| 'insert'
	| 'delete'
	| 'format'
	| 'blockInsert'
	| 'blockDelete'
	| 'formulaInsert'
	| 'formulaDelete'
	| 'formulaChange'
	| 'split'
	| 'join'
	| 'restyle';

/** One suggestion as people decide on it: everything one person did in one go. */
export interface Suggestion {
	id: string;
	by: string;
	/** Milliseconds since 1970. */
	at: number;
	changes: Change[];
	/** Words put in, at most 200 characters. */
	inserted: string;
	/** Words struck out, at most 200 characters. */
	deleted: string;
	/** Other words concerned (formatting, style), at most 200 characters. */
	concerned: string;
	/** First and last place in the document. */
	from: number;
	to: number;
}

const LONGEST = 200;

/** All suggestions that wait for a decision, in the order of the text. */
export function listSuggestions(doc: Node): Suggestion[] {
	const found = new Map<string, Suggestion>();
	doc.descendants((node, position) => {
		if (node.isText) noteWords(found, node, position);
		else if (node.type.name === 'formula') noteFormula(found, node, position);
		else noteBlock(found, node, position);
	});
	return [...found.values()];
}

function noteWords(found: Map<string, Suggestion>, node: Node, position: number): void {
	const traces = node.marks.filter(isTraceMark);
	for (const mark of traces) {
		const suggestion = entry(found, markStamp(mark), position, position + node.nodeSize);
		const words = node.text ?? '';
		if (mark.type.name === 'ins') suggestion.inserted = add(suggestion.inserted, words);
		else if (mark.type.name === 'del') suggestion.deleted = add(suggestion.deleted, words);
		else suggestion.concerned = add(suggestion.concerned, words);
		const change =
			mark.type.name === 'ins' ? 'insert' : mark.type.name === 'del' ? 'delete' : 'format';
		noteChange(suggestion, change);
	}
}

function noteBlock(found: Map<string, Suggestion>, node: Node, position: number): void {
	const kinds = [
		['sgIns', 'blockInsert'],
		['sgDel', 'blockDelete'],
		['sgBrkIns', 'split'],
		['sgBrkDel', 'join'],
	] as const;
	const end = position + node.nodeSize;
	for (const [key, change] of kinds) {
		const stamp = readStamp(node, key);
		if (!stamp) continue;
		const suggestion = entry(found, stamp, position, end);
		noteChange(suggestion, change);
		const words = node.textContent;
		if (change === 'blockInsert') suggestion.inserted = add(suggestion.inserted, words);
		if (change === 'blockDelete') suggestion.deleted = add(suggestion.deleted, words);
	}
	const before = readBefore(node);
	if (!before) return;
	const suggestion = entry(found, before, position, end);
	noteChange(suggestion, 'restyle');
	suggestion.concerned = add(suggestion.concerned, node.textContent);
}

/** A formula put in, struck out or changed; a changed one is told as the old and the new one. */
function noteFormula(found: Map<string, Suggestion>, node: Node, position: number): void {
	const words = node.textContent;
	const end = position + node.nodeSize;
	const [put, struck, before] = [
		readStamp(node, 'sgIns'),
		readStamp(node, 'sgDel'),
		readBefore(node),
	];
	if (put) {
		const suggestion = entry(found, put, position, end);
		suggestion.inserted = add(suggestion.inserted, words);
		noteChange(suggestion, 'formulaInsert');
	}
	if (struck) {
		const suggestion = entry(found, struck, position, end);
		suggestion.deleted = add(suggestion.deleted, words);
		noteChange(suggestion, 'formulaDelete');
	}
	if (!before) return;
	const suggestion = entry(found, before, position, end);
	suggestion.deleted = add(suggestion.deleted, formulaWords(String(before.attrs['latex'])));
	suggestion.inserted = add(suggestion.inserted, words);
	noteChange(suggestion, 'formulaChange');
}

function entry(found: Map<string, Suggestion>, stamp: Stamp, from: number, to: number): Suggestion {
	const key = `${stamp.by}/${stamp.id}`;
	const known = found.get(key);
	if (known) {
		known.to = Math.max(known.to, to);
		return known;
	}
	const fresh: Suggestion = {
		id: stamp.id,
		by: stamp.by,
		at: Number(stamp.at) || 0,
		changes: [],
		inserted: '',
		deleted: '',
		concerned: '',
		from,
		to,
	};
	found.set(key, fresh);
	return fresh;
}

function noteChange(suggestion: Suggestion, change: Change): void {
	if (!suggestion.changes.includes(change)) suggestion.changes.push(change);
}

function add(words: string, more: string): string {
	return words.length >= LONGEST ? words : (words + more).slice(0, LONGEST);
}
