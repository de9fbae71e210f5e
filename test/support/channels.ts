import type { BrowserContext, Page, Request } from '@playwright/test';

/** One channel of a page to Firestore (Closure's WebChannel, version 8), as its requests tell of it. */
interface Channel {
	/** Address of its last request. */
	url: URL;
	/** How many messages the page has sent. */
	sent: number;
	/** What it listens to. */
	readonly targets: Set<string>;
}

/** Channels by their session; one that has none yet by its path. */
type Channels = Map<string, Channel>;

/**
 * Tells the Firestore emulator which listeners of a browser profile are gone: those of a page when it is left for
 * another, all of them when the profile is closed. The emulator does not notice by itself, and every commit
 * waits for all listeners it still knows, so that a long run of tests becomes slower with each page it opened.
 */
export function endChannels(context: BrowserContext): void {
	const open = new Map<Page, Channels>();
	context.on('request', (request) => {
		const page = pageOf(request);
		if (page === null) return;
		if (request.isNavigationRequest() && request.frame() === page.mainFrame()) {
			const left = open.get(page);
			open.delete(page);
			if (left) page.once('domcontentloaded', () => void end(left));
		}
		const url = new URL(request.url());
		if (!url.pathname.endsWith('/channel')) return;
		const channels: Channels = open.get(page) ?? new Map();
		open.set(page, channels);
		note(channels, url, request);
	});
	context.on('close', () => {
		for (const channels of open.values()) void end(channels);
	});
}

/** The page a request comes from; a service worker's has none. */
function pageOf(request: Request): Page | null {
	return request.serviceWorker() === null ? request.frame().page() : null;
}

function note(channels: Channels, url: URL, request: Request): void {
	const session = url.searchParams.get('SID') ?? url.pathname;
	const channel = channels.get(session) ??
		channels.get(url.pathname) ?? { url, sent: 0, targets: new Set() };
	channels.delete(url.pathname);
	channels.set(session, channel);
	if (request.method() !== 'POST') return;
	channel.url = url;
	const sent = new URLSearchParams(request.postData() ?? '');
	channel.sent = Number(sent.get('ofs')) + Number(sent.get('count'));
	for (const [name, message] of sent) {
		if (!name.endsWith('___data__')) continue;
		const { addTarget, removeTarget } = JSON.parse(message) as {
			addTarget?: { targetId: number };
			removeTarget?: number;
		};
		if (addTarget !== undefined) channel.targets.add(String(addTarget.targetId));
		if (removeTarget !== undefined) channel.targets.delete(String(removeTarget));
	}
}

/** Takes all listeners off, then closes; closing alone leaves them where they are. */
async function end(channels: Channels): Promise<void> {
	for (const [session, { url, sent, targets }] of channels) {
		if (session === url.pathname) continue;
		const database = url.searchParams.get('database');
		url.searchParams.set('SID', session);
		url.searchParams.set('RID', String(Number(url.searchParams.get('RID')) + 1));
		const body = new URLSearchParams({ count: String(targets.size), ofs: String(sent) });
		for (const [index, target] of [...targets].entries())
			body.set(
				`req${String(index)}___data__`,
				JSON.stringify({ database, removeTarget: Number(target) }),
			);
		const last = new URL(url);
		last.searchParams.set('TYPE', 'terminate');
		try {
			if (targets.size > 0) await fetch(url, { method: 'POST', body });
			await fetch(last);
		} catch {
			// An emulator that has stopped meanwhile needs to be told nothing.
		}
	}
}
