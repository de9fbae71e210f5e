import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { blobFolder } from '../platform/secrets.ts';

/** Where the bytes of files lie: Cloud Storage when deployed, a folder on the emulators. */
export interface Blobs {
	/** Address the client sends the bytes to, by Cloud Storage's resumable protocol. */
	startUpload(id: string, size: number, type: string, origin: string): Promise<string>;
	size(id: string): Promise<number | null>;
	read(id: string): Promise<Buffer>;
	stream(id: string, range: { start: number; end: number }): Readable;
	write(id: string, bytes: Uint8Array, type: string): Promise<void>;
	remove(id: string): Promise<void>;
	/** An address that serves the file for a few minutes, or null where the function serves it itself. */
	downloadAddress(id: string, name: string, type: string): Promise<string | null>;
}

/** The stand-in of the emulators. */
class FolderBlobs implements Blobs {
	readonly #folder: string;
	constructor(folder: string) {
		this.#folder = folder;
	}
	path(id: string): string {
		return path.join(this.#folder, id);
	}
	async startUpload(id: string): Promise<string> {
		await mkdir(this.#folder, { recursive: true });
		await writeFile(this.path(id), '');
		return `/files/upload/${id}`;
	}
	/** Appends a part; answers how many bytes are there. A part that is not next changes nothing. */
	async append(id: string, start: number, bytes: Uint8Array): Promise<number> {
		const held = (await this.size(id)) ?? 0;
		if (start !== held) return held;
		const file = await open(this.path(id), 'a');
		try {
			await file.write(bytes);
		} finally {
			await file.close();
		}
		return held + bytes.length;
	}
	async size(id: string): Promise<number | null> {
		return stat(this.path(id)).then(
			(facts) => facts.size,
			() => null,
		);
	}
	read(id: string): Promise<Buffer> {
		return readFile(this.path(id));
	}
	stream(id: string, range: { start: number; end: number }): Readable {
		return createReadStream(this.path(id), range);
	}
	async write(id: string, bytes: Uint8Array): Promise<void> {
		await mkdir(this.#folder, { recursive: true });
		await writeFile(this.path(id), bytes);
	}
	async remove(id: string): Promise<void> {
		await rm(this.path(id), { force: true });
	}
	downloadAddress(): Promise<null> {
		return Promise.resolve(null);
	}
}

/** Cloud Storage: the browser talks to it directly, because functions carry at most 32 MB. */
class BucketBlobs implements Blobs {
	async #file(id: string) {
		const { getStorage } = await import('firebase-admin/storage');
		return getStorage().bucket().file(`files/${id}`);
	}
	async startUpload(id: string, size: number, type: string, origin: string): Promise<string> {
		const file = await this.#file(id);
		const [address] = await file.createResumableUpload({
			origin,
			metadata: { contentType: type, contentLength: size },
		});
		return address;
	}
	async size(id: string): Promise<number | null> {
		const file = await this.#file(id);
		const [exists] = await file.exists();
		if (!exists) return null;
		const [facts] = await file.getMetadata();
		return Number(facts.size);
	}
	async read(id: string): Promise<Buffer> {
		const [bytes] = await (await this.#file(id)).download();
		return bytes;
	}
	stream(): Readable {
		throw new Error('Cloud Storage serves its files itself');
	}
	async write(id: string, bytes: Uint8Array, type: string): Promise<void> {
		await (await this.#file(id)).save(Buffer.from(bytes), { contentType: type, resumable: false });
	}
	async remove(id: string): Promise<void> {
		await (await this.#file(id)).delete({ ignoreNotFound: true });
	}
	async downloadAddress(id: string, name: string, type: string): Promise<string> {
		const [address] = await (
			await this.#file(id)
		).getSignedUrl({
			version: 'v4',
			action: 'read',
			expires: Date.now() + 5 * 60_000,
			responseDisposition: `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
			responseType: type,
		});
		return address;
	}
}

/** The folder, on the emulators only. */
export const folderBlobs = blobFolder === undefined ? null : new FolderBlobs(blobFolder);

/** The blobs of this installation. */
export const blobs: Blobs = folderBlobs ?? new BucketBlobs();
