import type { Editor } from '@tiptap/core';
import { yXmlFragmentToProsemirrorJSON } from '@tiptap/y-tiptap';
import type { BodyNode } from '@wenshu/domain/document/body.ts';
import type * as Y from 'yjs';

/** A text as it stands this moment: as its editor has it, or as it was opened where there is none; null without both. */
export function readBody(editor: Editor | null, doc: Y.Doc | null): BodyNode | null {
	if (editor && !editor.isDestroyed) return editor.getJSON() as BodyNode;
	const fragment = doc?.getXmlFragment('default');
	// The only reader that needs no schema: a text newer than this client has nodes it lacks.
	// eslint-disable-next-line @typescript-eslint/no-deprecated
	return fragment ? (yXmlFragmentToProsemirrorJSON(fragment) as BodyNode) : null;
}
