import { Node, type Editor, type NodeViewRenderer } from '@tiptap/core';
import { Fragment } from '@tiptap/pm/model';
import { TextSelection, type Command } from '@tiptap/pm/state';
import { closingPlace } from './closing-place.ts';

declare module '@tiptap/core' {
	interface Commands<ReturnType> {
		attachment: {
			/** Begins an attachment (附件) after the block of the selection, and goes to its title. */
			startAttachment: () => ReturnType;
		};
	}
}

/** A text: blocks, and between them the beginnings of attachments. */
export const TextDocument = Node.create({
	name: 'doc',
	topNode: true,
	content: '(block | attachmentStart)+',
});

/**
 * Where an attachment begins: all that follows, up to the next one, is printed on pages of its own after
 * the signature, with 附件 and its number on line 1 and the title on line 3 (GB/T 9704-2012 §7.3.7).
 */
export const AttachmentStart = Node.create<{ view: NodeViewRenderer | null }>({
	name: 'attachmentStart',
	addOptions() {
		return { view: null };
	},
	atom: true,
	selectable: true,
	isolating: true,
	addAttributes() {
		return {
			title: { default: '', parseHTML: (element) => element.getAttribute('data-title') ?? '' },
			landscape: {
				default: false,
				parseHTML: (element) => element.getAttribute('data-landscape') === 'true',
			},
		};
	},
	extendNodeSchema(extension: { name: string }) {
		if (extension.name !== this.name) return {};
		return { leafText: (node: { attrs: { title?: string } }) => node.attrs.title ?? '' };
	},
	parseHTML() {
		return [{ tag: 'div[data-attachment]' }];
	},
	renderHTML({ node }) {
		const { title, landscape } = node.attrs as { title: string; landscape: boolean };
		return ['div', { 'data-attachment': '', 'data-title': title, 'data-landscape': landscape }];
	},
	addCommands() {
		return {
			startAttachment:
				() =>
				({ state, dispatch, editor }) => {
					if (dispatch)
						requestAnimationFrame(() => {
							focusTitle(editor);
						});
					return beginAttachment(state, dispatch);
				},
		};
	},
	addNodeView() {
		return this.options.view;
	},
	addProseMirrorPlugins() {
		// On a sheet, where attachments are shown as such.
		return this.options.view ? [closingPlace()] : [];
	},
});

/** Puts the beginning of an attachment after the block of the selection, and a paragraph where nothing follows. */
export const beginAttachment: Command = ({ tr, schema }, dispatch) => {
	const { attachmentStart, paragraph } = schema.nodes;
	const { $to, to } = tr.selection;
	const at = $to.depth > 0 ? $to.after(1) : to;
	const isLast = at >= tr.doc.content.size;
	const parts = [attachmentStart?.create(), isLast ? paragraph?.createAndFill() : null];
	tr.insert(at, Fragment.from(parts.filter((part) => part != null)));
	tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1)));
	dispatch?.(tr);
	return true;
};

/** The title that still has to be typed. */
function focusTitle(editor: Editor): void {
	if (editor.isDestroyed) return;
	const fields = editor.view.dom.querySelectorAll<HTMLInputElement>('.text-attachment input');
	[...fields]
		.reverse()
		.find((field) => field.value === '')
		?.focus();
}
