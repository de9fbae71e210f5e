import { basePort, listens, portsFrom, projectOf } from './ports.ts';
import { Problem, bold, dim, green, red, say } from './terminal.ts';

/** The document and the real project that a command line names; no project means the running suite. */
function wanted(args: readonly string[]): { documentId: string; project: string | undefined } {
	const at = args.indexOf('--project');
	const joined = args.find((one) => one.startsWith('--project='))?.slice('--project='.length);
	const project = at >= 0 ? args[at + 1] : joined;
	const [documentId] = args.filter(
		(one, index) => !one.startsWith('-') && (at < 0 || index !== at + 1),
	);
	if (documentId === undefined || documentId.includes('/') || (at >= 0 && project === undefined))
		throw new Problem('npm run verify -- DOCUMENT_ID [--project PROJECT]');
	return { documentId, project };
}

/** Points what is loaded afterwards at the running suite. */
async function aimAtSuite(): Promise<void> {
	const base = basePort();
	const ports = portsFrom(base);
	if (!(await listens(ports.firestore)))
		throw new Problem(
			`端口 ${String(base)} 上没有正在运行的文枢：请先 npm start，或以 --project 指明项目。\nNothing runs on base port ${String(base)}: run npm start first, or name a project by --project.`,
		);
	process.env['FIRESTORE_EMULATOR_HOST'] = `127.0.0.1:${String(ports.firestore)}`;
	process.env['GCLOUD_PROJECT'] = projectOf(base);
	process.env['METADATA_SERVER_DETECTION'] = 'none';
}

/**
 * `npm run verify -- DOCUMENT_ID [--project P]`: verifies the whole record of a document's text, on the
 * running suite or on a real project with the credentials of `gcloud auth application-default login`. Ends
 * with 1 when a link is broken.
 */
export async function verify(args: readonly string[]): Promise<number> {
	const { documentId, project } = wanted(args);
	if (project === undefined) await aimAtSuite();
	else process.env['GCLOUD_PROJECT'] = project;
	const { db } = await import('../../functions/src/platform/firebase.ts');
	const { verifyText } = await import('../../functions/src/text/verify-text.ts');
	const verified = await verifyText(db, documentId);
	if (verified === null)
		throw new Problem(
			`没有找到正文：${documentId}。请核对公文编号（地址栏 /documents/ 之后的部分）。\nNo text of this id: take what follows /documents/ in the address.`,
		);
	const { entries, segments, people, freezes, quarantined, shares, findings } = verified;
	say(
		dim(
			`  记录 ${String(entries)} 条 · 归并 ${String(segments)} 段 · ${String(people)} 人 · 定格 ${String(freezes)} 次 · 隔离 ${String(quarantined)} 条`,
		),
	);
	say(
		dim(
			`  ${String(entries)} entries, ${String(segments)} segments, ${String(people)} people, ${String(freezes)} frozen texts, ${String(quarantined)} put aside`,
		),
	);
	for (const { name, by, written, deleted } of shares) {
		const [zh, en] = by === null ? ['模板', 'template'] : [name, by];
		const numbers = `${String(written)} / ${String(deleted)}`;
		say(dim(`  ${zh} 写 ${String(written)} 字，删他人 ${String(deleted)} 字 · ${en} ${numbers}`));
	}
	const [first, ...others] = findings;
	if (first === undefined) {
		say(`${green('✔')} ${bold('全链核验通过')} / every link holds`);
		return 0;
	}
	say(`${red('✖')} ${bold('第一处断裂')} / first broken link`);
	for (const words of first.sentence) say(`  ${words}`);
	if (others.length > 0)
		say(`\n  另有 ${String(others.length)} 处 / ${String(others.length)} more:`);
	for (const { sentence } of others) say(`  · ${sentence[0]}\n    ${dim(sentence[1])}`);
	return 1;
}
