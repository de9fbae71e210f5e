import type { Node } from '@tiptap/pm/model';
import { Plugin, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

/**
 * Keeps an empty place before the first attachment, where the sheet puts what stands there on paper: 附件说明,
 * 落款 and 附注 (GB/T 9704-2012 §7.3.4 to §7.3.7). It is no part of the text: no caret enters it.
 */
export function closingPlace(): Plugin<DecorationSet> {
	const plugin: Plugin<DecorationSet> = new Plugin({
		state: {
			init: (_, { doc }) => placeIn(doc),
			apply: (tr, old) => (tr.docChanged ? placeIn(tr.doc) : old),
		},
		props: { decorations: (state: EditorState) => plugin.getState(state) },
	});
	return plugin;
}

function placeIn(doc: Node): DecorationSet {
	let at = -1;
	doc.forEach(({ type, attrs }, offset) => {
		if (at < 0 && type.name === 'attachmentStart' && attrs['sgDel'] == null) at = offset;
	});
	if (at < 0) return DecorationSet.empty;
	const place = Decoration.widget(at, drawPlace, {
		key: 'closing',
		side: -1,
		ignoreSelection: true,
		stopEvent: () => true,
	});
	return DecorationSet.create(doc, [place]);
}

function drawPlace(): HTMLElement {
	const place = document.createElement('div');
	place.className = 'text-closing';
	place.contentEditable = 'false';
	return place;
}
