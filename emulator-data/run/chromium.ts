import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { packageFile } from './paths.ts';
import { run } from './processes.ts';
import { Problem, say } from './terminal.ts';

/** Programs of the system that the tests call, and the Debian package of each. */
const PROGRAMS = [
	{ program: 'pdfsig', debian: 'poppler-utils', brew: 'poppler' },
	{ program: 'pdftotext', debian: 'poppler-utils', brew: 'poppler' },
	{ program: 'certutil', debian: 'libnss3-tools', brew: 'nss' },
];

function onPath(program: string): string | undefined {
	const suffix = process.platform === 'win32' ? '.exe' : '';
	return (process.env['PATH'] ?? '')
		.split(path.delimiter)
		.map((folder) => path.join(folder, program + suffix))
		.find((file) => existsSync(file));
}

/** Playwright's own browser, when `playwright install` has fetched one. */
async function playwrightBrowser(): Promise<string | undefined> {
	const { chromium } = await import('@playwright/test');
	const file = chromium.executablePath();
	return existsSync(file) ? file : undefined;
}

/** A Chromium to test with, by explicit path, from the system, or Playwright's own. */
export async function findChromium(): Promise<string | undefined> {
	const given = process.env['CHROMIUM_PATH'];
	if (given) return given;
	for (const name of ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']) {
		const file = onPath(name);
		if (file) return file;
	}
	const places = [
		'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
		'/Applications/Chromium.app/Contents/MacOS/Chromium',
		'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
	];
	return places.find((file) => existsSync(file)) ?? (await playwrightBrowser());
}

function hasChineseFont(): boolean {
	if (process.platform !== 'linux') return true;
	const answer = spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' });
	return answer.status !== 0 || answer.stdout.trim() !== '';
}

async function aptInstall(packages: readonly string[]): Promise<boolean> {
	if (!onPath('apt-get') || packages.length === 0) return false;
	const root = process.getuid?.() === 0;
	if (!root && spawnSync('sudo', ['-n', 'true']).status !== 0) return false;
	say(`  apt-get install ${packages.join(' ')}`);
	const apt = async (...args: string[]): Promise<number> =>
		await run(root ? 'apt-get' : 'sudo', [...(root ? [] : ['-n', 'apt-get']), ...args], {
			stdio: ['ignore', 'ignore', 'inherit'],
			env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
		});
	await apt('update', '-qq');
	return (await apt('install', '-y', '-qq', '--no-install-recommends', ...packages)) === 0;
}

/** Programs the tests need and the machine lacks. */
function missingPrograms(): typeof PROGRAMS {
	return PROGRAMS.filter((one) => !onPath(one.program));
}

/** Installs what the tests need beside npm packages, or says what a person has to install. */
export async function prepareTools(): Promise<void> {
	const lacking = missingPrograms();
	const wanted = new Set(lacking.map((one) => one.debian));
	if (!(await findChromium())) wanted.add('chromium');
	if (!hasChineseFont()) wanted.add('fonts-noto-cjk');
	if (wanted.size > 0) await aptInstall([...wanted]);
	if (!(await findChromium())) {
		await run(process.execPath, [packageFile('playwright/cli.js'), 'install', 'chromium']);
	}
	if (!(await findChromium())) {
		throw new Problem(
			'没有找到 Chromium：请安装 Chromium 或 Chrome，或以 CHROMIUM_PATH 指明其位置。\nNo Chromium was found: install Chromium or Chrome, or name it by CHROMIUM_PATH.',
		);
	}
	const left = missingPrograms();
	if (left.length === 0) return;
	const brew = [...new Set(left.map((one) => one.brew))].join(' ');
	const debian = [...new Set(left.map((one) => one.debian))].join(' ');
	throw new Problem(
		`缺少程序 / missing programs: ${left.map((one) => one.program).join(', ')}\n  Debian, Ubuntu:  sudo apt-get install ${debian}\n  macOS:           brew install ${brew}`,
	);
}
