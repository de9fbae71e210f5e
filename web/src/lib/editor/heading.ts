import { Node, mergeAttributes } from '@tiptap/core';

/** Levels of headings in a document's text: 一、 （一） 1. （1） — GB/T 9704-2012 §7.3.3. */
export type HeadingLevel = 1 | 2 | 3 | 4;

declare module '@tiptap/core' {
	interface Commands<ReturnType> {
		textHeading: {
			/** Makes the blocks of the selection headings of a level, or paragraphs again. */
			toggleTextHeading: (level: HeadingLevel) => ReturnType;
		};
	}
}

/**
 * A heading inside the text. The title of the document is the only `h1` of a page, so level 1 is an
 * `h2` and so on; `data-level` keeps the level through copy and paste.
 */
export const Heading = Node.create({
	name: 'heading',
	group: 'block',
	content: 'inline*',
	defining: true,
	addAttributes() {
		return { level: { default: 1, rendered: false } };
	},
	parseHTML() {
		return [1, 2, 3, 4, 5, 6].map((depth) => ({
			tag: `h${depth}`,
			getAttrs: (element: HTMLElement) => {
				const own = Number(element.getAttribute('data-level'));
				return { level: own >= 1 && own <= 4 ? own : Math.min(depth, 4) };
			},
		}));
	},
	renderHTML({ node, HTMLAttributes }) {
		const level = Number(node.attrs['level']);
		return [`h${level + 1}`, mergeAttributes(HTMLAttributes, { 'data-level': level }), 0];
	},
	addCommands() {
		return {
			toggleTextHeading:
				(level) =>
				({ commands }) =>
					commands.toggleNode(this.name, 'paragraph', { level }),
		};
	},
	addKeyboardShortcuts() {
		const levels: HeadingLevel[] = [1, 2, 3, 4];
		const keys = levels.map((level) => [
			`Mod-Alt-${level}`,
			() => this.editor.commands.toggleTextHeading(level),
		]);
		return Object.fromEntries(keys) as Record<string, () => boolean>;
	},
});
