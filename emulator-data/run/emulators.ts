import { createWriteStream, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { ChildProcess } from 'node:child_process';
import { findFirestoreJar } from './firestore-jar.ts';
import { findJava } from './java.ts';
import { packageFile, root, suiteFolder } from './paths.ts';
import { demandFree, portsFrom, projectOf, waitFree } from './ports.ts';
import type { Ports } from './ports.ts';
import { clearLeftovers, ended, noteProcesses, startApart, stopTree } from './processes.ts';
import { Problem } from './terminal.ts';

/** An emulator the product uses; Storage, Pub/Sub, tasks and the emulator page are not needed. */
export type Emulator = 'auth' | 'functions' | 'firestore' | 'hosting';

export const ALL: readonly Emulator[] = ['auth', 'functions', 'firestore', 'hosting'];

export interface SuiteOptions {
	readonly base: number;
	readonly only?: readonly Emulator[];
	/** Receives each line the emulators print; all lines go to emulators.log anyway. */
	readonly onLine?: (line: string) => void;
	/** Further environment of the emulators and the functions in them. */
	readonly env?: NodeJS.ProcessEnv;
	/** Starts even when the functions do not load; in development the next change may repair them. */
	readonly lenient?: boolean;
}

/** A running set of emulators. */
export interface Suite {
	readonly ports: Ports;
	readonly project: string;
	readonly folder: string;
	/** Resolves when the emulators end, whoever ended them. */
	readonly ended: Promise<number>;
	/** Stops everything and resolves when no port answers any more. */
	readonly stop: () => Promise<void>;
}

/** Where a suite keeps uploaded files, on disk in place of Cloud Storage. */
export function blobFolder(base: number): string {
	return path.join(suiteFolder(base), 'blobs');
}

/** The folder the hosting emulator serves: the build plus this suite's own addresses. */
export function siteFolder(base: number): string {
	return path.join(suiteFolder(base), 'site');
}

/**
 * Writes the configuration of one suite. It lies at the root because firebase-tools takes its
 * folder for the project's, and watches nothing below a folder whose name begins with a dot.
 */
function writeConfig(ports: Ports, only: readonly Emulator[]): string {
	const config = JSON.parse(readFileSync(path.join(root, 'firebase.json'), 'utf8')) as Record<
		string,
		Record<string, unknown>
	>;
	const host = '127.0.0.1';
	const hosting = { ...config['hosting'], public: path.relative(root, siteFolder(ports.base)) };
	const emulators: Record<string, unknown> = {
		hub: { host, port: ports.hub },
		logging: { host, port: ports.logging },
		ui: { enabled: false },
		// Rules tests isolate themselves by project.
		singleProjectMode: false,
	};
	for (const name of only) emulators[name] = { host, port: ports[name] };
	if (only.includes('firestore')) {
		emulators['firestore'] = { host, port: ports.firestore, websocketPort: ports.websocket };
	}
	if (only.includes('functions')) {
		// They come along with functions, by default on the same ports in every suite.
		emulators['eventarc'] = { host, port: ports.eventarc };
		emulators['tasks'] = { host, port: ports.tasks };
	}
	const file = path.join(root, `.emulator-${String(ports.base)}.json`);
	writeFileSync(file, JSON.stringify({ ...config, hosting, emulators }, null, '\t'));
	return file;
}

function environment(base: number): NodeJS.ProcessEnv {
	const java = findJava();
	const jar = findFirestoreJar();
	return {
		...process.env,
		...(jar.file ? { FIRESTORE_EMULATOR_BINARY_PATH: jar.file } : {}),
		JAVA_HOME: java.home,
		PATH: [path.dirname(java.program), path.dirname(process.execPath), process.env['PATH']].join(
			path.delimiter,
		),
		WENSHU_BLOBS: blobFolder(base),
		WENSHU_PORT: String(base),
		// Seconds; the default of ten is too short for a machine that is busy with tests.
		FUNCTIONS_DISCOVERY_TIMEOUT: '120',
		FIREBASE_CLI_DISABLE_UPDATE_CHECK: '1',
		// Otherwise Google's libraries look for a cloud machine's metadata for half a minute.
		METADATA_SERVER_DETECTION: 'none',
		CI: '1',
	};
}

/** Resolves when firebase-tools says it is ready; rejects with its last lines when it gives up. */
async function ready(child: ChildProcess, log: string, options: SuiteOptions): Promise<void> {
	const file = createWriteStream(log);
	const last: string[] = [];
	const started = new Promise<void>((resolve, reject) => {
		const onLine = (line: string): void => {
			file.write(`${line}\n`);
			last.push(line);
			if (last.length > 30) last.shift();
			if (line.includes('All emulators ready')) resolve();
			if (line.includes('Failed to load function definition') && !options.lenient) {
				reject(new Problem(`函数无法加载 / the functions do not load:\n  ${line}`));
			}
			options.onLine?.(line);
		};
		for (const stream of [child.stdout, child.stderr]) {
			if (stream) createInterface({ input: stream }).on('line', onLine);
		}
	});
	const failed = ended(child).then((code) => {
		throw new Problem(
			[
				`模拟器没有启动（退出码 ${String(code)}）。The emulators did not start:`,
				...last.map((line) => `  ${line}`),
				`日志 / log: ${path.relative(root, log)}`,
			].join('\n'),
		);
	});
	await Promise.race([started, failed]);
	failed.catch(() => undefined);
}

/**
 * Starts a suite and waits until it answers. On a busy machine firebase-tools now and then talks to
 * Firestore before it listens, and gives up; a second start is then all it takes.
 */
export async function startSuite(options: SuiteOptions): Promise<Suite> {
	try {
		return await attempt(options);
	} catch (error) {
		if (!(error instanceof Problem && error.message.includes('Failed to make request')))
			throw error;
		return await attempt(options);
	}
}

async function attempt(options: SuiteOptions): Promise<Suite> {
	const only = options.only ?? ALL;
	const ports = portsFrom(options.base);
	const folder = suiteFolder(options.base);
	const pids = path.join(folder, 'processes.json');
	mkdirSync(blobFolder(options.base), { recursive: true });
	mkdirSync(siteFolder(options.base), { recursive: true });
	const env = { ...environment(options.base), ...options.env };
	await clearLeftovers(pids);
	const used = [...only, 'hub', 'logging'] as (keyof Ports)[];
	if (only.includes('firestore')) used.push('websocket');
	if (only.includes('functions')) used.push('eventarc', 'tasks');
	await demandFree(ports, used);

	const config = writeConfig(ports, only);
	const project = projectOf(options.base);
	const child = startApart(
		process.execPath,
		[
			packageFile('firebase-tools/lib/bin/firebase.js'),
			'emulators:start',
			...['--config', config, '--project', project, '--only', only.join(',')],
		],
		{ cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] },
	);
	let stopping: Promise<void> | undefined;
	const stop = async (): Promise<void> => {
		await stopTree(child);
		await waitFree(used.map((name) => ports[name]));
		rmSync(pids, { force: true });
		rmSync(config, { force: true });
	};
	const stopOnce = (): Promise<void> => (stopping ??= stop());
	noteProcesses(pids, child);
	try {
		await ready(child, path.join(folder, 'emulators.log'), options);
	} catch (error) {
		await stopOnce();
		throw error;
	}
	noteProcesses(pids, child);
	return { ports, project, folder, ended: ended(child), stop: stopOnce };
}
