import { build, buildFunctions } from './builds.ts';
import { startCron } from './cron.ts';
import { startSuite } from './emulators.ts';
import type { Emulator, Suite } from './emulators.ts';
import { packageFile, root } from './paths.ts';
import { basePort, demandFree, listens, portsFrom, projectOf } from './ports.ts';
import { ended, startApart, stopTree } from './processes.ts';
import { clearSuite, loadBureau } from './sample.ts';
import { prepareSite } from './site.ts';
import { stopRequested } from './stopping.ts';
import { Problem, bold, dim, green, say, seconds } from './terminal.ts';
import path from 'node:path';

const address = (port: number): string => `http://127.0.0.1:${String(port)}`;

/** Fills an empty suite, and says so. */
async function fill(base: number): Promise<void> {
	const start = performance.now();
	if (await loadBureau(base)) say(`  示例数据 / sample data (${seconds(start)})`);
}

/** Waits for a wish to stop or for the emulators' end, then leaves nothing running. */
async function serve(suite: Suite, wish: Promise<void>): Promise<number> {
	const stopCron = startCron(suite.ports, suite.project);
	const reason = await Promise.race([wish.then(() => 'wish'), suite.ended.then(() => 'died')]);
	stopCron();
	say(reason === 'wish' ? '\n正在停止 … stopping' : '\n模拟器已退出 / the emulators ended');
	await suite.stop();
	return reason === 'wish' ? 0 : 1;
}

/** `npm start`: the built app on the emulators, with the sample bureau. */
export async function start(): Promise<number> {
	const began = performance.now();
	const base = basePort();
	const wish = stopRequested();
	say(bold('文枢 Wenshu'));
	await demandFree(portsFrom(base), ['hosting', 'functions', 'firestore', 'auth']);
	await build();
	prepareSite(base);
	say(dim('  正在启动模拟器 … starting the emulators'));
	const suite = await startSuite({ base });
	try {
		await fill(base);
	} catch (error) {
		await suite.stop();
		throw error;
	}
	say('');
	say(`${green('●')} ${bold(address(suite.ports.hosting))}   (${seconds(began)})`);
	say(dim('  Ctrl-C 停止 / stops · npm run reset 恢复示例数据 / restores the sample data'));
	return await serve(suite, wish);
}

/** `npm run reset`: the running suite goes back to the sample data. */
export async function reset(): Promise<number> {
	const base = basePort();
	if (!(await listens(portsFrom(base).firestore))) {
		throw new Problem(
			`端口 ${String(base)} 上没有正在运行的文枢：请先 npm start（或以 WENSHU_PORT 指明端口）。\nNothing runs on base port ${String(base)}: run npm start first, or name it by WENSHU_PORT.`,
		);
	}
	await clearSuite(base);
	await fill(base);
	say('已恢复示例数据，请刷新页面。Sample data restored; reload the page.');
	return 0;
}

/** `npm run dev`: emulators, functions rebuilt on change, the web app with hot reload. */
export async function dev(): Promise<number> {
	const base = basePort();
	const wish = stopRequested();
	await demandFree(portsFrom(base), ['hosting', 'functions', 'firestore', 'auth', 'vite']);
	await buildFunctions(true);
	const site = prepareSite(base);
	const suite = await startSuite({
		base,
		lenient: true,
		onLine: (line) => {
			if (/^[>⚠✖]|function/.test(line)) say(dim(line));
		},
	});
	const bundler = startApart(
		process.execPath,
		[path.join(root, 'functions/build.mjs'), '--watch'],
		{
			stdio: ['ignore', 'inherit', 'inherit'],
		},
	);
	const vite = startApart(process.execPath, [packageFile('vite/bin/vite.js'), 'dev'], {
		cwd: path.join(root, 'web'),
		stdio: ['ignore', 'inherit', 'inherit'],
		env: {
			...process.env,
			WENSHU_PORT: String(base),
			WENSHU_PROJECT: projectOf(base),
			WENSHU_SITE: site,
		},
	});
	const stopTools = async (): Promise<void> => {
		await Promise.all([stopTree(bundler, 3000), stopTree(vite, 3000)]);
	};
	try {
		await fill(base);
	} catch (error) {
		await Promise.all([stopTools(), suite.stop()]);
		throw error;
	}
	say(`\n${green('●')} ${bold(address(suite.ports.vite))}`);
	const broken = Promise.race([ended(vite), ended(bundler)]).then(() => undefined);
	const code = await serve(suite, Promise.race([wish, broken]));
	await stopTools();
	return code;
}

/** `emulators [auth,firestore,…]`: a bare suite without sample data, for trying things out. */
export async function emulators(args: readonly string[]): Promise<number> {
	const base = basePort();
	const wish = stopRequested();
	const only = (args[0]?.split(',') ?? ['auth', 'firestore']) as Emulator[];
	prepareSite(base);
	const suite = await startSuite({ base, only, onLine: (line) => say(dim(line)) });
	say(`${green('●')} ${suite.project}  ${JSON.stringify(suite.ports)}`);
	const reason = await Promise.race([wish.then(() => 0), suite.ended]);
	await suite.stop();
	return reason;
}
