import type { BodyMark, BodyNode } from '../document/body.ts';
import { marksOf, sourceOf, type Source } from './authored.ts';

/** Words of one look and one source. */
export interface Piece {
	text: string;
	marks: BodyMark[];
	source: Source | null;
}

/** The unit in which paragraphs are compared: a character of Chinese, a Latin word or number, a break. */
export interface Token {
	kind: 'words' | 'break' | 'end';
	/** Equal for tokens that read the same. */
	key: string;
	pieces: Piece[];
}

const UNIT = /[\p{Script=Latin}\p{N}]+|[^]/gu;

/** The tokens of paragraphs that are compared as one, with an end between each two. */
export function tokensOf(paragraphs: readonly BodyNode[]): Token[] {
	return paragraphs.flatMap((paragraph, index) => {
		const tokens = runsOf(paragraph).flatMap((run) =>
			run.length === 0 ? [{ kind: 'break' as const, key: '\n', pieces: [] }] : cut(run),
		);
		const source = sourceOf(paragraph);
		const end = { kind: 'end' as const, key: '¶¶', pieces: [{ text: '', marks: [], source }] };
		return index === 0 ? tokens : [end, ...tokens];
	});
}

/** Marks that change how words look. */
export function marksIn(node: BodyNode): BodyMark[] {
	return marksOf(node).filter((mark) => mark.type !== 'annotation');
}

/** The words between the line breaks of a paragraph; an empty run stands for a break. */
function runsOf(paragraph: BodyNode): Piece[][] {
	const runs: Piece[][] = [];
	let run: Piece[] = [];
	for (const node of paragraph.content ?? []) {
		if (node.type === 'text')
			run.push({ text: node.text ?? '', marks: marksIn(node), source: sourceOf(node) });
		else {
			runs.push(run, []);
			run = [];
		}
	}
	runs.push(run);
	return runs.filter((each, index) => each.length > 0 || index % 2 === 1);
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
