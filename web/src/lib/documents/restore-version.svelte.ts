import type { BodyNode } from '@wenshu/domain/document/body.ts';
import type { EditorSession } from '../editor/editor-session.svelte.ts';
import { replaceBody } from '../editor/restore.ts';
import { openText } from './text-session.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

/** What came of restoring: done, nothing to do, not allowed, or done here but not sent yet. */
export type Restored = 'restored' | 'same' | 'notRestored' | 'notSent';

/**
 * Makes the text of a workspace read like an earlier version: as a new change of the signed-in person, by
 * the way every other change goes, or as suggestions where they may only suggest.
 */
export async function restoreVersion(workspace: Workspace, body: BodyNode): Promise<Restored> {
	const { session, close } = openText(workspace);
	const host = document.createElement('div');
	host.inert = true;
	host.className = 'sr-only';
	document.body.append(host);
	let unmount = (): void => undefined;
	try {
		await opened(session);
		if (session.phase !== 'open' || session.mode === 'read') return 'notRestored';
		unmount = session.mount(host);
		const { editor } = session.handle;
		if (!editor) return 'notRestored';
		if (!replaceBody(editor, body)) return 'same';
		return (await session.flush()) ? 'restored' : 'notSent';
	} finally {
		unmount();
		host.remove();
		close();
	}
}

/** Waits until a text was opened or could not be; mounting needs its first reading. */
function opened(session: EditorSession): Promise<void> {
	return new Promise((resolve) => {
		const stop = $effect.root(() => {
			$effect(() => {
				const ready = session.phase === 'open' ? session.opening > 0 : session.phase !== 'opening';
				if (!ready) return;
				resolve();
				queueMicrotask(() => stop());
			});
		});
	});
}
