import { annexesOf } from '../document/annexes.ts';
import type { BodyNode } from '../document/body.ts';

/** A paragraph of the text as it should stand on paper. */
export interface Paragraph {
	words: string;
	/** Level of the heading it is or begins with, 0 for plain text. */
	level: number;
	/** Begins two characters in: neither aligned otherwise nor an item of a list. */
	indented: boolean;
}

/** One 附件 that stands in the text itself, by its paragraphs. */
export interface AnnexText {
	title: string;
	landscape: boolean;
	paragraphs: Paragraph[];
}

/** The text divided into what comes before the signature and the annexes behind it. */
export function partsOfBody(body: BodyNode): { paragraphs: Paragraph[]; annexes: AnnexText[] } {
	const { content, annexes } = annexesOf(body);
	return {
		paragraphs: content.flatMap(paragraphsOf),
		annexes: annexes.map(({ title, landscape, content: nodes }) => ({
			title,
			landscape,
			paragraphs: nodes.flatMap(paragraphsOf),
		})),
	};
}

/** Words after a formula that are fewer than this might be found anywhere. */
const TELLING = 8;

/** The words of a paragraph between its formulae, which are not looked for by their letters. */
function stretchesOf(node: BodyNode): string[] {
	const stretches = [''];
	for (const child of node.content ?? []) {
		if (child.type === 'formula') stretches.push('');
		else stretches.push((stretches.pop() ?? '') + (child.text ?? ''));
	}
	return stretches;
}

function paragraphsOf(node: BodyNode): Paragraph[] {
	if (node.type === 'paragraph' || node.type === 'heading') {
		const align = node.attrs?.['textAlign'];
		const level = node.type === 'heading' ? Number(node.attrs?.['level'] ?? 1) : 0;
		const justified = align === undefined || align === null || align === 'justify';
		return stretchesOf(node).flatMap((words, at) => {
			const isWhole = at === 0;
			if (words.trim() === '' || (!isWhole && words.length < TELLING)) return [];
			return [{ words, level, indented: isWhole && justified }];
		});
	}
	if (node.type !== 'bulletList' && node.type !== 'orderedList' && node.type !== 'listItem')
		return [];
	return (node.content ?? [])
		.flatMap(paragraphsOf)
		.map((paragraph) => ({ ...paragraph, indented: false }));
}
