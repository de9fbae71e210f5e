import { isTextblock, wordsOfLeaf, type BodyMark, type BodyNode } from '../document/body.ts';
import { alignBlocks, sorted, wordsOf, type Match } from './align.ts';
import { attributesOf, sourceOf, type Source } from './authored.ts';
import { Chronicle, type Change, type ChangeStamp, type Hand, type Hands } from './changes.ts';
import { diffLists, withoutIslands } from './diff.ts';
import { marksIn, tokensOf, type Piece, type Token } from './tokens.ts';

/** Two versions of a text as one. */
export interface Comparison {
	/**
	 * The later text with what was put in and struck out since the earlier one, in the vocabulary of
	 * suggestions: with all of them accepted it is the later text, with all rejected the earlier.
	 */
	body: BodyNode;
	/** In the order of the text. */
	changes: Change[];
}

/** So many letters that agree between two changes are shown as changed too. */
const ISLAND = 2;

/** Compares two texts without suggestions, block by block and inside blocks word by word. */
export function compareBodies(before: BodyNode, after: BodyNode, hands: Hands | null): Comparison {
	const chronicle = new Chronicle(hands);
	const content = compareLists(before.content ?? [], after.content ?? [], chronicle);
	return { body: { type: 'doc', content }, changes: chronicle.changes };
}

function compareLists(before: BodyNode[], after: BodyNode[], chronicle: Chronicle): BodyNode[] {
	return pairUp(before, after).flatMap((match) => compareMatch(match, chronicle));
}

/** The cells of two rows of equal length stand for each other, whatever they hold. */
function pairUp(before: BodyNode[], after: BodyNode[]): Match[] {
	const isCells = ['tableCell', 'tableHeader'].includes(before[0]?.type ?? '');
	if (!isCells || before.length !== after.length) return alignBlocks(before, after);
	return before.map((cell, index) => ({ before: [cell], after: after.slice(index, index + 1) }));
}

function compareMatch({ before, after }: Match, chronicle: Chronicle): BodyNode[] {
	const [old, fresh] = [before[0], after[0]];
	if (!old) return after.map((node) => wholeBlock(node, 'sgIns', chronicle));
	if (!fresh) return before.map((node) => wholeBlock(node, 'sgDel', chronicle));
	if (isTextblock(old) || isTextblock(fresh)) return compareParagraphs(before, after, chronicle);
	const node = restyled(old, fresh, chronicle);
	if (old.content ?? fresh.content)
		node.content = compareLists(old.content ?? [], fresh.content ?? [], chronicle);
	return [node];
}

/** The new block, noting what kind it had before. */
function restyled(old: BodyNode, fresh: BodyNode, chronicle: Chronicle): BodyNode {
	const node: BodyNode = { type: fresh.type, attrs: sorted(attributesOf(fresh)) };
	const attrs = sorted(attributesOf(old));
	if (old.type === fresh.type && JSON.stringify(attrs) === JSON.stringify(node.attrs)) return node;
	const stamp = chronicle.note('shape', chronicle.inserter(sourceOf(fresh)), '', '');
	node.attrs = { ...node.attrs, sgMod: JSON.stringify({ ...stamp, type: old.type, attrs }) };
	return node;
}

/** A block that is only on one side: itself and all words in it are put in or struck out. */
function wholeBlock(node: BodyNode, key: 'sgIns' | 'sgDel', chronicle: Chronicle): BodyNode {
	const isNew = key === 'sgIns';
	const handOf = (source: Source | null): Hand | null =>
		isNew ? chronicle.inserter(source) : chronicle.remover(source);
	const first = firstSource(node);
	const hand = handOf(sourceOf(node)) ?? handOf(first);
	chronicle.begin(hand);
	const words = wordsOf(node);
	const stamp = words === '' ? chronicle.note('block', hand, '', '') : null;
	const marked = markWords(node, isNew, handOf, hand, chronicle);
	const own = stamp ?? chronicle.lastStamp(hand);
	marked.attrs = { ...marked.attrs, [key]: `${own.id}|${own.by}|${own.at}` };
	chronicle.end();
	return marked;
}

