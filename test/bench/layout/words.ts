import { sentences } from '../../corpus/words.ts';

/** So many paragraphs of a document at one edit: the third is new each time. */
export const edited = (edit: number, paragraphs: number): string[] =>
	Array.from({ length: paragraphs }, (_, at) =>
		at === 2 ? `第${String(edit)}次修改。${sentences(2)}` : sentences(2, at),
	);
