import { cleanBody, type BodyNode } from '../document/body.ts';

/** A paragraph of the text as it should stand on paper. */
export interface Paragraph {
	words: string;
	/** Level of the heading it is or begins with, 0 for plain text. */
	level: number;
	/** Begins two characters in: neither aligned otherwise nor an item of a list. */
	indented: boolean;
}

/** One 附件 that stands in the text itself. */
export interface Annex {
	title: string;
	landscape: boolean;
	paragraphs: Paragraph[];
}

/** The text divided into what comes before the signature and the annexes behind it. */
export function partsOfBody(body: BodyNode): { paragraphs: Paragraph[]; annexes: Annex[] } {
	const paragraphs: Paragraph[] = [];
	const annexes: Annex[] = [];
	for (const node of cleanBody(body).content ?? []) {
		if (node.type === 'attachmentStart') {
			const { title, landscape } = node.attrs ?? {};
			annexes.push({
				title: typeof title === 'string' ? title : '',
				landscape: landscape === true,
				paragraphs: [],
			});
		} else (annexes.at(-1)?.paragraphs ?? paragraphs).push(...paragraphsOf(node));
	}
	return { paragraphs, annexes };
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