function markWords(
	node: BodyNode,
	isNew: boolean,
	handOf: (source: Source | null) => Hand | null,
	fallback: Hand | null,
	chronicle: Chronicle,
): BodyNode {
	if (node.type === 'text') {
		const words = node.text ?? '';
		const hand = handOf(sourceOf(node)) ?? fallback;
		const stamp = chronicle.note('words', hand, isNew ? words : '', isNew ? '' : words);
		const mark = { type: isNew ? 'ins' : 'del', attrs: { ...stamp } };
		return { type: 'text', text: words, marks: [...marksIn(node), mark] };
	}
	if (node.type === 'formula') {
		const hand = handOf(sourceOf(node)) ?? fallback;
		const words = wordsOfLeaf(node);
		chronicle.note('words', hand, isNew ? words : '', isNew ? '' : words);
	}
	const copy: BodyNode = { type: node.type };
	const attrs = sorted(attributesOf(node));
	if (Object.keys(attrs).length > 0) copy.attrs = attrs;
	if (node.content)
		copy.content = node.content.map((each) => markWords(each, isNew, handOf, fallback, chronicle));
	return copy;
}

function firstSource(node: BodyNode): Source | null {
	if (node.type === 'text' || node.type === 'formula') return sourceOf(node);
	for (const child of node.content ?? []) {
		const source = firstSource(child);
		if (source) return source;
	}
	return null;
}

/** Paragraphs that belong together: their words, and the breaks between them, one after the other. */
function compareParagraphs(
	before: BodyNode[],
	after: BodyNode[],
	chronicle: Chronicle,
): BodyNode[] {
	const [olds, news] = [tokensOf(before), tokensOf(after)];
	const keys = (tokens: Token[]): string[] => tokens.map(({ key }) => key);
	const stretches = withoutIslands(diffLists(keys(olds), keys(news)), ISLAND);
	const writer = new ParagraphWriter(before, after, chronicle);
	for (const stretch of stretches) {
		const [gone, fresh] = [olds.slice(...stretch.before), news.slice(...stretch.after)];
		if (stretch.same) fresh.forEach((token, index) => writer.keep(gone[index] ?? token, token));
		else writer.replace(gone, fresh);
	}
	return writer.finish();
}

/** Puts the paragraphs of a comparison together, token by token. */
class ParagraphWriter {
	readonly #before: readonly BodyNode[];
	readonly #after: readonly BodyNode[];
	readonly #chronicle: Chronicle;
	readonly #done: BodyNode[] = [];
	#content: BodyNode[] = [];
	/** The change of looks that the words before are part of, and whose it is. */
	#look: { by: string | null; stamp: ChangeStamp } | null = null;
	/** Which old and new paragraph the words now belong to, and whether they are the first of them. */
	#old = { index: 0, fresh: true };
	#new = { index: 0, fresh: true };

	constructor(before: readonly BodyNode[], after: readonly BodyNode[], chronicle: Chronicle) {
		this.#before = before;
		this.#after = after;
		this.#chronicle = chronicle;
	}

	/** What is in both versions; only its looks may have changed. */
	keep(old: Token, fresh: Token): void {
		if (fresh.kind === 'end') this.#close(null, null);
		else if (fresh.kind === 'leaf') this.#content.push({ ...fresh.node });
		else this.#keepWords(old.pieces, fresh.pieces);
	}

