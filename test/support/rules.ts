import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
	assertFails,
	assertSucceeds,
	initializeTestEnvironment,
} from '@firebase/rules-unit-testing';
import { setLogLevel } from 'firebase/firestore';
import type { Firestore } from 'firebase/firestore';
import { root, suiteFolder } from '../../emulator-data/run/paths.ts';
import { ports } from './emulator.ts';

/** A promise that must be granted by the rules. */
export const granted = assertSucceeds;

/** A promise that must be refused by the rules. */
export const refused = assertFails;

/** Where rules tests note their projects, so that the coverage gate can collect them. */
export const PROJECTS = path.join(suiteFolder(ports.base), 'rules-projects');

/** Claims beside the uid; `auth_time` in seconds decides whether a session is still good. */
export interface Claims {
	readonly auth_time?: number;
	readonly email?: string;
	readonly admin?: boolean;
	readonly disabled?: boolean;
}

/** The database of one test file, as its people see it. */
export interface RulesBench {
	/** The database as a signed-in person sees it. */
	readonly as: (uid: string, claims?: Claims) => Firestore;
	/** The database as somebody without an account sees it. */
	readonly stranger: () => Firestore;
	/** Writes past the rules: what the functions would have written before. */
	readonly given: (write: (db: Firestore) => Promise<unknown>) => Promise<void>;
	readonly clear: () => Promise<void>;
	readonly close: () => Promise<void>;
}

/**
 * Opens a database of its own for one test file, under the rules of the repository. Reads and writes
 * one by one only: listeners are tested in the browser.
 * @param name short and unique per file; becomes the project id
 */
export async function openRulesBench(name: string): Promise<RulesBench> {
	setLogLevel('silent');
	const projectId = `demo-rules-${name}`;
	const environment = await initializeTestEnvironment({
		projectId,
		firestore: {
			host: '127.0.0.1',
			port: ports.firestore,
			rules: readFileSync(path.join(root, 'firestore.rules'), 'utf8'),
		},
	});
	await environment.clearFirestore();
	mkdirSync(PROJECTS, { recursive: true });
	writeFileSync(path.join(PROJECTS, projectId), '');
	// The package still speaks the older interface; underneath it is the same database.
	const modern = (context: { firestore: () => unknown }): Firestore =>
		context.firestore() as Firestore;
	const known = new Map<string, Firestore>();
	const as = (uid: string, claims: Claims = {}): Firestore => {
		const key = uid + JSON.stringify(claims);
		const found = known.get(key) ?? modern(environment.authenticatedContext(uid, { ...claims }));
		known.set(key, found);
		return found;
	};
	return {
		as,
		stranger: () => modern(environment.unauthenticatedContext()),
		given: (write) =>
			environment.withSecurityRulesDisabled(async (context) => {
				await write(modern(context));
			}),
		clear: () => environment.clearFirestore(),
		close: () => environment.cleanup(),
	};
}

/** The access document a function would have computed for a person. */
export function accessOf(
	uid: string,
	facts: {
		readonly name?: string;
		readonly permissions?: readonly string[];
		readonly disabled?: boolean;
		readonly minAuthTime?: number;
		readonly unitIds?: readonly string[];
	} = {},
): Record<string, unknown> {
	return {
		uid,
		name: facts.name ?? uid,
		disabled: facts.disabled ?? false,
		minAuthTime: facts.minAuthTime ?? 0,
		permissions: Object.fromEntries((facts.permissions ?? []).map((one) => [one, true])),
		unitIds: facts.unitIds ?? [],
		unitPath: facts.unitIds ?? [],
		headOf: [],
		postIds: [],
		roleIds: [],
	};
}
