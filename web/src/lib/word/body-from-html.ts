import { getSchema } from '@tiptap/core';
import { DOMParser as BodyParser, Slice } from '@tiptap/pm/model';
import { checkBody } from '@wenshu/domain/document/body-check.ts';
import { emptyBody, type BodyNode } from '@wenshu/domain/document/body.ts';
import { cleanSlice, writeFootnotes } from '../editor/paste.ts';
import { textExtensions } from '../editor/schema.ts';
import { findHead } from './find-head.ts';
import { placeFormulae, type WordFormula } from './word-formulae.ts';

/** What was read: all of it, and the text without title and recipients where those were found. */
export interface ReadBody {
	body: BodyNode;
	rest: BodyNode;
	title: string;
	recipients: string[];
}

/** Turns the converter's HTML into a body; null when it is larger than a text may be. */
export function bodyFromHtml(
	html: string,
	widths: readonly (number | null)[],
	formulae: readonly WordFormula[] = [],
): ReadBody | null {
	const page = new DOMParser().parseFromString(html, 'text/html');
	const isOwn = page.querySelector('p:is([class^="n-text-"], [class^="n-drop-"])') !== null;
	const own = isOwn ? takeOwnHead(page.body) : { title: '', recipients: [] };
	if (isOwn) placeAttachments(page.body);
	writeFootnotes(page.body);
	placeFormulae(page.body, formulae);
	placePictures(page.body, widths);
	for (const line of page.body.querySelectorAll('p')) dressLine(line);
	const schema = getSchema(textExtensions());
	const parsed = BodyParser.fromSchema(schema).parse(page.body);
	// A copy of ours is taken as it stands; others are cleaned and their numbers read as headings.
	const { content } = isOwn
		? parsed
		: cleanSlice(new Slice(parsed.content, 0, 0), schema, { edges: true });
	const body = checked({ type: 'doc', content: content.toJSON() as BodyNode[] });
	if (body === null) return null;
	if (own.title !== '' || own.recipients.length > 0) return { ...own, body, rest: body };
	const head = isOwn ? null : findHead(body);
	return {
		body,
		rest: head?.rest ?? body,
		title: head?.title ?? '',
		recipients: head?.recipients ?? [],
	};
}

function checked(body: BodyNode): BodyNode | null {
	const whole = body.content?.length ? body : emptyBody();
	const answer = checkBody(JSON.parse(JSON.stringify(withoutNulls(whole))));
	return answer.ok ? answer.value : null;
}

/** Attributes that say nothing are left out, as bodies are stored, and looks of what is no words. */
function withoutNulls(node: BodyNode): BodyNode {
	const attrs = Object.entries(node.attrs ?? {}).filter(([, value]) => value !== null);
	const { attrs: _, content, marks, ...rest } = node;
	return {
		...rest,
		...(attrs.length > 0 && { attrs: Object.fromEntries(attrs) }),
		...(marks && node.type === 'text' && { marks }),
		...(content && { content: content.map(withoutNulls) }),
	};
}

/** Takes title, recipients and the rest of the letterhead off one of our own copies. */
function takeOwnHead(root: HTMLElement): { title: string; recipients: string[] } {
	const words = (role: string): string[] =>
		[...root.querySelectorAll(`p[class^="n-${role}-"]`)].map((line) => line.textContent.trim());
	const title = words('title').join('');
	const recipients = words('recipients')
		.flatMap((line) => line.replace(/[：:]$/u, '').split('，'))
		.filter(Boolean);
	for (const line of root.querySelectorAll(
		'p:is([class^="n-drop-"], [class^="n-title-"], [class^="n-recipients-"])',
	))
		line.remove();
	return { title, recipients };
}

/** The number line and the title of an 附件 become the node that begins it. */
function placeAttachments(root: HTMLElement): void {
	for (const line of root.querySelectorAll('p:is([class^="n-start-"], [class^="n-wide-"])')) {
		if (!/^附件\d*$/u.test(line.textContent.trim())) continue;
		const next = line.nextElementSibling;
		const titled = next?.matches('p:is([class^="n-start-"], [class^="n-wide-"])') ? next : null;
		const start = root.ownerDocument.createElement('div');
		start.dataset['attachment'] = '';
		start.dataset['title'] = titled?.textContent.trim().slice(0, 200) ?? '';
		start.dataset['landscape'] = String(line.className.startsWith('n-wide-'));
		titled?.remove();
		line.replaceWith(start);
	}
}

/** Pictures that can be shown get the attribute the editor knows; the others go. */
function placePictures(root: HTMLElement, widths: readonly (number | null)[]): void {
	const pictures = [...root.querySelectorAll('img')];
	const known = pictures.length === widths.length;
	pictures.forEach((picture, index) => {
		const name = picture.getAttribute('src');
		if (!name) {
			picture.remove();
			return;
		}
		const shown = root.ownerDocument.createElement('img');
		shown.dataset['file'] = name;
		const alt = picture.getAttribute('alt');
		if (alt) shown.alt = alt.slice(0, 300);
		const width = known ? widths[index] : null;
		if (width) shown.dataset['width'] = String(width);
		picture.replaceWith(shown);
		const line = shown.closest('p');
		// A line that holds nothing else is the picture itself.
		if (line?.textContent.trim() === '' && line.querySelectorAll('img').length === 1)
			line.replaceWith(shown);
	});
}

/** Reads role, level and alignment from the class that the style map gave. */
function dressLine(line: HTMLElement): void {
	const [, role = '', level = '0', align = ''] = /^n-(\w+)-(\d)-(\w+)$/.exec(line.className) ?? [];
	line.removeAttribute('class');
	if (role === '') return;
	if (align === 'center' || align === 'right') line.style.textAlign = align;
	if (level === '0') return;
	const heading = line.ownerDocument.createElement(`h${String(Number(level) + 1)}`);
	heading.dataset['level'] = level;
	heading.style.textAlign = line.style.textAlign;
	heading.append(...line.childNodes);
	line.replaceWith(heading);
}
