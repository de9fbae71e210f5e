import { Extension } from '@tiptap/core';
import { Fragment, Slice, type Node, type Schema } from '@tiptap/pm/model';
import { Plugin } from '@tiptap/pm/state';
import { headingLevel } from '@wenshu/domain/drafting/headings.ts';
import { prepareWordFormulae, takeWordFormulae } from './paste-formulae.ts';
import { cleanLines, writeFootnotes } from './paste-lines.ts';
import { makeLists } from './paste-lists.ts';

export { writeFootnotes } from './paste-lines.ts';

/** What is no word of the text: code, what another program's tracking struck out, its comments. */
const JUNK = [
	'style, script, meta, link, title, xml, template',
	'del, .msoDel',
	'.MsoCommentReference, .msocomanchor, .msocomoff, [style*="mso-element:comment"]',
].join(',');

/** Cleans what comes from Word, WPS and web pages before the schema reads it. */
export function cleanHtml(html: string): string {
	const page = new DOMParser().parseFromString(html, 'text/html');
	takeWordFormulae(page);
	for (const junk of page.querySelectorAll(JUNK)) junk.remove();
	makeLists(page.body);
	writeFootnotes(page.body);
	for (const element of [...page.body.querySelectorAll('*')]) cleanElement(element);
	removeComments(page.body);
	cleanLines(page.body);
	return page.body.innerHTML;
}

/** What pasted HTML says of pictures: how many the clipboard does not hold, and whether it is nothing else. */
export function picturesIn(html: string): { lost: number; only: boolean } {
	const page = new DOMParser().parseFromString(html, 'text/html');
	takeWordFormulae(page);
	for (const junk of page.querySelectorAll(JUNK)) junk.remove();
	removeComments(page.body);
	// Word draws pictures twice, once as VML in comments and once as img.
	const foreign = [...page.querySelectorAll('img')].filter((each) => !each.dataset['file']);
	return { lost: foreign.length, only: foreign.length > 0 && page.body.textContent.trim() === '' };
}

function cleanElement(element: Element): void {
	const style = element.getAttribute('style') ?? '';
	// Bullets and numbers that Word writes out as text.
	if (/mso-list:\s*ignore/i.test(style)) {
		element.remove();
		return;
	}
	if (/display:\s*none|mso-hide:\s*all/i.test(style)) {
		element.remove();
		return;
	}
	// Tags of office namespaces (o:p, w:sdt, st1:…) only wrap words.
	if (element.tagName.includes(':')) element.replaceWith(...element.childNodes);
}

function removeComments(root: globalThis.Node): void {
	const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT);
	const comments: globalThis.Node[] = [];
	while (walker.nextNode()) comments.push(walker.currentNode);
	for (const comment of comments) comment.parentNode?.removeChild(comment);
}

/**
 * Cleans pasted blocks: the indent typed as spaces goes, empty lines go, and lines numbered like headings
 * become headings. Single words pasted into a line stay as they are. With `edges`, the first and last line
 * are lines like any other.
 */
export function cleanSlice(slice: Slice, schema: Schema, { edges = false } = {}): Slice {
	if (slice.content.childCount < 2 && slice.openStart > 0) {
		const only = slice.content.firstChild;
		if (!only?.isTextblock) return slice;
		return new Slice(Fragment.from(trimStart(only)), slice.openStart, slice.openEnd);
	}
	const blocks: Node[] = [];
	slice.content.forEach((block, _, index) => {
		const edge = !edges && (index === 0 || index === slice.content.childCount - 1);
		const clean = cleanBlock(block, schema);
		if (edge || !clean.isTextblock || clean.content.size > 0) blocks.push(clean);
	});
	return new Slice(Fragment.from(blocks), slice.openStart, slice.openEnd);
}

function cleanBlock(block: Node, schema: Schema): Node {
	if (!block.isTextblock) {
		const children: Node[] = [];
		block.forEach((child) => children.push(child.isBlock ? cleanBlock(child, schema) : child));
		return block.copy(Fragment.from(children));
	}
	const trimmed = trimStart(block);
	const level = trimmed.type.name === 'paragraph' ? headingLevel(trimmed.textContent.trim()) : null;
	const heading = schema.nodes['heading'];
	return level && heading ? heading.create({ level }, trimmed.content) : trimmed;
}

/** Without the spaces (also full-width) that stand for an indent at the start of a line. */
function trimStart(block: Node): Node {
	const first = block.firstChild;
	if (!first?.isText || !first.text) return block;
	const words = first.text.replace(/^[\s\u3000\u00a0]+/, '');
	if (words === first.text) return block;
	const rest: Node[] = [];
	block.forEach((child, _, index) => {
		if (index > 0) rest.push(child);
	});
	const head = words ? [block.type.schema.text(words, first.marks)] : [];
	return block.copy(Fragment.from([...head, ...rest]));
}

/** What the owner of an editor is told of a paste. */
export interface PasteOptions {
	onPictures: ((files: File[]) => void) | null;
	/** So many pictures could not be taken over. */
	onLost: ((pictures: number) => void) | null;
}

/** Cleans everything that is pasted or dropped in, and hands picture files to an upload. */
export const CleanPaste = Extension.create<PasteOptions>({
	name: 'cleanPaste',
	addOptions() {
		return { onPictures: null, onLost: null };
	},
	onCreate: prepareWordFormulae,
	addProseMirrorPlugins() {
		const { schema } = this.editor;
		const takePictures = (transfer: DataTransfer | null): boolean => {
			const html = transfer?.getData('text/html') ?? '';
			const told = html ? picturesIn(html) : { lost: 0, only: true };
			const files = [...(transfer?.files ?? [])].filter((file) => /^image\//.test(file.type));
			// Office programs put a picture of the words beside the words: only a picture alone is one.
			if (this.options.onPictures && files.length > 0 && told.only) {
				this.options.onPictures(files);
				return true;
			}
			if (told.lost > 0) this.options.onLost?.(told.lost);
			return false;
		};
		return [
			new Plugin({
				props: {
					transformPastedHTML: cleanHtml,
					transformPasted: (slice) => cleanSlice(slice, schema),
					handlePaste: (view, event) => view.editable && takePictures(event.clipboardData),
					handleDrop: (view, event) => view.editable && takePictures(event.dataTransfer),
				},
			}),
		];
	},
});
