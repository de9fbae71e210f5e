import type { BrowserContext, Page, Request } from '@playwright/test';

/** Channels of pages that are gone, until the emulator has been told. */
type Channels = Map<Page, Map<string, string>>;

/**
 * Tells the Firestore emulator which channels of a browser profile have ended: those of a page when it is left
 * for another, all of them when the profile is closed. The emulator does not notice by itself, and every commit
 * waits for all listeners it still knows, so that a long run of tests becomes slower with each page it opened.
 */
export function endChannels(context: BrowserContext): void {
	const channels: Channels = new Map();
	context.on('request', (request) => {
		const page = pageOf(request);
		if (page === null) return;
		if (request.isNavigationRequest() && request.frame() === page.mainFrame()) {
			const before = channels.get(page);
			channels.delete(page);
			if (before) page.once('domcontentloaded', () => void terminate(before));
		}
		const session = new URL(request.url()).searchParams.get('SID');
		if (session === null || !request.url().includes('/channel?')) return;
		const known = channels.get(page) ?? new Map<string, string>();
		channels.set(page, known.set(session, request.url()));
	});
	context.on('close', () => {
		for (const left of channels.values()) void terminate(left);
	});
}

/** The page a request comes from; a service worker's has none. */
function pageOf(request: Request): Page | null {
	return request.serviceWorker() === null ? request.frame().page() : null;
}

async function terminate(channels: ReadonlyMap<string, string>): Promise<void> {
	for (const address of channels.values()) {
		const url = new URL(address);
		url.searchParams.set('TYPE', 'terminate');
		// An emulator that has stopped meanwhile needs to be told nothing.
		await fetch(url).catch(() => undefined);
	}
}
