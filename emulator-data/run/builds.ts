import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { packageFile, root } from './paths.ts';
import { run } from './processes.ts';
import { Problem, say, seconds } from './terminal.ts';

/** Something built from sources, rebuilt when the sources differ from those of the last build. */
interface Target {
	readonly name: string;
	readonly result: string;
	readonly sources: readonly string[];
	readonly command: readonly string[];
	readonly folder: string;
}

const DOMAIN = 'functions/domain/src';
const COMMON = ['package-lock.json', DOMAIN];

const functions: Target = {
	name: 'functions',
	result: 'functions/lib/index.js',
	sources: [
		...COMMON,
		'functions/src',
		'functions/assets',
		'functions/build.mjs',
		'functions/package.json',
	],
	command: [path.join(root, 'functions/build.mjs')],
	folder: 'functions',
};

const web: Target = {
	name: 'web',
	result: 'web/build/200.html',
	sources: [...COMMON, 'web'],
	command: [packageFile('vite/bin/vite.js'), 'build', '--logLevel', 'error'],
	folder: 'web',
};

const RESULTS = new Set(['node_modules', 'build', '.svelte-kit']);

function* files(place: string): Generator<string> {
	const full = path.join(root, place);
	if (!existsSync(full)) return;
	let names: string[];
	try {
		names = readdirSync(full).sort();
	} catch {
		yield place;
		return;
	}
	for (const name of names) {
		if (RESULTS.has(name) || name.endsWith('.test.ts')) continue;
		yield* files(path.join(place, name));
	}
}

/** One number for the content of all sources, and for the kind of build. */
function fingerprint(target: Target): string {
	const hash = createHash('sha256').update(process.env['WENSHU_DEPLOY'] ?? '');
	for (const place of target.sources) {
		for (const file of files(place)) hash.update(file).update(readFileSync(path.join(root, file)));
	}
	return hash.digest('hex');
}

async function make(target: Target, always: boolean): Promise<void> {
	const note = path.join(root, `.emulator/built-${target.name}`);
	const now = fingerprint(target);
	const fresh =
		existsSync(path.join(root, target.result)) &&
		existsSync(note) &&
		readFileSync(note, 'utf8') === now;
	if (fresh && !always) return;
	const start = performance.now();
	const code = await run(process.execPath, target.command, {
		cwd: path.join(root, target.folder),
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	if (code !== 0) throw new Problem(`构建失败 / build failed: ${target.name}`);
	mkdirSync(path.dirname(note), { recursive: true });
	writeFileSync(note, now);
	say(`  已构建 / built ${target.name} (${seconds(start)})`);
}

export async function buildFunctions(always = false): Promise<void> {
	await make(functions, always);
}

/** Builds what is out of date, or everything. */
export async function build(always = false): Promise<void> {
	await make(functions, always);
	await make(web, always);
}
