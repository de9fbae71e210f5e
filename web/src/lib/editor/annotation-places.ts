import { Extension } from '@tiptap/core';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import {
	absolutePositionToRelativePosition,
	relativePositionToAbsolutePosition,
	ySyncPluginKey,
} from '@tiptap/y-tiptap';
import * as Y from 'yjs';

/** Where an annotation stands, as relative positions that survive edits. */
export interface Place {
	id: string;
	/** JSON of Yjs relative positions. */
	anchor: string;
	head: string;
}

interface Shown {
	places: readonly Place[];
	chosen: string | null;
}

interface PlacesState extends Shown {
	decorations: DecorationSet;
}

const placesKey = new PluginKey<PlacesState>('annotationPlaces');

interface SyncState {
	doc: Y.Doc;
	type: Y.XmlFragment;
	binding: { mapping: Map<unknown, unknown> } | null;
	isChangeOrigin: boolean;
}

/** Shows where annotations stand in the text. */
export const AnnotationPlaces = Extension.create({
	name: 'annotationPlaces',
	addProseMirrorPlugins() {
		return [
			new Plugin<PlacesState>({
				key: placesKey,
				state: {
					init: () => ({ places: [], chosen: null, decorations: DecorationSet.empty }),
					apply(tr, value, _, state) {
						const next = tr.getMeta(placesKey) as Shown | undefined;
						if (next) return { ...next, decorations: decorate(state, next) };
						if (!tr.docChanged) return value;
						// After a remote change positions are found anew; a local one only moves them.
						const remote = (ySyncPluginKey.getState(state) as SyncState | undefined)
							?.isChangeOrigin;
						const decorations = remote
							? decorate(state, value)
							: value.decorations.map(tr.mapping, tr.doc);
						return { ...value, decorations };
					},
				},
				props: { decorations: (state) => placesKey.getState(state)?.decorations },
			}),
		];
	},
});

/** Meta of a transaction that shows these annotations. */
export function showPlaces(state: EditorState, shown: Shown) {
	return state.tr.setMeta(placesKey, shown).setMeta('addToHistory', false);
}

/** The relative positions of a range, as JSON. */
export function placeOf(state: EditorState, from: number, to: number): Omit<Place, 'id'> {
	const sync = ySyncPluginKey.getState(state) as SyncState;
	const relative = (position: number): string =>
		JSON.stringify(
			absolutePositionToRelativePosition(position, sync.type, sync.binding?.mapping as never),
		);
	return { anchor: relative(from), head: relative(to) };
}

/** Where an annotation stands now, or null when its words are gone. */
export function findPlace(state: EditorState, place: Place): { from: number; to: number } | null {
	const sync = ySyncPluginKey.getState(state) as SyncState | undefined;
	if (!sync?.binding) return null;
	const { doc, type, binding } = sync;
	const absolute = (json: string): number | null => {
		try {
			const relative = Y.createRelativePositionFromJSON(JSON.parse(json));
			return relativePositionToAbsolutePosition(doc, type, relative, binding.mapping as never);
		} catch {
			return null;
		}
	};
	const [a, b] = [absolute(place.anchor), absolute(place.head)];
	if (a === null || b === null || a === b) return null;
	const size = state.doc.content.size;
	return { from: Math.min(a, b, size), to: Math.min(Math.max(a, b), size) };
}

function decorate(state: EditorState, { places, chosen }: Shown): DecorationSet {
	const decorations = places.flatMap((place) => {
		const range = findPlace(state, place);
		if (!range || range.from === range.to) return [];
		const name = place.id === chosen ? 'text-annotated text-annotated-chosen' : 'text-annotated';
		return [Decoration.inline(range.from, range.to, { class: name, 'data-annotation': place.id })];
	});
	return DecorationSet.create(state.doc, decorations);
}
