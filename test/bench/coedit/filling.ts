import { HocuspocusProvider } from '@hocuspocus/provider';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Candidate } from './candidates.ts';

/**
 * Brings a text to a server of the others and keeps it open, for Hocuspocus forgets a text that nobody
 * has open. Answers how to leave.
 */
export async function fill(
	candidate: Exclude<Candidate, 'fast' | 'log'>,
	port: number,
	room: string,
	text: Uint8Array,
): Promise<() => void> {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, text);
	const url = `ws://127.0.0.1:${String(port)}`;
	if (candidate === 'yWebsocket') {
		const provider = new WebsocketProvider(url, room, doc);
		await new Promise<void>((resolve) => {
			provider.once('sync', () => {
				resolve();
			});
		});
		return () => {
			provider.destroy();
		};
	}
	const provider = await new Promise<HocuspocusProvider>((resolve) => {
		const opened = new HocuspocusProvider({
			url,
			name: room,
			document: doc,
			onSynced: () => {
				resolve(opened);
			},
		});
	});
	return () => {
		provider.destroy();
	};
}
