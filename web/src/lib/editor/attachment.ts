import { Node, type Editor, type NodeViewRenderer } from '@tiptap/core';
import { Fragment } from '@tiptap/pm/model';
import { TextSelection } from '@tiptap/pm/state';

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
				({ tr, state, dispatch, editor }) => {
					const { $to, to } = tr.selection;
					const at = $to.depth > 0 ? $to.after(1) : to;
					const isLast = at >= tr.doc.content.size;
					const paragraph = state.schema.nodes['paragraph']?.createAndFill();
					const parts = [this.type.create(), ...(isLast && paragraph ? [paragraph] : [])];
					if (!dispatch) return true;
					tr.insert(at, Fragment.from(parts));
					tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1)));
					requestAnimationFrame(() => {
						focusTitle(editor);
					});
					return true;
				},
		};
	},
	addNodeView() {
		return this.options.view;
	},
});

/** The title that still has to be typed. */
function focusTitle(editor: Editor): void {
	const fields = editor.view.dom.querySelectorAll<HTMLInputElement>('.text-attachment input');
	[...fields]
		.reverse()
		.find((field) => field.value === '')
		?.focus();
}
