// Bundles the Cloud Functions into functions/lib: what is deployed, and what the emulator runs.
// `node functions/build.mjs` builds once, `--watch` rebuilds on every change.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, context } from 'esbuild';
import { modules } from './domain/src/modules/index.ts';
import { compositeIndexes } from './domain/src/records/list.ts';

const here = path.dirname(fileURLToPath(import.meta.url));
const lib = path.join(here, 'lib');
const declared = JSON.parse(readFileSync(path.join(here, 'package.json'), 'utf8'));
const runtime = Object.fromEntries(
	Object.entries(declared.dependencies).filter(([name]) => !name.startsWith('@wenshu/')),
);

/** `src/index.ts` and every `*.worker.ts`, which runs in a thread of its own and keeps its path. */
function entryPoints() {
	const workers = readdirSync(path.join(here, 'src'), { recursive: true })
		.map(String)
		.filter((name) => name.endsWith('.worker.ts'))
		.map((name) => path.join(here, 'src', name));
	return [path.join(here, 'src/index.ts'), ...workers];
}

/** Writes only what changed, because the emulator reloads all functions on every write. */
function writeIfChanged(file, contents) {
	const bytes = Buffer.from(contents);
	if (existsSync(file) && readFileSync(file).equals(bytes)) return;
	mkdirSync(path.dirname(file), { recursive: true });
	writeFileSync(file, bytes);
}

/** Fonts and page templates travel with the bundle. */
function copyAssets() {
	const from = path.join(here, 'assets');
	if (!existsSync(from)) return;
	for (const name of readdirSync(from, { recursive: true }).map(String)) {
		const source = path.join(from, name);
		const target = path.join(lib, 'assets', name);
		const facts = statSync(source);
		if (facts.isDirectory()) continue;
		if (existsSync(target)) {
			const old = statSync(target);
			if (old.size === facts.size && old.mtimeMs >= facts.mtimeMs) continue;
		}
		mkdirSync(path.dirname(target), { recursive: true });
		cpSync(source, target);
	}
}

/** The package Google's builder installs: exact versions, no workspace packages, no lockfile. */
function writePackage() {
	const manifest = {
		name: 'wenshu-functions',
		private: true,
		type: 'module',
		main: 'index.js',
		engines: declared.engines,
		dependencies: runtime,
	};
	writeIfChanged(path.join(lib, 'package.json'), `${JSON.stringify(manifest, null, '\t')}\n`);
}

/** The indexes that are deployed: those written by hand, and what the lists of all modules need. */
function writeIndexes() {
	const file = path.join(here, 'firestore.indexes.json');
	const { indexes, fieldOverrides } = JSON.parse(readFileSync(file, 'utf8'));
	const all = [...indexes, ...modules.flatMap(compositeIndexes)].map((index) =>
		JSON.stringify(index),
	);
	const merged = { indexes: [...new Set(all)].map((index) => JSON.parse(index)), fieldOverrides };
	const text = `${JSON.stringify(merged, null, '\t')}\n`;
	writeIfChanged(path.join(lib, 'firestore.indexes.json'), text);
}

const output = {
	name: 'write-if-changed',
	setup(builder) {
		builder.onEnd((result) => {
			if (result.errors.length > 0) return;
			for (const file of result.outputFiles ?? []) writeIfChanged(file.path, file.contents);
			copyAssets();
			writePackage();
			writeIndexes();
			console.log(`functions built: ${String(result.outputFiles?.length ?? 0)} files`);
		});
	},
};

/** @type {import('esbuild').BuildOptions} */
const options = {
	entryPoints: entryPoints(),
	outdir: lib,
	outbase: path.join(here, 'src'),
	bundle: true,
	write: false,
	platform: 'node',
	format: 'esm',
	target: 'node22',
	sourcemap: 'linked',
	logLevel: 'warning',
	external: Object.keys(runtime).flatMap((name) => [name, `${name}/*`]),
	plugins: [output],
};

if (process.argv.includes('--clean')) rmSync(lib, { recursive: true, force: true });
if (process.argv.includes('--watch')) {
	const watcher = await context(options);
	await watcher.watch();
	process.on('SIGTERM', () => void watcher.dispose().then(() => process.exit(0)));
} else {
	await build(options);
}
