// Types travel with this file, because whoever imports it compiles it.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./saxen.d.ts" />
import { Parser } from 'saxen';

/** An element of XML by its name without prefix; `text` is all the text directly in it. */
export interface XmlElement {
	name: string;
	attributes: Record<string, string>;
	children: XmlElement[];
	text: string;
}

/** Reads XML. @throws what is not well-formed. */
export function readXml(text: string): XmlElement {
	const top: XmlElement = { name: '', attributes: {}, children: [], text: '' };
	const open = [top];
	const parser = new Parser();
	parser
		.on('openTag', (name, attributes, decode) => {
			const given = Object.entries(attributes()).map(([key, value]) => [key, decode(value)]);
			const element: XmlElement = {
				name: localName(name),
				attributes: Object.fromEntries(given) as Record<string, string>,
				children: [],
				text: '',
			};
			open.at(-1)?.children.push(element);
			open.push(element);
		})
		.on('closeTag', () => open.pop())
		.on('text', (words, decode) => append(open, decode(words)))
		.on('cdata', (words) => append(open, words))
		.on('error', (error) => {
			throw error;
		});
	parser.parse(text.replace(/^\uFEFF/u, ''));
	const [root] = top.children;
	if (root === undefined) throw new Error('no XML');
	return root;
}

function append(open: readonly XmlElement[], words: string): void {
	const last = open.at(-1);
	if (last !== undefined) last.text += words;
}

function localName(name: string): string {
	return name.slice(name.indexOf(':') + 1);
}

/** The first element found along a path of names below an element. */
export function below(element: XmlElement, ...names: readonly string[]): XmlElement | undefined {
	let found: XmlElement | undefined = element;
	for (const name of names) found = found?.children.find((child) => child.name === name);
	return found;
}

/** All elements of a name directly below another. */
export function eachBelow(element: XmlElement | undefined, name: string): XmlElement[] {
	return element?.children.filter((child) => child.name === name) ?? [];
}
