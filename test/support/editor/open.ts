import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { build } from 'esbuild';
import { root } from '../../../emulator-data/run/paths.ts';
import { endChannels } from '../channels.ts';

/** Serves one script as an empty page, on a real address so that storage and locks work. */
export class ScriptPage {
	readonly #server: Server;
	readonly #address: string;

	private constructor(server: Server) {
		this.#server = server;
		this.#address = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
	}

	/** Bundles the script and begins to serve it. */
	static async serve(name: string, folder = 'test/support/editor'): Promise<ScriptPage> {
		const result = await build({
			entryPoints: [path.join(root, folder, name)],
			bundle: true,
			format: 'iife',
			write: false,
			logLevel: 'error',
		});
		const script = result.outputFiles[0]?.text ?? '';
		const html =
			'<!doctype html><html lang="zh-CN"><title>text</title><body></body><script src="page.js"></script>';
		const server = createServer((request, response) => {
			const isScript = request.url === '/page.js';
			const type = isScript ? 'text/javascript' : 'text/html';
			response.writeHead(200, { 'content-type': `${type}; charset=utf-8` });
			response.end(isScript ? script : html);
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		return new ScriptPage(server);
	}

	/** Opens the page in a browser profile. */
	async open(context: BrowserContext): Promise<Page> {
		endChannels(context);
		const page = await context.newPage();
		await page.goto(this.#address);
		return page;
	}

	close(): void {
		this.#server.close();
		this.#server.closeAllConnections();
	}
}
