import type { BodyMark, BodyNode } from '../document/body.ts';
import { sorted } from './align.ts';
import { attributesOf, marksOf, sourceOf, type Source } from './authored.ts';

/** Words of one look and one source. */
export interface Piece {
	text: string;
	marks: BodyMark[];
	source: Source | null;
}

/** The unit in which paragraphs are compared: a character of Chinese, a Latin word or number, a formula, a break. */
export type Token = WordsToken | LeafToken;

interface WordsToken {
	kind: 'words' | 'end';
	/** Equal for tokens that read the same. */
	key: string;
	pieces: Piece[];
}

/** A break or formula, without its source. */
interface LeafToken extends Omit<WordsToken, 'kind'> {
	kind: 'leaf';
	node: BodyNode;
}

const UNIT = /[\p{Script=Latin}\p{N}]+|[^]/gu;

/** The tokens of paragraphs that are compared as one, with an end between each two. */
export function tokensOf(paragraphs: readonly BodyNode[]): Token[] {
	return paragraphs.flatMap((paragraph, index) => {
		const tokens = runsOf(paragraph).flatMap((run) => (Array.isArray(run) ? cut(run) : [run]));
		const source = sourceOf(paragraph);
		const end = { kind: 'end' as const, key: '¶¶', pieces: [{ text: '', marks: [], source }] };
		return index === 0 ? tokens : [end, ...tokens];
	});
}

/** Marks that change how words look. */
export function marksIn(node: BodyNode): BodyMark[] {
	return marksOf(node).filter((mark) => mark.type !== 'annotation');
}

/** The words of a paragraph, and the breaks and formulae between them. */
function runsOf(paragraph: BodyNode): (Piece[] | LeafToken)[] {
	const runs: (Piece[] | LeafToken)[] = [];
	for (const node of paragraph.content ?? []) {
		const source = sourceOf(node);
		if (node.type !== 'text') {
			runs.push(leaf(node, source));
			continue;
		}
		const last = runs.at(-1);
		const piece = { text: node.text ?? '', marks: marksIn(node), source };
		if (Array.isArray(last)) last.push(piece);
		else runs.push([piece]);
	}
	return runs;
}

function leaf(node: BodyNode, source: Source | null): LeafToken {
	const attrs = sorted(attributesOf(node));
	const bare = { type: node.type, ...(Object.keys(attrs).length > 0 && { attrs }) };
	const pieces = [{ text: '', marks: [], source }];
	return { kind: 'leaf', key: `\n${JSON.stringify(bare)}`, pieces, node: bare };
}

function cut(run: readonly Piece[]): Token[] {
	const tokens: Token[] = [];
	const rest = [...run];
	for (const [key] of run
		.map(({ text }) => text)
		.join('')
		.matchAll(UNIT)) {
		const pieces: Piece[] = [];
		for (let missing = key.length; missing > 0;) {
			const piece = rest.shift();
			if (!piece) break;
			const text = piece.text.slice(0, missing);
			if (text.length < piece.text.length) rest.unshift({ ...piece, ...moved(piece, text.length) });
			if (text !== '') pieces.push({ ...piece, text });
			missing -= text.length;
		}
		tokens.push({ kind: 'words', key, pieces });
	}
	return tokens;
}

function moved({ text, source }: Piece, by: number): Pick<Piece, 'text' | 'source'> {
	return { text: text.slice(by), source: source && { ...source, clock: source.clock + by } };
}
