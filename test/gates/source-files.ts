import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../emulator-data/run/paths.ts';

/** A file of ours, with its path from the repository's root. */
export interface SourceFile {
	readonly path: string;
	readonly text: string;
}

const OURS = ['functions/src', 'functions/domain/src', 'web/src', 'emulator-data', 'test'];
const SKIPPED = new Set(['node_modules', 'results', '.svelte-kit', 'build', 'lib-generated']);

function* walk(folder: string): Generator<string> {
	for (const entry of readdirSync(path.join(root, folder), { withFileTypes: true })) {
		if (SKIPPED.has(entry.name)) continue;
		const place = `${folder}/${entry.name}`;
		if (entry.isDirectory()) yield* walk(place);
		else yield place;
	}
}

/** Every source file written by hand, of the given endings. */
export function sourceFiles(...endings: readonly string[]): SourceFile[] {
	return OURS.flatMap((folder) => [...walk(folder)])
		.filter((place) => endings.some((ending) => place.endsWith(ending)))
		.map((place) => ({ path: place, text: readFileSync(path.join(root, place), 'utf8') }));
}
