import type { BodyNode } from '@wenshu/domain/document/body.ts';
import { picturesOf } from '@wenshu/domain/document/body.ts';
import type { Editor } from '@tiptap/core';
import { asOneStep } from '../editor/one-step.ts';
import type { PictureUpload } from '../editor/picture-upload.ts';
import type { WordPicture } from './read-docx.ts';

/** Where imported words go. */
export type Placement = 'append' | 'replace';

/**
 * Uploads the pictures of an imported body and names them by their files; answers how many could not be
 * uploaded. They are left out.
 */
export async function storePictures(
	body: BodyNode,
	pictures: ReadonlyMap<string, WordPicture>,
	upload: PictureUpload | undefined,
): Promise<{ body: BodyNode; lost: number }> {
	const files = new Map<string, string>();
	let lost = 0;
	for (const name of picturesOf(body)) {
		const picture = pictures.get(name);
		try {
			if (!picture || !upload) throw new Error('no picture');
			files.set(name, (await upload(picture.file)).fileId);
		} catch {
			lost += 1;
		}
	}
	return { body: renamed(body, files) ?? { type: 'doc', content: [{ type: 'paragraph' }] }, lost };
}

function renamed(node: BodyNode, files: ReadonlyMap<string, string>): BodyNode | null {
	if (node.type === 'image') {
		const file = files.get(String(node.attrs?.['file']));
		return file === undefined ? null : { ...node, attrs: { ...node.attrs, file } };
	}
	if (!node.content) return node;
	const content = node.content.flatMap((child) => renamed(child, files) ?? []);
	// A cell or item of nothing but a lost picture keeps a line.
	const hollow = content.length === 0 && /^(?:doc|tableCell|tableHeader|listItem)$/.test(node.type);
	return { ...node, content: hollow ? [{ type: 'paragraph' }] : content };
}

/** Puts a body into the text, as one edit that one undo takes back; a suggestion where edits are. */
export function putBody(editor: Editor, body: BodyNode, placement: Placement): void {
	const { state, schema } = editor;
	const nodes = (body.content ?? []).map((node) => schema.nodeFromJSON(node));
	const isEmpty = state.doc.childCount === 1 && state.doc.firstChild?.content.size === 0;
	const whole = placement === 'replace' || (isEmpty && state.doc.firstChild?.isTextblock === true);
	const end = state.doc.content.size;
	asOneStep(editor, () => {
		editor.view.dispatch(state.tr.replaceWith(whole ? 0 : end, end, nodes));
	});
}
