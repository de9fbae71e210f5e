import {
	Extension,
	Mark,
	mergeAttributes,
	type Extensions,
	type NodeViewRenderer,
} from '@tiptap/core';
import { StarterKit } from '@tiptap/starter-kit';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import { TextAlign } from '@tiptap/extension-text-align';
import { SUGGESTION_ATTRIBUTES } from '@wenshu/domain/document/body.ts';
import { AttachmentStart, TextDocument } from './attachment.ts';
import { Formula, type FormulaTools } from './formula.ts';
import { Heading } from './heading.ts';
import { Picture, type PictureAddress } from './picture.ts';

/** Blocks that carry suggestion attributes. */
const BLOCKS = [
	'paragraph',
	'heading',
	'bulletList',
	'orderedList',
	'listItem',
	'table',
	'tableRow',
	'tableCell',
	'tableHeader',
	'image',
	'attachmentStart',
];

/**
 * A mark of the trace. `excludes: ''` lets several lie on one text, so that y-tiptap stores each under
 * its own key and two people's ranges never overwrite each other.
 */
function traceMark(name: string, tag: string, keys: readonly string[]) {
	return Mark.create({
		name,
		inclusive: false,
		excludes: '',
		addAttributes() {
			return Object.fromEntries(
				keys.map((key) => [
					key,
					{
						default: null,
						parseHTML: (element: HTMLElement) => element.getAttribute(`data-${key}`),
						renderHTML: (attrs: Record<string, unknown>) => ({ [`data-${key}`]: attrs[key] }),
					},
				]),
			);
		},
		renderHTML({ HTMLAttributes }) {
			return [tag, mergeAttributes({ class: `trace-${name}` }, HTMLAttributes), 0];
		},
	});
}

const SIGNED = ['id', 'by', 'at'] as const;

/** Inserted, deleted and reformatted text, and the place of an annotation. Never parsed from HTML. */
export const traceMarks = [
	traceMark('ins', 'ins', SIGNED),
	traceMark('del', 'del', SIGNED),
	traceMark('fmt', 'span', [...SIGNED, 'prev']),
	traceMark('annotation', 'span', ['id']),
];

const hidden = { default: null, rendered: false };

/** Suggestion attributes on blocks; kept out of the DOM, shown by decorations. */
const TraceAttributes = Extension.create({
	name: 'traceAttributes',
	addGlobalAttributes() {
		return [
			{
				types: BLOCKS,
				attributes: Object.fromEntries(SUGGESTION_ATTRIBUTES.map((key) => [key, hidden])),
			},
			{ types: ['hardBreak'], attributes: { sgIns: hidden, sgDel: hidden } },
			{ types: ['formula'], attributes: { sgIns: hidden, sgDel: hidden, sgMod: hidden } },
		];
	},
});

/** Column widths are arrays, which Yjs would rewrite on every change; widths are even in this house. */
const EvenColumns = {
	addAttributes(this: { parent?: (() => object) | undefined }) {
		const { align: _align, ...rest } = (this.parent?.() ?? {}) as Record<string, object>;
		return { ...rest, colwidth: { default: null, rendered: false, parseHTML: () => null } };
	},
};

/** What the vocabulary needs from outside. */
export interface SchemaOptions {
	/** Address of a picture's file, to show it. */
	pictureUrl?: PictureAddress | undefined;
	/** How the beginning of an attachment is shown and changed; its words need a browser. */
	attachmentView?: NodeViewRenderer;
	/** How formulae are drawn and written; they need a browser. */
	formulaTools?: FormulaTools;
	/** Whether the editor keeps its own history; false when co-editing. */
	undoRedo?: boolean;
}

/** The Tiptap extensions of the vocabulary in `@wenshu/domain/document/body.ts`, and nothing more. */
export function textExtensions(options: SchemaOptions = {}): Extensions {
	return [
		StarterKit.configure({
			...(options.undoRedo === false ? { undoRedo: false } : {}),
			document: false,
			blockquote: false,
			code: false,
			codeBlock: false,
			horizontalRule: false,
			link: false,
			strike: false,
			trailingNode: false,
			heading: false,
			dropcursor: { color: 'var(--c-focus)', width: 2 },
		}),
		TextDocument,
		Heading,
		TextAlign.configure({ types: ['paragraph', 'heading'] }),
		Table.configure({ resizable: false }),
		TableRow,
		TableCell.extend(EvenColumns),
		TableHeader.extend(EvenColumns),
		Picture.configure({ pictureUrl: options.pictureUrl ?? null }),
		AttachmentStart.configure({ view: options.attachmentView ?? null }),
		Formula.configure({ tools: options.formulaTools ?? null }),
		...traceMarks,
		TraceAttributes,
	];
}
