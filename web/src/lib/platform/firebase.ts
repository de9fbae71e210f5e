import { initializeApp, type FirebaseApp } from 'firebase/app';
import {
	connectFirestoreEmulator,
	initializeFirestore,
	memoryLocalCache,
	type Firestore,
} from 'firebase/firestore';
import type { Functions } from 'firebase/functions';
import { loadConfig, region, type AppConfig } from './config.ts';
import { Identity } from './identity.ts';

/*
 * Live bindings, set once by `startFirebase` before any page renders. A top-level await would say the
 * same in fewer words, but Safari 16 evaluates siblings of such a module too early.
 */
export let config: AppConfig;
export let app: FirebaseApp;
export let identity: Identity;
export let db: Firestore;

let starting: Promise<void> | undefined;

/** Starts Firebase from `/wenshu.json`; safe to call again, the work is done once. */
export function startFirebase(): Promise<void> {
	starting ??= start();
	return starting;
}

async function start(): Promise<void> {
	config = await loadConfig();
	app = initializeApp(config.firebase);
	await startAppCheck();
	identity = new Identity(config);
	identity.serve();
	// Offline copies of texts and acts are our own (IndexedDB); two caches would disagree.
	db = initializeFirestore(app, { localCache: memoryLocalCache() });
	const { emulators } = config;
	if (emulators) connectFirestoreEmulator(db, emulators.host, emulators.firestore);
}

/**
 * App Check is off unless `/wenshu.json` carries `appCheckKey` (a reCAPTCHA Enterprise key
 * registered for the web app). Functions and Firestore must be set to enforce it in the console.
 */
async function startAppCheck(): Promise<void> {
	if (!config.appCheckKey) return;
	const { initializeAppCheck, ReCaptchaEnterpriseProvider } = await import('firebase/app-check');
	initializeAppCheck(app, {
		provider: new ReCaptchaEnterpriseProvider(config.appCheckKey),
		isTokenAutoRefreshEnabled: true,
	});
}

let functions: Promise<Functions> | undefined;

/** The functions client, loaded with the first call: the first page needs reads only. */
export function loadFunctions(): Promise<Functions> {
	functions ??= import('firebase/functions').then(({ getFunctions, connectFunctionsEmulator }) => {
		const client = getFunctions(app, region);
		if (config.emulators)
			connectFunctionsEmulator(client, config.emulators.host, config.emulators.functions);
		return client;
	});
	// The file may be out of reach now and not later.
	functions.catch(() => (functions = undefined));
	return functions;
}
