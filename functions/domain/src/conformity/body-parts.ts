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

function paragraphsOf(node: BodyNode): Paragraph[] {
	if (node.type === 'paragraph' || node.type === 'heading') {
		const align = node.attrs?.['textAlign'];
		const words = (node.content ?? []).map((child) => child.text ?? '').join('');
		if (words.trim() === '') return [];
		return [
			{
				words,
				level: node.type === 'heading' ? Number(node.attrs?.['level'] ?? 1) : 0,
				indented: align === undefined || align === null || align === 'justify',
			},
		];
	}
	if (node.type !== 'bulletList' && node.type !== 'orderedList' && node.type !== 'listItem')
		return [];
	return (node.content ?? [])
		.flatMap(paragraphsOf)
		.map((paragraph) => ({ ...paragraph, indented: false }));
}
