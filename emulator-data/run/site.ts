import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { siteFolder } from './emulators.ts';
import { root } from './paths.ts';
import { portsFrom, projectOf } from './ports.ts';

/** What the browser reads from /wenshu.json before anything else. */
export interface SiteConfig {
	readonly firebase: {
		readonly projectId: string;
		readonly apiKey: string;
		readonly appId?: string;
		readonly authDomain?: string;
	};
	/** Present on the emulators only. */
	readonly emulators?: {
		readonly host: string;
		readonly auth: number;
		readonly firestore: number;
		readonly functions: number;
	};
	/** The sign-in page offers the people of /sample-people.json. */
	readonly sample?: boolean;
	/** STUN and TURN servers for direct links between browsers. */
	readonly iceServers?: readonly object[];
	/** reCAPTCHA Enterprise site key; App Check is on when present. */
	readonly appCheckKey?: string;
}

/** Puts the built app and this suite's addresses where the hosting emulator serves them. */
export function prepareSite(base: number): string {
	const site = siteFolder(base);
	const build = path.join(root, 'web/build');
	mkdirSync(site, { recursive: true });
	for (const name of ['_app', '200.html', 'service-worker.js']) {
		rmSync(path.join(site, name), { recursive: true, force: true });
	}
	if (existsSync(build)) cpSync(build, site, { recursive: true });
	writeConfigFile(base);
	return site;
}

function writeConfigFile(base: number): void {
	const ports = portsFrom(base);
	const config: SiteConfig = {
		firebase: { projectId: projectOf(base), apiKey: 'emulator', appId: 'emulator' },
		emulators: {
			host: '127.0.0.1',
			auth: ports.auth,
			firestore: ports.firestore,
			functions: ports.functions,
		},
		sample: true,
	};
	writeFileSync(path.join(siteFolder(base), 'wenshu.json'), JSON.stringify(config));
}
