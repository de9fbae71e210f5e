import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** What one suite leaves on disk: configuration, logs, uploaded files, the site it serves. */
export function suiteFolder(base: number): string {
	return path.join(root, '.emulator', String(base));
}

/** A program of an installed package. */
export function packageFile(name: string): string {
	return path.join(root, 'node_modules', name);
}
