// The first file every command runs, on whatever Node the machine has: it installs what is
// missing and hands over to the pinned Node, which runs the TypeScript beside it.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const inRoot = (...parts) => path.join(root, ...parts);
const modules = inRoot('node_modules');
const marker = path.join(modules, '.wenshu-installed');

function fail(...lines) {
	for (const line of lines) console.error(line);
	process.exit(1);
}

function checkNode() {
	const major = Number(process.versions.node.split('.')[0]);
	if (major >= 20) return;
	fail(
		`Node ${process.versions.node} 太旧，需要 20 或更新版本。请从 https://nodejs.org 安装后重试。`,
		`Node ${process.versions.node} is too old: 20 or newer is needed. Install it from https://nodejs.org.`,
	);
}

/** Runs the npm that started us, or the one on PATH. */
function npm(...args) {
	const own = process.env.npm_execpath;
	const [command, first] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []];
	return spawnSync(command, [...first, ...args], {
		cwd: root,
		stdio: 'inherit',
		shell: command === 'npm' && process.platform === 'win32',
	});
}

const lockFile = inRoot('package-lock.json');
const manifests = [
	'package.json',
	'functions/package.json',
	'functions/domain/package.json',
	'web/package.json',
];

/** Changes whenever another set of packages is wanted on this kind of machine. */
function wanted() {
	const hash = createHash('sha256').update(`${process.platform}-${process.arch}`);
	if (existsSync(lockFile)) hash.update(readFileSync(lockFile));
	for (const name of manifests) {
		const { dependencies, devDependencies, overrides } = JSON.parse(
			readFileSync(inRoot(name), 'utf8'),
		);
		hash.update(JSON.stringify([dependencies, devDependencies, overrides]));
	}
	return hash.digest('hex');
}

/** Whether somebody ran `npm install` by hand after the lock last changed. */
function installedByHand() {
	const own = path.join(modules, '.package-lock.json');
	if (!existsSync(own) || !existsSync(lockFile)) return false;
	const newest = Math.max(
		...['package-lock.json', ...manifests].map((n) => statSync(inRoot(n)).mtimeMs),
	);
	return statSync(own).mtimeMs >= newest;
}

function install() {
	const present = existsSync(marker) ? readFileSync(marker, 'utf8') : '';
	if (present === wanted()) return;
	if (!installedByHand()) {
		console.log(
			'正在安装依赖（首次约一分钟） … installing packages (about a minute the first time)',
		);
		// The lock lists the optional binaries of the platform it was made on. Elsewhere npm would
		// take it at its word and leave the others out, so there the exact manifests decide.
		const lock = existsSync(lockFile) ? readFileSync(lockFile, 'utf8') : '';
		const known = lock.includes(`"node_modules/@esbuild/${process.platform}-${process.arch}"`);
		const result = npm(
			'install',
			'--no-audit',
			'--no-fund',
			...(known ? [] : ['--no-package-lock']),
		);
		if (result.status !== 0) {
			fail(
				'',
				'依赖安装失败：请检查网络与 npm 镜像设置（npm config get registry），然后重试。',
				'Packages could not be installed: check the network and `npm config get registry`, then try again.',
			);
		}
	}
	writeFileSync(marker, wanted());
}

/** Kit's generated settings go away with every `npm install`; type checks and tests need them. */
function syncKit() {
	if (existsSync(inRoot('web/node_modules/$app/tsconfig.json'))) return;
	spawnSync(pinnedNode(), [inRoot('node_modules/@sveltejs/kit/svelte-kit.js'), 'sync'], {
		cwd: inRoot('web'),
		stdio: 'inherit',
	});
}

function pinnedNode() {
	const found = ['node', 'node.exe'].map((n) => path.join(modules, 'node/bin', n)).find(existsSync);
	if (found) return found;
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
	return fail(
		'node_modules 不完整（缺少 node 包）：请删除 node_modules 后重试。',
		'node_modules is incomplete (package `node`): delete node_modules and try again.',
	);
}

checkNode();
install();
syncKit();

const node = pinnedNode();
const separator = path.delimiter;
const child = spawn(
	node,
	[
		'--disable-warning=ExperimentalWarning',
		inRoot('emulator-data/run/main.ts'),
		...process.argv.slice(2),
	],
	{
		cwd: root,
		stdio: 'inherit',
		env: {
			...process.env,
			PATH: [path.dirname(node), path.join(modules, '.bin'), process.env.PATH].join(separator),
		},
	},
);
// The terminal sends Ctrl-C to both of us; the child cleans up and we wait for it. A signal sent
// only to us is passed on.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
	process.on(signal, () => {
		if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
	});
}
// npm runs us through a shell that passes no signal on: when it is gone, we were meant.
const parent = process.ppid;
setInterval(() => {
	if (process.ppid !== parent) child.kill('SIGTERM');
}, 500).unref();
child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
