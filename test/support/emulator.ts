import path from 'node:path';
import { basePort, portsFrom, projectOf, TEST_BASE } from '../../emulator-data/run/ports.ts';
import type { Ports } from '../../emulator-data/run/ports.ts';
import { suiteFolder } from '../../emulator-data/run/paths.ts';

/** The running suite the tests speak to, as the launcher announced it in the environment. */
export const ports: Ports = portsFrom(basePort(TEST_BASE));

/** Project of the suite that carries the sample bureau. */
export const project: string = process.env['WENSHU_PROJECT'] ?? projectOf(ports.base);

/** Address of the served app. */
export const site = `http://127.0.0.1:${String(ports.hosting)}`;

/** Folder that stands for Cloud Storage. */
export const blobs: string = path.join(suiteFolder(ports.base), 'blobs');

/** Points the Admin SDK of this process at the emulators; call before initialising an app. */
export function aimAdmin(): void {
	process.env['FIRESTORE_EMULATOR_HOST'] = `127.0.0.1:${String(ports.firestore)}`;
	process.env['FIREBASE_AUTH_EMULATOR_HOST'] = `127.0.0.1:${String(ports.auth)}`;
	process.env['GCLOUD_PROJECT'] = project;
	process.env['METADATA_SERVER_DETECTION'] = 'none';
}

interface SignIn {
	readonly idToken: string;
	readonly localId: string;
}

/** Signs a person in by password, as the browser would, and returns the token. */
export async function signIn(email: string, password: string): Promise<SignIn> {
	const answer = await fetch(
		`http://127.0.0.1:${String(ports.auth)}/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=emulator`,
		{
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ email, password, returnSecureToken: true }),
		},
	);
	if (!answer.ok) throw new Error(`sign-in of ${email} failed: ${await answer.text()}`);
	return (await answer.json()) as SignIn;
}

/** Calls a callable function with a person's token; the answer's `result`, or its error as thrown. */
export async function call<Result>(name: string, data: unknown, token?: string): Promise<Result> {
	const answer = await fetch(
		`http://127.0.0.1:${String(ports.functions)}/${project}/asia-east1/${name}`,
		{
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				...(token ? { authorization: `Bearer ${token}` } : {}),
			},
			body: JSON.stringify({ data }),
		},
	);
	const body = (await answer.json()) as {
		result?: Result;
		error?: { status: string; message: string };
	};
	if (body.error) throw new Error(`${name}: ${body.error.status} ${body.error.message}`);
	return body.result as Result;
}
