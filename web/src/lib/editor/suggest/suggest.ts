import { Extension } from '@tiptap/core';
import { Plugin, PluginKey, type Transaction } from '@tiptap/pm/state';
import type { DecorationSet } from '@tiptap/pm/view';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import { asOneStep } from '../one-step.ts';
import { cleanSlice } from './blocks.ts';
import { decorateTrace, type TraceLook } from './decorate.ts';
import { keepTraceApart } from './plain-edit.ts';
import { resolveSuggestions, type Choice, type Part } from './resolve.ts';
import { suggest } from './rewrite.ts';
import type { Author } from './stamp.ts';

/** What an editor needs to suggest. */
export interface SuggestOptions {
	author: Author;
	/** Whether edits become suggestions now; asked for every edit. */
	isSuggesting: () => boolean;
	look: TraceLook;
}

interface SuggestState {
	decorations: DecorationSet;
	chosen: { id: string; by: string } | null;
}

/** Note on a transaction: `settled` for decisions, which are not rewritten; `chosen` to point at one. */
interface SuggestNote {
	settled?: true;
	chosen?: { id: string; by: string } | null;
}

/** Key of the plugin's state and notes. */
const suggestKey = new PluginKey<SuggestState>('suggest');

declare module '@tiptap/core' {
	interface Commands<ReturnType> {
		suggest: {
			/** Accepts the chosen suggestions, or what of them lies in a part: insertions stay, deletions go. */
			acceptSuggestions: (choose?: Choice, within?: Part) => ReturnType;
			/** Rejects the chosen suggestions: the text becomes what it was. */
			rejectSuggestions: (choose?: Choice, within?: Part) => ReturnType;
			/** Points at one suggestion in the text, or at none. */
			chooseSuggestion: (suggestion: { id: string; by: string } | null) => ReturnType;
		};
	}
}

/** Change tracking (痕迹): rewrites edits into suggestions, shows them and decides on them. */
export const Suggest = Extension.create<SuggestOptions>({
	name: 'suggest',
	priority: 900,
	addCommands() {
		const settle =
			(accept: boolean) =>
			(choose?: Choice, within?: Part) =>
			({ tr, dispatch }: { tr: Transaction; dispatch: unknown }) => {
				const decided = resolveSuggestions(this.editor.state, accept, choose, within);
				if (!decided.docChanged) return false;
				if (!dispatch) return true;
				tr.setMeta('preventDispatch', true);
				const { view } = this.editor;
				asOneStep(this.editor, () => {
					view.dispatch(decided.setMeta(suggestKey, { settled: true }));
				});
				return true;
			};
		return {
			acceptSuggestions: settle(true),
			rejectSuggestions: settle(false),
			chooseSuggestion:
				(chosen) =>
				({ tr, dispatch }) => {
					if (dispatch) tr.setMeta(suggestKey, { chosen });
					return true;
				},
		};
	},
	dispatchTransaction({ transaction, next }) {
		const note = transaction.getMeta(suggestKey) as SuggestNote | undefined;
		const sync = transaction.getMeta(ySyncPluginKey) as object | undefined;
		if (!transaction.docChanged || note?.settled || sync) next(transaction);
		else if (this.options.isSuggesting())
			next(suggest(transaction, this.editor.state, this.options.author));
		else next(keepTraceApart(transaction));
	},
	addProseMirrorPlugins() {
		const { look, isSuggesting } = this.options;
		return [
			new Plugin<SuggestState>({
				key: suggestKey,
				state: {
					init: (_, state) => ({
						decorations: decorateTrace(state.doc, look, null),
						chosen: null,
					}),
					apply(tr, value) {
						const note = tr.getMeta(suggestKey) as SuggestNote | undefined;
						const chosen = note?.chosen === undefined ? value.chosen : note.chosen;
						if (!tr.docChanged && chosen === value.chosen) return value;
						return { decorations: decorateTrace(tr.doc, look, chosen), chosen };
					},
				},
				props: {
					decorations: (state) => suggestKey.getState(state)?.decorations,
					transformCopied: cleanSlice,
					transformPasted: cleanSlice,
					handleDOMEvents: {
						// Composing over a selection would leave its first letter behind.
						compositionstart(view) {
							const { state } = view;
							if (isSuggesting() && !state.selection.empty)
								view.dispatch(state.tr.deleteSelection());
							return false;
						},
					},
				},
			}),
		];
	},
});
