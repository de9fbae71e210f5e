import { startFirebase } from '#lib/platform/firebase.ts';
import { session } from '#lib/platform/session.svelte.ts';
import type { LayoutLoad } from './$types';

export const ssr = false;
export const prerender = false;

let started = false;

export const load: LayoutLoad = async () => {
	await startFirebase();
	if (!started) session.start();
	started = true;
};
