import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from './builds.ts';
import { packageFile, root } from './paths.ts';
import { run } from './processes.ts';
import type { SiteConfig } from './site.ts';
import { Problem, bold, say } from './terminal.ts';

const FIREBASE = packageFile('firebase-tools/lib/bin/firebase.js');

/** `npm run build`: the web app and the functions, as they are deployed. */
export async function buildAll(): Promise<number> {
	await build(true);
	return 0;
}

/** The real project, from `--project` or from .firebaserc. */
function projectFrom(args: readonly string[]): string {
	const at = args.indexOf('--project');
	const given =
		at >= 0 ? args[at + 1] : args.find((one) => one.startsWith('--project='))?.slice(10);
	const file = path.join(root, '.firebaserc');
	const saved = existsSync(file)
		? (JSON.parse(readFileSync(file, 'utf8')) as { projects?: { default?: string } }).projects
				?.default
		: undefined;
	const project = given ?? saved;
	if (!project || project.startsWith('demo-')) {
		throw new Problem(
			[
				'请指明要部署到的 Firebase 项目 / name the Firebase project to deploy to:',
				'  npm run deploy -- --project <project-id>',
				'或 / or:  npx firebase use --add   (.firebaserc)',
				'',
				'项目需先启用 / the project needs: Blaze, Authentication (Email/Password), Firestore (asia-east1),',
				'Cloud Storage, Cloud Functions, Hosting;  npx firebase login',
			].join('\n'),
		);
	}
	return project;
}

interface SdkConfig {
	readonly projectId: string;
	readonly apiKey: string;
	readonly appId: string;
	readonly authDomain?: string;
}

/** The public addresses of the project's web app, as Firebase tells them. */
function webConfig(project: string): SdkConfig {
	const answer = spawnSync(
		process.execPath,
		[FIREBASE, 'apps:sdkconfig', 'WEB', '--project', project, '--json'],
		{ cwd: root, encoding: 'utf8' },
	);
	try {
		const { result } = JSON.parse(answer.stdout) as { result: { sdkConfig: SdkConfig } };
		return result.sdkConfig;
	} catch {
		throw new Problem(
			`读不到 ${project} 的网页应用配置：请先 npx firebase login，并在控制台新建一个网页应用。\nThe web app's configuration of ${project} could not be read: run npx firebase login and add a web app to the project.\n${answer.stderr}`,
		);
	}
}

/** Writes what the browser needs to find the real project; no emulators, no sample people. */
function writeSite(project: string): void {
	const { projectId, apiKey, appId, authDomain } = webConfig(project);
	const key = process.env['WENSHU_APP_CHECK_KEY'];
	const servers = process.env['WENSHU_ICE_SERVERS'];
	const config: SiteConfig = {
		firebase: { projectId, apiKey, appId, ...(authDomain ? { authDomain } : {}) },
		...(key ? { appCheckKey: key } : {}),
		...(servers ? { iceServers: JSON.parse(servers) as object[] } : {}),
	};
	writeFileSync(path.join(root, 'web/build/wenshu.json'), JSON.stringify(config));
}

/** Hands the functions what is no secret: in whose name they send mail. */
function writeEnvironment(): void {
	const from = process.env['WENSHU_SMTP_FROM'] ?? '';
	const lines = from === '' ? '' : `WENSHU_SMTP_FROM=${JSON.stringify(from)}\n`;
	writeFileSync(path.join(root, 'functions/lib/.env'), lines);
}

/** `npm run deploy -- --project <id>`: hosting, functions, rules and indexes of a real project. */
export async function deploy(args: readonly string[]): Promise<number> {
	const project = projectFrom(args);
	process.env['WENSHU_DEPLOY'] = '1';
	await build(true);
	writeSite(project);
	writeEnvironment();
	const code = await run(process.execPath, [
		FIREBASE,
		'deploy',
		...['--project', project, '--only', 'hosting,functions,firestore', '--non-interactive'],
	]);
	if (code !== 0) return code;
	say(
		[
			'',
			bold(`https://${project}.web.app`),
			'首次部署后 / after the first deployment:',
			'  1. npx firebase functions:secrets:set WENSHU_SECRET    印章保险库与下载凭据的密钥 / key of the seal vault and of downloads',
			'  2. 建立第一位管理员 / create the first administrator: README, “Deployment”',
			'  3. 邮件 / mail: npx firebase functions:secrets:set WENSHU_SMTP_URL (smtps://…);  WENSHU_SMTP_FROM="名称 <addr>" npm run deploy …',
			'  4. App Check: WENSHU_APP_CHECK_KEY=<site key> npm run deploy …  (reCAPTCHA Enterprise)',
		].join('\n'),
	);
	return 0;
}