	/** What stands in the later version instead of what stood in the earlier one. */
	replace(gone: readonly Token[], fresh: readonly Token[]): void {
		this.#look = null;
		const chronicle = this.#chronicle;
		const removers = gone.map(({ pieces }) =>
			pieces.map(({ source }) => chronicle.remover(source)),
		);
		const writers = fresh.map(({ pieces }) =>
			pieces.map(({ source }) => chronicle.inserter(source)),
		);
		chronicle.begin([...writers, ...removers].flat().find((hand) => hand !== null) ?? null);
		gone.forEach((token, index) => this.#put(token, removers[index] ?? [], false));
		fresh.forEach((token, index) => this.#put(token, writers[index] ?? [], true));
		chronicle.end();
	}

	finish(): BodyNode[] {
		this.#close(null, null);
		return this.#done;
	}

	#put(token: Token, hands: (Hand | null)[], isNew: boolean): void {
		const chronicle = this.#chronicle;
		const words = (text: string): [string, string] => (isNew ? [text, ''] : ['', text]);
		if (token.kind !== 'words') {
			const isFormula = token.kind === 'leaf' && token.node.type === 'formula';
			const told = words(isFormula ? wordsOfLeaf(token.node) : '');
			const stamp = chronicle.note(isFormula ? 'words' : 'break', hands[0] ?? null, ...told);
			const value = `${stamp.id}|${stamp.by}|${stamp.at}`;
			if (token.kind === 'leaf') {
				const attrs = { ...token.node.attrs, [isNew ? 'sgIns' : 'sgDel']: value };
				this.#content.push({ ...token.node, attrs });
			} else this.#close(isNew ? value : null, isNew ? null : value);
			return;
		}
		token.pieces.forEach(({ text, marks }, index) => {
			const stamp = chronicle.note('words', hands[index] ?? null, ...words(text));
			const mark: BodyMark = { type: isNew ? 'ins' : 'del', attrs: { ...stamp } };
			this.#write(text, [...marks, mark]);
		});
	}

	#keepWords(olds: readonly Piece[], news: readonly Piece[]): void {
		let [index, inside] = [0, 0];
		for (const { text, marks, source } of news) {
			for (let at = 0; at < text.length;) {
				const old = olds[index];
				const length = Math.min(text.length - at, (old?.text.length ?? text.length) - inside);
				const words = text.slice(at, at + length);
				this.#write(words, this.#looks(old?.marks ?? marks, marks, words, source));
				at += length;
				inside += length;
				if (old && inside === old.text.length) [index, inside] = [index + 1, 0];
			}
		}
	}

	#looks(old: BodyMark[], fresh: BodyMark[], words: string, source: Source | null): BodyMark[] {
		const prev = JSON.stringify(old);
		if (prev === JSON.stringify(fresh)) {
			this.#look = null;
			return fresh;
		}
		const hand = this.#chronicle.inserter(source);
		const by = hand?.by ?? null;
		if (this.#look?.by === by) this.#chronicle.lengthen(this.#look.stamp.id, words);
		else {
			const stamp = this.#chronicle.note('format', hand, '', '', words);
			this.#look = { by, stamp };
		}
		return [...fresh, { type: 'fmt', attrs: { ...this.#look.stamp, prev } }];
	}

	#write(text: string, marks: BodyMark[]): void {
		const last = this.#content.at(-1);
		if (last?.type === 'text' && JSON.stringify(last.marks ?? []) === JSON.stringify(marks))
			last.text = (last.text ?? '') + text;
		else this.#content.push({ type: 'text', text, ...(marks.length > 0 && { marks }) });
	}

	/** Ends a paragraph: in both versions, or only in the later or the earlier one. */
	#close(inserted: string | null, deleted: string | null): void {
		this.#look = null;
		const [old, fresh] = [this.#before[this.#old.index], this.#after[this.#new.index]];
		const node =
			this.#old.fresh && this.#new.fresh && old && fresh
				? restyled(old, fresh, this.#chronicle)
				: bare(this.#new.fresh ? fresh : old);
		node.attrs = {
			...node.attrs,
			...(inserted !== null && { sgBrkIns: inserted }),
			...(deleted !== null && { sgBrkDel: deleted }),
		};
		if (Object.keys(node.attrs).length === 0) delete node.attrs;
		if (this.#content.length > 0) node.content = this.#content;
		this.#done.push(node);
		this.#content = [];
		this.#old = next(this.#old, inserted === null);
		this.#new = next(this.#new, deleted === null);
	}
}

function next(place: { index: number; fresh: boolean }, ends: boolean) {
	return { index: place.index + (ends ? 1 : 0), fresh: ends };
}

function bare(node: BodyNode | undefined): BodyNode {
	return node ? { type: node.type, attrs: sorted(attributesOf(node)) } : { type: 'paragraph' };
}
