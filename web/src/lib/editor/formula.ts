import { Node, type Editor, type NodeViewRenderer } from '@tiptap/core';
import type { Node as TextNode } from '@tiptap/pm/model';
import { NodeSelection, Plugin, type EditorState, type Transaction } from '@tiptap/pm/state';
import { AddMarkStep, ReplaceStep } from '@tiptap/pm/transform';
import { excessOf } from '@wenshu/domain/formula/limits.ts';
import { formulaWords } from '@wenshu/domain/formula/readable.ts';

/** A formula as the text holds it: its LaTeX, and whether it stands on a line of its own. */
export interface FormulaSource {
	latex: string;
	display: boolean;
}

/** What the screen adds to the node: how it is drawn, and the dialog in which it is written. */
export interface FormulaTools {
	view: NodeViewRenderer;
	open: (editor: Editor) => void;
}

declare module '@tiptap/core' {
	interface Commands<ReturnType> {
		formula: {
			/** Puts a formula at the selection, or changes the one that stands at `position`. */
			setFormula: (source: FormulaSource, position?: number | null) => ReturnType;
		};
	}
}

/** A formula (公式) among the words. It holds LaTeX; nothing of it is ever markup of the page. */
export const Formula = Node.create<{ tools: FormulaTools | null }>({
	name: 'formula',
	group: 'inline',
	inline: true,
	atom: true,
	selectable: true,
	draggable: true,
	addOptions() {
		return { tools: null };
	},
	addAttributes() {
		return {
			latex: {
				default: '',
				parseHTML: (element) => latexIn(element) ?? '',
				renderHTML: ({ latex }) => ({ 'data-formula': String(latex) }),
			},
			display: {
				default: false,
				parseHTML: (element) => element.dataset['display'] === 'true',
				renderHTML: ({ display }) => ({ 'data-display': String(display) }),
			},
		};
	},
	extendNodeSchema(extension: { name: string }) {
		if (extension.name !== this.name) return {};
		return { leafText: wordsOfNode };
	},
	parseHTML() {
		return [
			{
				tag: 'span[data-formula]',
				getAttrs: (element) => (latexIn(element) === null ? false : null),
			},
		];
	},
	renderHTML({ node, HTMLAttributes }) {
		return ['span', HTMLAttributes, wordsOfNode(node)];
	},
	renderText({ node }) {
		return wordsOfNode(node);
	},
	addCommands() {
		return {
			setFormula:
				({ latex, display }, position = null) =>
				({ tr, dispatch, commands }) => {
					if (position === null)
						return commands.insertContent({ type: this.name, attrs: { latex, display } });
					const node = tr.doc.nodeAt(position);
					if (node?.type !== this.type) return false;
					if (!dispatch) return true;
					if (node.attrs['latex'] !== latex) tr.setNodeAttribute(position, 'latex', latex);
					if (node.attrs['display'] !== display) tr.setNodeAttribute(position, 'display', display);
					return true;
				},
		};
	},
	addKeyboardShortcuts() {
		const open = (): boolean => {
			const { tools } = this.options;
			if (!tools || !this.editor.isEditable) return false;
			tools.open(this.editor);
			return true;
		};
		return {
			'Alt-=': open,
			Enter: () => selectedFormula(this.editor.state) !== null && open(),
		};
	},
	addNodeView() {
		return this.options.tools?.view ?? null;
	},
	addProseMirrorPlugins() {
		return [
			new Plugin({
				appendTransaction: (transactions, _, state) => withoutMarks(transactions, state),
			}),
		];
	},
});

/** The formula that is selected as a whole, and where it stands; null when none is. */
export function selectedFormula(
	state: EditorState,
): { position: number; source: FormulaSource } | null {
	const { selection } = state;
	if (!(selection instanceof NodeSelection) || selection.node.type.name !== 'formula') return null;
	return { position: selection.from, source: sourceOf(selection.node) };
}

/** What a node of the text holds. */
export function sourceOf(node: TextNode): FormulaSource {
	const { latex, display } = node.attrs as FormulaSource;
	return { latex, display };
}

function wordsOfNode(node: { attrs: { latex?: unknown } }): string {
	return typeof node.attrs.latex === 'string' ? formulaWords(node.attrs.latex) : '';
}

/** The source that an element of pasted HTML carries; null when it is none. */
function latexIn(element: HTMLElement): string | null {
	const latex = element.dataset['formula']?.replace(/\p{Cc}+/gu, ' ').trim() ?? '';
	return excessOf(latex) === null ? latex : null;
}

/**
 * What stands in a line without being words has no look of its own, and Yjs keeps none: bold over a
 * stretch of text leaves formulae and breaks alone, or this person's text would differ from the others'.
 */
function withoutMarks(
	transactions: readonly Transaction[],
	state: EditorState,
): Transaction | null {
	const touched = transactions.some(({ steps }) =>
		steps.some((step) => step instanceof AddMarkStep || holdsMarkedLeaf(step)),
	);
	if (!touched) return null;
	const tr = state.tr;
	state.doc.descendants((node, position) => {
		if (isMarkedLeaf(node))
			for (const mark of node.marks) tr.removeMark(position, position + node.nodeSize, mark);
	});
	return tr.docChanged ? tr : null;
}

function isMarkedLeaf(node: TextNode): boolean {
	return node.isInline && !node.isText && node.marks.length > 0;
}

function holdsMarkedLeaf(step: object): boolean {
	if (!(step instanceof ReplaceStep)) return false;
	let found = false;
	step.slice.content.descendants((node) => {
		found ||= isMarkedLeaf(node);
		return !found;
	});
	return found;
}
