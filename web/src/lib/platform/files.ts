import { refusalSentence } from './send-act.ts';
import { session } from './session.svelte.ts';

/** How an upload stands; `sent` and `size` are bytes. */
export interface UploadProgress {
	sent: number;
	size: number;
}

/** Where a file belongs: decides who may read it. */
export interface FileOwner {
	/** Such as `document` or `record`. */
	kind: string;
	id: string;
}

export interface UploadedFile {
	fileId: string;
	name: string;
	size: number;
}

/** Refused by the server: too large, of a kind not allowed, or without the right. `code` is in the catalogue. */
export class FileError extends Error {
	readonly code: string;
	constructor(code: string) {
		super(code);
		this.name = 'FileError';
		this.code = code;
	}
}

/** What to tell about a file that could not be sent or fetched. */
export function fileSentence(error: unknown, name: string): Promise<string> {
	return refusalSentence(error instanceof FileError ? error.code : 'files/failed', { name });
}

const chunkBytes = 4 * 1024 * 1024;
const attempts = 5;

async function ask<T>(path: string, body: unknown): Promise<T> {
	const response = await fetch(`/files/${path}`, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			authorization: `Bearer ${await session.token()}`,
		},
		body: JSON.stringify(body),
	});
	const answer = (await response.json().catch(() => ({}))) as { code?: string };
	if (!response.ok) throw new FileError(answer.code ?? 'files/failed');
	return answer as T;
}

/**
 * Uploads a file by Cloud Storage's resumable protocol: 4 MB at a time, each part tried again after a broken
 * connection from where the server says it stands. Throws {@link FileError}, or an AbortError.
 */
export async function uploadFile(
	file: File,
	owner: FileOwner,
	progress: (progress: UploadProgress) => void = () => undefined,
	signal?: AbortSignal,
): Promise<UploadedFile> {
	const { fileId, session: address } = await ask<{ fileId: string; session: string }>('start', {
		name: file.name,
		size: file.size,
		type: file.type || 'application/octet-stream',
		owner,
	});
	let sent = 0;
	let failures = 0;
	while (sent < file.size || file.size === 0) {
		signal?.throwIfAborted();
		const end = Math.min(sent + chunkBytes, file.size);
		try {
			const state = await putPart(address, file, sent, end, signal);
			if (state.done) break;
			if (state.sent <= sent) throw new Error('upload: no progress');
			sent = state.sent;
			failures = 0;
		} catch (error) {
			if (signal?.aborted || error instanceof FileError) throw error;
			if ((failures += 1) > attempts) throw new FileError('files/unreachable');
			await new Promise((resume) => setTimeout(resume, 500 * 2 ** failures));
			sent = await sentSoFar(address, file.size).catch(() => sent);
		}
		progress({ sent, size: file.size });
	}
	await ask('finish', { fileId });
	progress({ sent: file.size, size: file.size });
	return { fileId, name: file.name, size: file.size };
}

async function putPart(
	address: string,
	file: File,
	start: number,
	end: number,
	signal?: AbortSignal,
): Promise<{ done: boolean; sent: number }> {
	const range =
		file.size === 0
			? 'bytes */0'
			: `bytes ${String(start)}-${String(end - 1)}/${String(file.size)}`;
	const response = await fetch(address, {
		method: 'PUT',
		// A part without a type would not be read by the emulators' body parser.
		headers: { 'content-range': range, 'content-type': 'application/octet-stream' },
		body: file.slice(start, end),
		...(signal && { signal }),
	});
	if (response.ok) return { done: true, sent: file.size };
	if (response.status === 308) return { done: false, sent: received(response) };
	if (response.status >= 500) throw new Error(`upload: ${String(response.status)}`);
	throw new FileError('files/refused');
}

/** Bytes the server holds, from the Range header of a 308. */
function received(response: Response): number {
	const match = /bytes=0-(\d+)/.exec(response.headers.get('range') ?? '');
	return match ? Number(match[1]) + 1 : 0;
}

async function sentSoFar(address: string, size: number): Promise<number> {
	const response = await fetch(address, {
		method: 'PUT',
		headers: { 'content-range': `bytes */${String(size)}` },
	});
	return response.ok ? size : received(response);
}

/** A short-lived address that downloads a file; every use is logged. */
export async function downloadAddress(fileId: string): Promise<string> {
	const { url } = await ask<{ url: string }>('download', {
		fileId,
		page: location.pathname.slice(0, 200),
	});
	return url;
}

/** Downloads a file under its name. */
export async function downloadFile(fileId: string, name: string): Promise<void> {
	const link = document.createElement('a');
	link.href = await downloadAddress(fileId);
	link.download = name;
	link.click();
}

/** 1.2 MB */
export function sizeWords(bytes: number): string {
	if (bytes < 1024) return `${String(bytes)} B`;
	if (bytes < 1024 ** 2) return `${(bytes / 1024).toFixed(0)} KB`;
	return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
