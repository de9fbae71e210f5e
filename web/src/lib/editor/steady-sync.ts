import { Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import type * as Y from 'yjs';

/** What y-tiptap keeps inside its binding and does not publish. */
interface Binding {
	type: Y.XmlFragment;
	beforeTransactionSelection: unknown;
	_observeFunction: Observer;
}

type Observer = (events: Y.YEvent<Y.XmlText>[], transaction: Y.Transaction) => void;

/**
 * Shows remote changes even when the selection cannot be found again in them. y-tiptap resolves a
 * selection in a block that somebody else has rebuilt to a place past the end of the text and throws
 * (3.0.9); the editor would then stand behind the shared text and overwrite it with the next letter.
 */
export const SteadySync = Extension.create({
	name: 'steadySync',
	// After the binding, whose observer this wraps.
	priority: 10,
	addProseMirrorPlugins() {
		return [
			new Plugin({
				key: new PluginKey('steadySync'),
				view({ state }) {
					const sync = ySyncPluginKey.getState(state) as { binding: Binding } | undefined;
					if (sync) steady(sync.binding);
					return {};
				},
			}),
		];
	},
});

function steady(binding: Binding): void {
	const observe = binding._observeFunction;
	const guarded: Observer = (events, transaction) => {
		try {
			observe(events, transaction);
		} catch (error) {
			if (!(error instanceof RangeError)) throw error;
			binding.beforeTransactionSelection = null;
			observe(events, transaction);
		}
	};
	binding.type.unobserveDeep(observe);
	binding._observeFunction = guarded;
	binding.type.observeDeep(guarded);
}
