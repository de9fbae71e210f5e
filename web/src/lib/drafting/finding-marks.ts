import type { Editor } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import type { Node } from '@tiptap/pm/model';
import type { Finding } from '@wenshu/domain/drafting/finding.ts';
import { cleanBlocks, rangesOf } from './clean-blocks.ts';
import './finding-marks.css';

const marksKey = new PluginKey<DecorationSet>('draftingFindings');

/** Shows in the text where findings are: a wavy line below the words, as spelling checkers do. */
export class FindingMarks {
	#editor: Editor | null = null;

	/** Shows these findings in an editor. */
	show(editor: Editor, findings: readonly Finding[], chosen: Finding | null): void {
		if (editor.isDestroyed) return;
		if (this.#editor !== editor) {
			editor.registerPlugin(marksPlugin());
			this.#editor = editor;
		}
		const shown = decorate(editor.state.doc, findings, chosen);
		editor.view.dispatch(editor.state.tr.setMeta(marksKey, shown).setMeta('addToHistory', false));
	}
}

function marksPlugin(): Plugin<DecorationSet> {
	return new Plugin<DecorationSet>({
		key: marksKey,
		state: {
			init: () => DecorationSet.empty,
			// Between two checks the lines move with their words.
			apply: (tr, value) =>
				(tr.getMeta(marksKey) as DecorationSet | undefined) ?? value.map(tr.mapping, tr.doc),
		},
		props: { decorations: (state) => marksKey.getState(state) },
	});
}

function decorate(doc: Node, findings: readonly Finding[], chosen: Finding | null): DecorationSet {
	const blocks = cleanBlocks(doc);
	const decorations = findings.flatMap((finding) => {
		const { where, severity, rule } = finding;
		if ('element' in where) return [];
		const block = blocks[where.block];
		if (!block || where.to > block.text.length) return [];
		const isChosen = chosen?.rule === rule && chosen.quote === finding.quote;
		const name = `drafting-${severity}${isChosen ? ' drafting-chosen' : ''}`;
		return rangesOf(block, where.from, where.to).map(({ from, to }) =>
			Decoration.inline(from, to, { class: name }),
		);
	});
	return DecorationSet.create(doc, decorations);
}
