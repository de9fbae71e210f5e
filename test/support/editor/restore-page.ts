// Runs inside Chromium: an editor that makes its text read like an earlier version.
import { cleanBody, originalBody, type BodyNode } from '@wenshu/domain/document/body.ts';
import { checkBody } from '@wenshu/domain/document/body-check.ts';
import { keyOf } from '@wenshu/domain/trace/align.ts';
import { replaceBody } from '../../../web/src/lib/editor/restore.ts';
import { BASE, EDITS } from './edits.ts';
import { pair, type Seat } from './pair.ts';

const bodyOf = ({ editor }: Seat): BodyNode => editor.getJSON() as BodyNode;

/** Amy edits the text, Bob makes it read as before; every field of the answer must be true. */
function restore(kind: keyof typeof EDITS, pending: boolean, suggesting: boolean) {
	const two = pair(BASE);
	const before = keyOf(cleanBody(bodyOf(two.amy)));
	two.amy.suggesting = pending;
	EDITS[kind](two.amy.editor);
	const changed = bodyOf(two.bob);
	two.bob.suggesting = suggesting;
	replaceBody(two.bob.editor, BASE as BodyNode);
	const after = bodyOf(two.bob);
	const verdict = {
		'reads as before': keyOf(cleanBody(after)) === before,
		'same for both': two.same(),
		valid: checkBody(after).ok,
		'only suggested': !suggesting || keyOf(originalBody(after)) === keyOf(originalBody(changed)),
		'nothing left to do': !replaceBody(two.bob.editor, BASE as BodyNode),
	};
	two.close();
	return verdict;
}

/** How many blocks are written anew when one word is put back; the others keep their authors. */
function writtenAnew(): number {
	const two = pair(BASE);
	EDITS['insert words'](two.amy.editor);
	const fragment = two.bob.doc.getXmlFragment('default');
	const blocks = new Set(fragment.toArray());
	replaceBody(two.bob.editor, BASE as BodyNode);
	const fresh = fragment.toArray().filter((block) => !blocks.has(block));
	two.close();
	return fresh.length;
}

const restoring = { restore, writtenAnew };
export type Restoring = typeof restoring;
Object.assign(globalThis, { restoring });
