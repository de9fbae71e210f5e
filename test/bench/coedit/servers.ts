import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { packageFile, root } from '../../../emulator-data/run/paths.ts';
import { listens } from '../../../emulator-data/run/ports.ts';
import { startApart, stopTree } from '../../../emulator-data/run/processes.ts';

/** The servers we compare with, each in a process of its own on the Node that runs us. */
export interface Servers {
	readonly yWebsocket: number;
	readonly hocuspocus: number;
	readonly stop: () => Promise<void>;
}

/** Starts both, as they come: texts in memory, nothing to check, nothing to keep. */
export async function startServers(base: number): Promise<Servers> {
	const ports = { yWebsocket: base + 10, hocuspocus: base + 11 };
	const start = (port: number, file: string): ChildProcess =>
		startApart(process.execPath, ['--disable-warning=ExperimentalWarning', file], {
			env: { ...process.env, HOST: '127.0.0.1', PORT: String(port) },
			stdio: ['ignore', 'ignore', 'inherit'],
		});
	const processes = [
		start(ports.yWebsocket, packageFile('@y/websocket-server/src/server.js')),
		start(ports.hocuspocus, path.join(root, 'test/bench/coedit/hocuspocus.ts')),
	];
	const stop = async (): Promise<void> => {
		await Promise.all(processes.map((one) => stopTree(one)));
	};
	for (const port of Object.values(ports)) {
		const end = performance.now() + 20_000;
		while (!(await listens(port))) {
			if (performance.now() > end) {
				await stop();
				throw new Error(`nothing listens on ${String(port)}`);
			}
			await new Promise((resolve) => setTimeout(resolve, 100));
		}
	}
	return { ...ports, stop };
}
