import { version } from '$app/env';
import { assets, immutable } from '$app/manifest';
import { resolve } from '$app/paths';
import { self } from '$app/service-worker';

/*
 * Keeps the app itself, never data: its files by their hashes, the shell for every address, and the
 * configuration by the newest answer. So the office opens offline; what it shows then is its own affair.
 */

const cacheName = `wenshu-${version}`;
const shell = '/200.html';
const files = [
	...immutable.map((file) => resolve(file.path)),
	...assets.map((file) => resolve(file.path)),
];
/** Written beside the app when it is deployed or the emulators start. */
const settings = ['/wenshu.json', '/sample-people.json'];

async function install(): Promise<void> {
	const cache = await caches.open(cacheName);
	await cache.addAll([...files, shell]);
}

async function activate(): Promise<void> {
	for (const name of await caches.keys())
		if (name.startsWith('wenshu-') && name !== cacheName) await caches.delete(name);
	await self.clients.claim();
}

async function fromCache(request: Request): Promise<Response> {
	return (await caches.match(request)) ?? fetch(request);
}

async function newest(request: Request): Promise<Response> {
	const cache = await caches.open(cacheName);
	try {
		const response = await fetch(request);
		if (response.ok) await cache.put(request, response.clone());
		return response;
	} catch (error) {
		const kept = await cache.match(request);
		if (kept) return kept;
		throw error;
	}
}

async function page(request: Request): Promise<Response> {
	try {
		return await fetch(request);
	} catch (error) {
		const kept = await caches.match(shell);
		if (kept) return kept;
		throw error;
	}
}

self.addEventListener('install', (event) => {
	event.waitUntil(install());
});
self.addEventListener('activate', (event) => {
	event.waitUntil(activate());
});
self.addEventListener('message', (event) => {
	if (event.data === 'skip-waiting') void self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
	const { request } = event;
	const url = new URL(request.url);
	if (request.method !== 'GET' || url.origin !== location.origin) return;
	if (files.includes(url.pathname)) event.respondWith(fromCache(request));
	else if (settings.includes(url.pathname)) event.respondWith(newest(request));
	else if (request.mode === 'navigate') event.respondWith(page(request));
});
