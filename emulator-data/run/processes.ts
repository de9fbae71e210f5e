import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { root } from './paths.ts';

const windows = process.platform === 'win32';

interface Row {
	readonly pid: number;
	readonly parent: number;
	readonly command: string;
}

function processTable(): Row[] {
	if (windows) return [];
	const answer = spawnSync('ps', ['-eo', 'pid=,ppid=,args='], {
		encoding: 'utf8',
		maxBuffer: 32e6,
	});
	return (answer.stdout ?? '').split('\n').flatMap((line) => {
		const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
		if (!match) return [];
		return [{ pid: Number(match[1]), parent: Number(match[2]), command: match[3] ?? '' }];
	});
}

/** A process and everything it started, children before parents. */
function tree(pid: number): Row[] {
	const table = processTable();
	const found: Row[] = table.filter((row) => row.pid === pid);
	for (const row of found) found.push(...table.filter((one) => one.parent === row.pid));
	return found.reverse();
}

function alive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

function kill(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(pid, signal);
	} catch {
		// It has ended in the meantime.
	}
}

/** Resolves with the exit code, 1 for a signal. */
export function ended(child: ChildProcess): Promise<number> {
	if (child.exitCode !== null) return Promise.resolve(child.exitCode);
	if (child.signalCode !== null) return Promise.resolve(1);
	return new Promise((resolve) => {
		child.once('exit', (code) => resolve(code ?? 1));
		child.once('error', () => resolve(1));
	});
}

/** Starts a program out of reach of the terminal's Ctrl-C, so that we decide the order of stopping. */
export function startApart(
	command: string,
	args: readonly string[],
	options: SpawnOptions,
): ChildProcess {
	return spawn(command, args, { cwd: root, ...options, detached: !windows });
}

let closing = false;

/** Runs a program to its end with our terminal; once we are being stopped, nothing is begun. */
export async function run(
	command: string,
	args: readonly string[],
	options: SpawnOptions = {},
): Promise<number> {
	if (closing) return 130;
	return await ended(spawn(command, args, { cwd: root, stdio: 'inherit', ...options }));
}

/**
 * Stops a program and all it started: asks first, then insists. firebase-tools starts Java in a
 * process group of its own, so the group is not enough and the tree is walked.
 */
export async function stopTree(child: ChildProcess, patience = 15_000): Promise<void> {
	const pid = child.pid;
	if (pid === undefined) return;
	const rows = tree(pid);
	if (windows) spawnSync('taskkill', ['/PID', String(pid), '/T', '/F']);
	else kill(pid, 'SIGINT');
	const waited = await Promise.race([
		ended(child),
		new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), patience).unref()),
	]);
	if (waited === 'late') rows.push(...tree(pid));
	await sweep(rows.map((row) => row.pid));
}

async function sweep(pids: readonly number[]): Promise<void> {
	let left = pids.filter((pid) => alive(pid));
	for (const pid of left) kill(pid, 'SIGTERM');
	for (let round = 0; round < 30 && left.length > 0; round += 1) {
		await new Promise((resolve) => setTimeout(resolve, 100));
		left = left.filter((pid) => alive(pid));
	}
	for (const pid of left) kill(pid, 'SIGKILL');
}

/** Ends everything this process has started, for a stop in the middle of something. */
export async function stopDescendants(): Promise<void> {
	closing = true;
	const pids = tree(process.pid).map((row) => row.pid);
	await sweep(pids.filter((pid) => pid !== process.pid));
}

/** Notes a suite's processes, so that the next start can clear them if we are killed outright. */
export function noteProcesses(file: string, child: ChildProcess): void {
	if (child.pid === undefined) return;
	writeFileSync(file, JSON.stringify(tree(child.pid)));
}

/** Ends what an earlier, killed run left behind; a number reused by another program is spared. */
export async function clearLeftovers(file: string): Promise<void> {
	if (!existsSync(file)) return;
	const noted = JSON.parse(readFileSync(file, 'utf8')) as Row[];
	const now = new Map(processTable().map((row) => [row.pid, row.command]));
	await sweep(noted.filter((row) => now.get(row.pid) === row.command).map((row) => row.pid));
	rmSync(file, { force: true });
}
