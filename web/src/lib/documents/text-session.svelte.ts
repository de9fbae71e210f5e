import { untrack } from 'svelte';
import { EditorSession } from '../editor/editor-session.svelte.ts';
import { act } from '../platform/act.svelte.ts';
import { directory } from '../platform/directory.svelte.ts';
import { downloadAddress, uploadFile } from '../platform/files.ts';
import { callable } from '../platform/callables.ts';
import { config, db } from '../platform/firebase.ts';
import { defineMessages } from '../platform/messages.ts';
import { session as signedIn } from '../platform/session.svelte.ts';
import { toast } from '../ui/toast.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

const m = defineMessages({
	mention: ['批注提醒：{title}', 'Mention: {title}'],
	pasted: [
		'有 {n} 张图片没有带过来：请在原文件中逐张复制粘贴，或用“更多”里的“导入 Word”。',
		'{n} pictures did not come along: copy them one by one, or import the .docx.',
	],
	failed: ['图片“{name}”没有传上，请重试。', 'The picture “{name}” could not be uploaded.'],
});

/** Addresses of pictures, each asked for once; an address lives longer than a look at a page. */
export function pictureAddresses(): (file: string) => Promise<string> {
	const known = new Map<string, Promise<string>>();
	return (file) => {
		const address = known.get(file) ?? downloadAddress(file);
		known.set(file, address);
		return address;
	};
}

const askText = callable<{ op: 'fold'; documentId: string }, unknown>('text');
/** Unit and main post of a person, in words. */
function postOf(uid: string): string {
	const person = directory.person(uid);
	const post = directory.post(person?.postIds[0] ?? '')?.name ?? '';
	const unit = directory.unitName(person?.unitId ?? '');
	return post.startsWith(unit) ? post : `${unit} ${post}`;
}

/** Readers of the document whom typed letters find; only they can be mentioned. */
function findReaders(
	workspace: Workspace,
	typed: string,
): { uid: string; name: string; post: string }[] {
	const readers = new Set(workspace.document?.readers);
	return directory
		.search(typed)
		.filter((person) => readers.has(person.uid) && person.uid !== signedIn.uid)
		.map(({ uid, name }) => ({ uid, name, post: postOf(uid) }));
}

async function tellMentioned({ id, subject }: Workspace, annotationId: string): Promise<void> {
	const title = m.mention({ title: subject.title });
	await act('text/mention', id, { annotationId }, { title });
}

/**
 * Opens the text of a workspace for the signed-in person and ties it to the workspace: what is typed is
 * sent before the document is handed on. Answers how to close it.
 */
export function openText(workspace: Workspace): { session: EditorSession; close: () => void } {
	const session = untrack(
		() =>
			new EditorSession({
				db,
				documentId: workspace.id,
				person: { uid: signedIn.uid, name: signedIn.access?.name ?? signedIn.name },
				nameOf: (uid) => directory.name(uid),
				iceServers: config.iceServers,
				onLongTail: () => askText({ op: 'fold', documentId: workspace.id }),
				postOf: (uid) => postOf(uid),
				findReaders: (typed) => findReaders(workspace, typed),
				onMention: (annotationId) => void tellMentioned(workspace, annotationId),
				pictureUrl: pictureAddresses(),
				onPicture: (file) => uploadFile(file, { kind: 'document', id: workspace.id }),
				onPicturesLost: (lost) =>
					toast.warn(
						'pasted' in lost ? m.pasted({ n: lost.pasted }) : m.failed({ name: lost.failed }),
					),
			}),
	);
	// What is finished is read as it stands; what is still worked on shows who changed what.
	if (untrack(() => workspace.document?.frozen)) session.view = 'final';
	const save = (): Promise<boolean> => session.flush();
	workspace.savers.add(save);
	session.start();
	return {
		session,
		close: () => {
			workspace.savers.delete(save);
			void session.close();
		},
	};
}
