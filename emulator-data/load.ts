import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { officeYear } from '@wenshu/domain/document/number.ts';
import { headOf } from '@wenshu/domain/flow/definition-store.ts';
import { documents } from './bureau/documents.ts';
import { flows } from './bureau/flows.ts';
import { people, samplePassword } from './bureau/people.ts';
import { posts } from './bureau/posts.ts';
import { roles } from './bureau/roles.ts';
import { series } from './bureau/series.ts';
import { templates } from './bureau/templates.ts';
import { units } from './bureau/units.ts';
import { volumes } from './bureau/volumes.ts';
import { MemoryStore } from './memory-store.ts';
import { markRead } from './read-marks.ts';
import { replay } from './replay.ts';
import { samplePeople } from './sample-people.ts';
import {
	makeSeals,
	openStage,
	registerRecords,
	reserveNumbers,
	superviseMatters,
} from './stage.ts';

/** Where the sample bureau goes: a suite of emulators on this machine. */
export interface SampleTarget {
	projectId: string;
	firestorePort: number;
	authPort: number;
	/** The suite's hub, which can hold back triggers; without it they fire on every step of every story. */
	hubPort?: number;
	/** Folder the browser reads; receives `sample-people.json`. */
	siteFolder?: string;
	/** Folder that stands for Cloud Storage. */
	blobFolder: string;
}

/** What was loaded, and how long it took in milliseconds. */
export interface SampleLoaded {
	people: number;
	documents: number;
	ms: number;
}

/**
 * Replaces everything in the emulators of a project by the sample bureau. The moments of its story are
 * counted back from the time of loading, so that deadlines are always fresh.
 */
export async function loadSample(target: SampleTarget): Promise<SampleLoaded> {
	const began = performance.now();
	aim(target);
	await setTriggers(target, 'disable');
	try {
		return await fill(target, began);
	} finally {
		await setTriggers(target, 'enable');
	}
}

async function fill(target: SampleTarget, began: number): Promise<SampleLoaded> {
	await clear(target);
	const { db, auth, workOn } = await import('../functions/src/platform/firebase.ts');
	const { writeOrganisation } = await import('../functions/src/organisation/bulk.ts');
	const now = new Date();
	const store = new MemoryStore();
	const stories = documents(officeYear(now));
	writeBureau(store, now);
	const source = { units, posts, roles, people, password: samplePassword };
	const accounts = writeOrganisation(store.asFirestore, auth, source);
	workOn(store.asFirestore);
	try {
		const stage = await openStage(store, now);
		const sealed = makeSeals(stage);
		await Promise.all([
			replay(stage, stories, sealed),
			registerRecords(stage),
			superviseMatters(stage),
			sealed,
		]);
		await reserveNumbers(stage);
		markRead(store, now);
		await deriveAll(
			stories.map(({ id }) => id),
			now,
		);
	} finally {
		workOn(db);
	}
	await Promise.all([store.writeTo(db), accounts]);
	if (target.siteFolder !== undefined) writePeople(target.siteFolder);
	return {
		people: people.length,
		documents: stories.length,
		ms: Math.round(performance.now() - began),
	};
}

function writePeople(folder: string): void {
	mkdirSync(folder, { recursive: true });
	writeFileSync(path.join(folder, 'sample-people.json'), JSON.stringify(samplePeople()));
}

/** Points everything loaded after this at the emulators: the platform reads its surroundings on import. */
function aim(target: SampleTarget): void {
	process.env['FIRESTORE_EMULATOR_HOST'] = `127.0.0.1:${String(target.firestorePort)}`;
	process.env['FIREBASE_AUTH_EMULATOR_HOST'] = `127.0.0.1:${String(target.authPort)}`;
	process.env['METADATA_SERVER_DETECTION'] = 'none';
	process.env['GCLOUD_PROJECT'] = target.projectId;
	process.env['WENSHU_BLOBS'] = target.blobFolder;
}

/** Switches the functions' background triggers, where functions run. */
async function setTriggers(target: SampleTarget, wish: 'disable' | 'enable'): Promise<void> {
	if (target.hubPort === undefined) return;
	const hub = `http://127.0.0.1:${String(target.hubPort)}`;
	const answer = await fetch(`${hub}/functions/${wish}BackgroundTriggers`, { method: 'PUT' });
	// 400: the suite runs without functions.
	if (!answer.ok && answer.status !== 400) throw new Error(await answer.text());
}

/** Does what the trigger would have done after the last step of every story. */
async function deriveAll(ids: readonly string[], now: Date): Promise<void> {
	const { deriveFrom } = await import('../functions/src/derive.ts');
	await Promise.all(ids.map((id) => deriveFrom(id, now)));
}

async function clear(target: SampleTarget): Promise<void> {
	rmSync(target.blobFolder, { recursive: true, force: true });
	mkdirSync(target.blobFolder, { recursive: true });
	const firestore = `http://127.0.0.1:${String(target.firestorePort)}/emulator/v1/projects/${target.projectId}/databases/(default)/documents`;
	const accounts = `http://127.0.0.1:${String(target.authPort)}/emulator/v1/projects/${target.projectId}/accounts`;
	const headers = { authorization: 'Bearer owner' };
	const answers = await Promise.all([
		fetch(firestore, { method: 'DELETE', headers }),
		fetch(accounts, { method: 'DELETE', headers }),
	]);
	for (const answer of answers)
		if (!answer.ok) throw new Error(`clearing failed: ${await answer.text()}`);
}

/** What documents need before the first of them is drafted: flows, templates, number series, volumes. */
function writeBureau(store: MemoryStore, now: Date): void {
	const year = officeYear(now);
	for (const flow of flows) {
		const facts = { updatedAt: now, updatedBy: 'system', updatedByName: '系统' };
		store.put(`flows/${flow.id}`, headOf(flow, { enabled: true, ...facts }));
		store.put(`flows/${flow.id}/versions/${String(flow.version)}`, {
			...flow,
			note: '示例流程',
			publishedAt: now,
			publishedBy: 'system',
			publishedByName: '系统',
		});
	}
	for (const template of templates(year)) store.put(`templates/${template.id}`, template);
	for (const each of series) store.put(`series/${each.id}`, each);
	for (const volume of volumes(year)) store.put(`volumes/${volume.id}`, volume);
	store.put('organisation/state', { version: `sample-${String(now.getTime())}`, changedAt: now });
}
