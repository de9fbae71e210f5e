import { Extension } from '@tiptap/core';
import type { Node } from '@tiptap/pm/model';
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
	/** The words it was made on, by which it is found again when somebody split or rebuilt their block. */
	quote?: string;
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
export function placeOf(
	state: EditorState,
	from: number,
	to: number,
): { anchor: string; head: string } {
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
	const size = state.doc.content.size;
	if (a !== null && b !== null && a !== b)
		return { from: Math.min(a, b, size), to: Math.min(Math.max(a, b), size) };
	return findQuote(state.doc, place.quote ?? '', Math.min(a ?? b ?? 0, size));
}

/** How many blocks away the words of an annotation are looked for; a split moves them by one. */
const NEAR = 2;

/**
 * The words of an annotation near the place where they stood. Yjs has no split: the tail of a split block is
 * a copy, and what was anchored in it is anchored nowhere.
 */
function findQuote(doc: Node, quote: string, near: number): { from: number; to: number } | null {
	const blocks: { at: number; words: string }[] = [];
	doc.descendants((node, at) => {
		if (node.isTextblock)
			blocks.push({ at, words: node.textBetween(0, node.content.size, '', '\n') });
	});
	const home = blocks.findLastIndex((block) => block.at <= near);
	const found = blocks
		.slice(Math.max(0, home - NEAR), home + NEAR + 1)
		.map(({ at, words }) => ({ from: at + 1 + words.indexOf(quote), has: words.includes(quote) }))
		.filter((one) => one.has && quote !== '')
		.sort((left, right) => Math.abs(left.from - near) - Math.abs(right.from - near))[0];
	return found ? { from: found.from, to: found.from + quote.length } : null;
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
