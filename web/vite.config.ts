import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import adapter from '@sveltejs/adapter-static';
import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { firstPage } from './first-page.ts';
import { moduleMenu } from './module-menu.ts';
import { trimFirebase } from './trim-firebase.ts';

const web = path.dirname(fileURLToPath(import.meta.url));
const port = Number(process.env['WENSHU_PORT'] ?? 5000);
const project = process.env['WENSHU_PROJECT'] ?? 'demo-wenshu';
const deploying = process.env['WENSHU_DEPLOY'] === '1';

/** Hashes of the inline scripts we wrote into app.html ourselves; Kit adds those of its own. */
function inlineScriptHashes(): `sha256-${string}`[] {
	const page = path.join(web, 'src/app.html');
	const html = existsSync(page) ? readFileSync(page, 'utf8') : '';
	return [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)].map(
		(match) =>
			`sha256-${createHash('sha256')
				.update(match[1] ?? '')
				.digest('base64')}` as const,
	);
}

/** Addresses the browser may talk to. The emulators are only reachable from a local build. */
const googleApis = [
	'https://*.googleapis.com',
	'https://*.cloudfunctions.net',
	'https://*.run.app',
	'https://www.google.com/recaptcha/',
] as const;
const emulators = ['http://127.0.0.1:*', 'http://localhost:*', 'ws://127.0.0.1:*'] as const;

/** In development the files the launcher writes for a running suite come from its own folder. */
function suiteFiles(): Plugin {
	return {
		name: 'wenshu-suite-files',
		configureServer(server) {
			const site = process.env['WENSHU_SITE'];
			if (!site) return;
			server.middlewares.use((request, response, next) => {
				const name = (request.url ?? '').split('?')[0] ?? '';
				const file = path.join(site, path.basename(name));
				if (!/^\/[\w-]+\.json$/.test(name) || !existsSync(file)) {
					next();
					return;
				}
				response.setHeader('content-type', 'application/json; charset=utf-8');
				response.end(readFileSync(file));
			});
		},
	};
}

export default defineConfig({
	plugins: [
		suiteFiles(),
		moduleMenu(),
		firstPage(),
		trimFirebase(),
		tailwindcss(),
		sveltekit({
			compilerOptions: {
				runes: ({ filename }: { filename: string }) =>
					filename.split(/[/\\]/).includes('node_modules') ? undefined : true,
			},
			adapter: adapter({ pages: 'build', assets: 'build', fallback: '200.html', strict: false }),
			csp: {
				mode: 'hash',
				directives: {
					'default-src': ['self'],
					'script-src': [
						'self',
						...inlineScriptHashes(),
						'https://www.google.com/recaptcha/',
						'https://www.gstatic.com/recaptcha/',
					],
					// ProseMirror and the house components set element styles; no style carries user text.
					'style-src': ['self', 'unsafe-inline'],
					// The dot is how Firestore's channel finds out whether there is a network at all.
					'img-src': [
						'self',
						'data:',
						'blob:',
						'https://storage.googleapis.com',
						'https://www.google.com/images/cleardot.gif',
					],
					'font-src': ['self', 'data:'],
					'connect-src': ['self', ...googleApis, ...(deploying ? [] : emulators)],
					'frame-src': ['self', 'blob:', 'https://www.google.com/recaptcha/'],
					'worker-src': ['self', 'blob:'],
					'object-src': ['none'],
					'base-uri': ['self'],
					'form-action': ['self'],
				},
			},
		}),
	],
	build: {
		target: ['chrome105', 'edge105', 'firefox115', 'safari16', 'ios16'],
		reportCompressedSize: false,
	},
	// firebase-tools puts an older `cookie` at the root of node_modules; bundling takes ours.
	ssr: { noExternal: ['cookie'] },
	server: {
		host: '127.0.0.1',
		port: port + 7,
		strictPort: true,
		fs: { allow: ['..'] },
		proxy: {
			'/files': {
				target: `http://127.0.0.1:${String(port + 1)}`,
				rewrite: (url: string) => `/${project}/asia-east1/files${url}`,
			},
		},
	},
	test: {
		environment: 'node',
		include: ['src/**/*.test.ts'],
		testTimeout: 20_000,
	},
});
