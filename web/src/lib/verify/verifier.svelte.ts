import { readCode } from '@wenshu/domain/verification/code.ts';
import {
	judge,
	type CheckedFile,
	type Judgement,
	type RecordAnswer,
	type WithdrawnCertificate,
} from '@wenshu/domain/verification/judgement.ts';
import type {
	Verification,
	VerificationPointer,
	VerificationRoots,
} from '@wenshu/domain/verification/model.ts';
import { readDoc } from '#lib/platform/live.svelte.ts';
import { checkFile, openFile, type FileRefusal } from './check-file.ts';

/** So long a read may take before the page says that nobody can be asked, in ms. */
const PATIENCE = 12_000;

/** Reads a public record; undefined where the network does not answer. */
async function ask<T>(path: string): Promise<T | null | undefined> {
	if (!navigator.onLine) return undefined;
	const late = new Promise<undefined>((resolve) => setTimeout(resolve, PATIENCE));
	return Promise.race([readDoc<T>(path).catch(() => undefined), late]);
}

/** The certificates among the seals of a record and a file that were withdrawn. */
async function withdrawnOf(
	record: RecordAnswer,
	file: CheckedFile | null,
): Promise<WithdrawnCertificate[]> {
	const seals = [...(record?.seals ?? []), ...(file?.verdict.seals ?? [])];
	const names = new Set(seals.map(({ fingerprint }) => fingerprint));
	const found = await Promise.all(
		[...names]
			.filter((name) => name !== null && name !== '')
			.map((name) => ask<WithdrawnCertificate>(`revokedCertificates/${name ?? ''}`)),
	);
	return found.filter((one) => one != null);
}

/** What a check found, with the moment it was made. */
export interface Answer {
	judgement: Judgement;
	record: RecordAnswer;
	file: CheckedFile | null;
	/** Certificates of its seals that the office withdrew. */
	withdrawn: WithdrawnCertificate[];
	/** The code that was asked for; null where the file alone was looked at. */
	code: string | null;
	at: Date;
}

/**
 * One check after the other: by the code, by a file, or a file against a code. A check that another
 * overtook says nothing.
 */
export class Verifier {
	#turn = 0;
	#busy = $state(false);
	#answer = $state.raw<Answer | null>(null);
	#refusal = $state<FileRefusal | 'badCode' | 'failed' | null>(null);

	get busy(): boolean {
		return this.#busy;
	}
	get answer(): Answer | null {
		return this.#answer;
	}
	/** Why nothing was checked. */
	get refusal(): FileRefusal | 'badCode' | 'failed' | null {
		return this.#refusal;
	}

	/** Looks a typed code up; answers it as stored, or null where it cannot be one. */
	async byCode(typed: string): Promise<string | null> {
		const code = readCode(typed);
		await this.#run(async () => {
			if (code === null) return 'badCode';
			const record = await ask<Verification>(`verifications/${code}`);
			const withdrawn = await withdrawnOf(record, null);
			const judgement = judge(record, null, withdrawn);
			return { judgement, record, file: null, withdrawn, code, at: new Date() };
		});
		return code;
	}

	/** Checks a file; against a code where one was asked for before. */
	byFile(chosen: File, typed: string): Promise<void> {
		return this.#run(async () => {
			const opened = await openFile(chosen);
			if (typeof opened === 'string') return opened;
			const wanted = readCode(typed);
			const [trusted, pointer] = await Promise.all([
				ask<VerificationRoots>('verificationRoots/installation'),
				ask<VerificationPointer>(`verificationFiles/${opened.sha256}`),
			]);
			// The file's own record speaks of it; the code only where the file is unknown.
			const code = pointer?.code ?? wanted;
			const record =
				code === null
					? pointer === undefined
						? undefined
						: null
					: await ask<Verification>(`verifications/${code}`);
			const roots = trusted === undefined ? undefined : (trusted?.certificates ?? []);
			const file = await checkFile(opened, roots, trusted?.stampCertificates);
			const withdrawn = await withdrawnOf(record, file);
			const judgement = judge(record, file, withdrawn);
			return { judgement, record, file, withdrawn, code, at: new Date() };
		});
	}

	async #run(check: () => Promise<Answer | FileRefusal | 'badCode'>): Promise<void> {
		const turn = ++this.#turn;
		this.#busy = true;
		this.#refusal = null;
		try {
			const found = await check();
			if (turn !== this.#turn) return;
			this.#answer = typeof found === 'string' ? null : found;
			this.#refusal = typeof found === 'string' ? found : null;
		} catch (error) {
			console.error('verification failed', error);
			if (turn !== this.#turn) return;
			this.#answer = null;
			this.#refusal = 'failed';
		} finally {
			if (turn === this.#turn) this.#busy = false;
		}
	}
}
