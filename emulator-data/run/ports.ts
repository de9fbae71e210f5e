import { spawnSync } from 'node:child_process';
import { createConnection } from 'node:net';
import { Problem } from './terminal.ts';

/** One suite's ports: ten in a row from the base, so that one number moves them all. */
export interface Ports {
	readonly base: number;
	readonly hosting: number;
	readonly functions: number;
	readonly firestore: number;
	readonly auth: number;
	readonly hub: number;
	readonly logging: number;
	readonly websocket: number;
	readonly vite: number;
	readonly eventarc: number;
	readonly tasks: number;
}

const DEFAULT_BASE = 5000;

/** The base of `npm test`, away from a running `npm start`. */
export const TEST_BASE = 5200;

/** Ports from 1024 on that no browser opens: the list of https://fetch.spec.whatwg.org/#port-blocking. */
const BLOCKED = new Set([
	...[1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566],
	...[6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080],
]);

/** Base port from WENSHU_PORT, or `fallback`. */
export function basePort(fallback = DEFAULT_BASE): number {
	const given = process.env['WENSHU_PORT'];
	if (!given) return fallback;
	const base = Number(given);
	if (!Number.isInteger(base) || base < 1024 || base > 65_000) {
		throw new Problem(
			`WENSHU_PORT=${given} 不是可用的端口（1024–65000）。\nWENSHU_PORT=${given} is not a usable port (1024–65000).`,
		);
	}
	const { hosting, functions, firestore, auth, vite } = portsFrom(base);
	const blocked = [hosting, functions, firestore, auth, vite].find((port) => BLOCKED.has(port));
	if (blocked !== undefined) {
		throw new Problem(
			`WENSHU_PORT=${given} 要用到端口 ${String(blocked)}，浏览器禁止访问它；请改用其他端口，例如 8000。\nWENSHU_PORT=${given} needs port ${String(blocked)}, which browsers refuse to open; choose another, such as 8000.`,
		);
	}
	return base;
}

export function portsFrom(base: number): Ports {
	return {
		base,
		hosting: base,
		functions: base + 1,
		firestore: base + 2,
		auth: base + 3,
		hub: base + 4,
		logging: base + 5,
		websocket: base + 6,
		vite: base + 7,
		eventarc: base + 8,
		tasks: base + 9,
	};
}

/** Where the tests of a suite have their mail server listen. */
export function mailPort(base: number): number {
	return base + 10;
}

/** Emulator project; its `demo-` prefix tells Firebase that no real project is meant. */
export function projectOf(base: number): string {
	return base === DEFAULT_BASE ? 'demo-wenshu' : `demo-wenshu-${String(base)}`;
}

/** Whether something listens on a local port. */
export function listens(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const socket = createConnection({ host: '127.0.0.1', port });
		const answer = (value: boolean): void => {
			socket.destroy();
			resolve(value);
		};
		socket.setTimeout(1000, () => answer(false));
		socket.once('connect', () => answer(true));
		socket.once('error', () => answer(false));
	});
}

/** Which program holds a port, as far as the system tells. */
function holder(port: number): string {
	const lsof = spawnSync('lsof', ['-nP', `-iTCP:${String(port)}`, '-sTCP:LISTEN', '-Fcp'], {
		encoding: 'utf8',
	});
	const name = /^c(.+)$/m.exec(lsof.stdout ?? '')?.[1];
	const pid = /^p(\d+)$/m.exec(lsof.stdout ?? '')?.[1];
	if (name) return ` ${name}${pid ? ` (pid ${pid})` : ''}`;
	const ss = spawnSync('ss', ['-ltnpH', `sport = :${String(port)}`], { encoding: 'utf8' });
	const match = /users:\(\("([^"]+)",pid=(\d+)/.exec(ss.stdout ?? '');
	return match ? ` ${match[1] ?? ''} (pid ${match[2] ?? ''})` : '';
}

/** Refuses to start over somebody else's port, naming it and the way out. */
export async function demandFree(ports: Ports, names: readonly (keyof Ports)[]): Promise<void> {
	const busy: string[] = [];
	for (const name of names) {
		if (!(await listens(ports[name]))) continue;
		busy.push(`  ${String(ports[name])}  ${name}${holder(ports[name])}`);
	}
	if (busy.length === 0) return;
	const other = ports.base === 8000 ? 8100 : 8000;
	throw new Problem(
		[
			'端口已被占用 / ports in use:',
			...busy,
			`请停止占用者，或改用其他端口，例如： WENSHU_PORT=${String(other)} npm start`,
			`Stop what holds them, or choose another base, for example: WENSHU_PORT=${String(other)} npm start`,
			...(process.platform === 'darwin' && ports.base === 5000
				? ['(macOS: AirPlay Receiver uses 5000; System Settings → General → AirDrop & Handoff)']
				: []),
		].join('\n'),
	);
}

/** Waits until none of the ports answers any more. */
export async function waitFree(ports: readonly number[], milliseconds = 5000): Promise<boolean> {
	const end = performance.now() + milliseconds;
	for (;;) {
		const states = await Promise.all(ports.map((port) => listens(port)));
		if (!states.includes(true)) return true;
		if (performance.now() > end) return false;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}
