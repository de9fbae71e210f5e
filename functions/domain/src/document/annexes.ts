import { cleanBody, type BodyNode } from './body.ts';

/** One 附件 inside the text: all that follows its `attachmentStart` up to the next one. */
export interface Annex {
	title: string;
	/** On a landscape page, for wide tables (横排表格). */
	landscape: boolean;
	content: BodyNode[];
}

/** The text and its attachments apart, every suggestion taken as accepted. */
export function annexesOf(body: BodyNode): { content: BodyNode[]; annexes: Annex[] } {
	const content: BodyNode[] = [];
	const annexes: Annex[] = [];
	for (const node of cleanBody(body).content ?? []) {
		if (node.type === 'attachmentStart') {
			const { title, landscape } = node.attrs ?? {};
			annexes.push({
				title: typeof title === 'string' ? title : '',
				landscape: landscape === true,
				content: [],
			});
		} else (annexes.at(-1)?.content ?? content).push(node);
	}
	return { content, annexes };
}
