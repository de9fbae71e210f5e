import { existsSync, rmSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { blobFolder, siteFolder } from './emulators.ts';
import { root } from './paths.ts';
import { portsFrom, projectOf } from './ports.ts';
import { Problem } from './terminal.ts';

/** Where the sample bureau is loaded into. */
export interface SampleTarget {
	readonly project: string;
	readonly projectId: string;
	readonly firestorePort: number;
	readonly authPort: number;
	/** The hub, which can hold back the functions' triggers while the sample is loaded. */
	readonly hubPort: number;
	/** Folder the browser reads; the loader writes sample-people.json there. */
	readonly siteFolder: string;
	/** Folder that stands for Cloud Storage. */
	readonly blobFolder: string;
}

type Loader = (target: SampleTarget) => Promise<unknown>;

/** Empties Firestore, accounts and files of a suite. */
export async function clearSuite(base: number): Promise<void> {
	const ports = portsFrom(base);
	const project = projectOf(base);
	const owner = { authorization: 'Bearer owner' };
	const answers = await Promise.all([
		fetch(
			`http://127.0.0.1:${String(ports.firestore)}/emulator/v1/projects/${project}/databases/(default)/documents`,
			{ method: 'DELETE' },
		),
		fetch(`http://127.0.0.1:${String(ports.auth)}/emulator/v1/projects/${project}/accounts`, {
			method: 'DELETE',
			headers: owner,
		}),
	]);
	for (const answer of answers) {
		if (!answer.ok) throw new Problem(`清空失败 / clearing failed: ${await answer.text()}`);
	}
	rmSync(blobFolder(base), { recursive: true, force: true });
	mkdirSync(blobFolder(base), { recursive: true });
}

/** Loads the sample bureau; true when there was one to load. */
export async function loadBureau(base: number): Promise<boolean> {
	const file = path.join(root, 'emulator-data/load.ts');
	if (!existsSync(file)) return false;
	const ports = portsFrom(base);
	process.env['FIRESTORE_EMULATOR_HOST'] = `127.0.0.1:${String(ports.firestore)}`;
	process.env['FIREBASE_AUTH_EMULATOR_HOST'] = `127.0.0.1:${String(ports.auth)}`;
	process.env['METADATA_SERVER_DETECTION'] = 'none';
	process.env['WENSHU_BLOBS'] = blobFolder(base);
	const { loadSample } = (await import(pathToFileURL(file).href)) as { loadSample: Loader };
	await loadSample({
		project: projectOf(base),
		projectId: projectOf(base),
		firestorePort: ports.firestore,
		authPort: ports.auth,
		hubPort: ports.hub,
		siteFolder: siteFolder(base),
		blobFolder: blobFolder(base),
	});
	return true;
}
