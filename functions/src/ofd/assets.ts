import { fileURLToPath } from 'node:url';

/** Sources lie two folders below the assets, the bundle lies beside its copy of them. */
const inSources = import.meta.url.endsWith('.ts');

/** Folder of fonts and page templates. */
export function assetsFolder(): string {
	return fileURLToPath(new URL(inSources ? '../../assets' : './assets', import.meta.url));
}
