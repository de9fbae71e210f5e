import type * as WordFormulae from '../word/word-formulae.ts';

let reader: typeof WordFormulae | null = null;

/**
 * Loads what reads Word's formulae; a paste cannot wait. Called when an editor is made that may get them.
 * Until it has come such formulae are told as lost pictures, which Word puts beside them.
 */
export function prepareWordFormulae(): void {
	if (reader) return;
	import('../word/word-formulae.ts').then(
		(loaded) => {
			reader = loaded;
		},
		// Offline: the next editor asks again.
		() => undefined,
	);
}

/**
 * Word writes a formula into the clipboard twice: as Office Math in a conditional comment, and as a picture
 * for programs without it. The formula is taken, and its picture goes; one that cannot be read stays a picture.
 */
export function takeWordFormulae(page: Document): void {
	if (!reader || !page.documentElement.outerHTML.includes('msEquation')) return;
	const walker = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
	const comments: Comment[] = [];
	while (walker.nextNode()) comments.push(walker.currentNode as Comment);
	for (const comment of comments) {
		const source = /^\[if gte msEquation \d+\]>([^]*)<!\[endif\]$/u.exec(comment.data)?.[1];
		if (source === undefined) continue;
		const math = new DOMParser().parseFromString(source, 'text/html');
		const isApart = /<m:oMathPara/iu.test(source);
		const found = [...math.body.querySelectorAll('*')].filter(
			({ localName }) => localName === 'm:omath',
		);
		const formulae = found.map((element) => reader?.formulaOf(element, isApart) ?? null);
		if (formulae.length === 0 || formulae.includes(null)) continue;
		removePicture(comment);
		comment.replaceWith(
			...formulae.flatMap((one) => (one && reader ? [reader.formulaElement(page, one)] : [])),
		);
	}
}

/** What follows for programs without mathematics: <![if !msEquation]> … <![endif]>, which parse as comments. */
function removePicture(comment: Comment): void {
	const isMark = (node: Node | null, words: string): boolean =>
		node instanceof Comment && node.data.includes(words);
	const begin = comment.nextSibling;
	if (!isMark(begin, 'if !msEquation')) return;
	for (let node = begin; node;) {
		const next: ChildNode | null = node.nextSibling;
		const isLast = isMark(node, '[endif]');
		node.remove();
		if (isLast) return;
		node = next;
	}
}
