import { untrack } from 'svelte';
import { EditorSession } from '../editor/editor-session.svelte.ts';
import { directory } from '../platform/directory.svelte.ts';
import { downloadAddress, uploadFile } from '../platform/files.ts';
import { callable } from '../platform/callables.ts';
import { config, db } from '../platform/firebase.ts';
import { session as signedIn } from '../platform/session.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** Addresses of pictures, each asked for once; an address lives longer than a look at a page. */
function pictureAddresses(): (file: string) => Promise<string> {
	const known = new Map<string, Promise<string>>();
	return (file) => {
		const address = known.get(file) ?? downloadAddress(file);
		known.set(file, address);
		return address;
	};
}

const askText = callable<{ op: 'fold'; documentId: string }, unknown>('text');

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
				pictureUrl: pictureAddresses(),
				onPicture: (file) => uploadFile(file, { kind: 'document', id: workspace.id }),
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
