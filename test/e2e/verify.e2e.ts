import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import {
	expect,
	test,
	type Browser,
	type BrowserContextOptions,
	type Page,
} from '@playwright/test';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { sealsOf } from '@wenshu/domain/document/sealing.ts';
import { printedCode } from '@wenshu/domain/verification/code.ts';
import { DESK, PHONE } from '../support/browser.ts';
import { Desk } from '../support/desk.ts';
import { blobs, site } from '../support/emulator.ts';
import { accessible } from '../support/looks.ts';
import { read } from '../support/office.ts';

/** A sealed document of the sample bureau. */
const id = 'enrolment';
let document: OfficialDocument;
let code = '';
let files: { pdf: Buffer; ofd: Buffer };

/** Somebody without an account; what the page sent is counted. */
class Stranger {
	readonly page: Page;
	/** Bytes that left the browser, but for the addresses. */
	sent = 0;
	readonly complaints: string[] = [];

	private constructor(page: Page) {
		this.page = page;
		page.on('request', (request) => (this.sent += request.postDataBuffer()?.length ?? 0));
		page.on('pageerror', (error) => this.complaints.push(error.message));
		page.on('console', (message) => {
			if (message.type() === 'error' && message.text().includes('Content Security Policy'))
				this.complaints.push(message.text());
		});
	}

	static async at(browser: Browser, address: string, options: BrowserContextOptions = DESK) {
		const context = await browser.newContext({ baseURL: site, locale: 'zh-CN', ...options });
		const stranger = new Stranger(await context.newPage());
		await stranger.page.goto(address);
		return stranger;
	}

	/** The answer with this headline. */
	async told(headline: string): Promise<void> {
		await expect(this.page.getByRole('heading', { level: 2 })).toHaveText(headline, {
			timeout: 60_000,
		});
	}

	async check(name: string, bytes: Buffer, headline: string): Promise<void> {
		const type = name.endsWith('.ofd') ? 'application/ofd' : 'application/pdf';
		await this.page
			.locator('input[type=file]')
			.setInputFiles({ name, mimeType: type, buffer: bytes });
		await this.told(headline);
	}

	async leave(): Promise<void> {
		expect(this.complaints).toEqual([]);
		await this.page.context().close();
	}
}

/** A copy with one bit of the byte at a place the other way round. */
function flipped(bytes: Buffer, at: number): Buffer {
	const copy = Buffer.from(bytes);
	copy[at] = (copy[at] ?? 0) ^ 1;
	return copy;
}

test.describe.configure({ mode: 'serial', timeout: 240_000 });

test.beforeAll(async () => {
	document = await read<OfficialDocument>(`documents/${id}`);
	code = document.verification ?? '';
	const last = sealsOf(document).at(-1);
	if (last?.ofd === undefined) throw new Error('the sample document has no OFD');
	files = {
		pdf: await readFile(path.join(blobs, last.fileId)),
		ofd: await readFile(path.join(blobs, last.ofd.fileId)),
	};
});

test('VE-2 a stranger with the code learns that the document is in force', async ({ browser }) => {
	const stranger = await Stranger.at(browser, `/verify?c=${code}`);
	await stranger.told('该验证码有效');
	const answer = stranger.page.getByRole('region', { name: '该验证码有效' });
	await expect(answer).toContainText(document.number ?? '');
	await expect(answer).toContainText(document.elements.title);
	await expect(answer).toContainText('演示证书');
	await expect(stranger.page.getByRole('textbox', { name: '验证码' })).toHaveValue(
		printedCode(code),
	);
	await accessible(stranger.page);

	const field = stranger.page.getByRole('textbox', { name: '验证码' });
	await field.fill('2222 3333 4444');
	await field.press('Enter');
	await stranger.told('没有这个验证码');
	await field.fill('O123');
	await field.press('Enter');
	await expect(stranger.page.getByRole('alert')).toContainText('验证码是 12 位字母和数字');
	await field.fill(code.toLowerCase());
	await field.press('Enter');
	await stranger.told('该验证码有效');
	await stranger.leave();
});

test('VE-7 a file is checked in the browser and never sent', async ({ browser }) => {
	const stranger = await Stranger.at(browser, '/verify');
	await expect(stranger.page.getByRole('heading', { level: 1 })).toHaveText('文件验证');
	await accessible(stranger.page);
	await stranger.check('通知.pdf', files.pdf, '文件真实有效');
	await expect(stranger.page.getByRole('listitem').filter({ hasText: '印章证书' })).toContainText(
		'由本系统的根证书签发',
	);
	await stranger.check('通知.ofd', files.ofd, '文件真实有效');
	await accessible(stranger.page);
	expect(stranger.sent).toBeLessThan(files.pdf.length / 4);

	await stranger.check('改过.pdf', flipped(files.pdf, 2000), '文件已被改动');
	await stranger.check(
		'加过.pdf',
		Buffer.concat([files.pdf, Buffer.from('\n%more\n')]),
		'文件已被改动',
	);
	const page = files.ofd.indexOf('Doc_0/Pages/Page_0/Content.xml');
	const broken = stranger.page.getByRole('heading', { level: 2 });
	await stranger.page.locator('input[type=file]').setInputFiles({
		name: '改过.ofd',
		mimeType: 'application/ofd',
		buffer: flipped(files.ofd, page + 400),
	});
	await expect(broken).toHaveText(/文件已被改动|文件读不出来/u);
	await stranger.check('空.pdf', Buffer.from('%PDF-1.7\nnothing'), '文件读不出来');
	await stranger.page.locator('input[type=file]').setInputFiles({
		name: '截图.png',
		mimeType: 'image/png',
		buffer: Buffer.from('no document'),
	});
	await expect(stranger.page.getByRole('alert')).toContainText('只能核验 PDF 和 OFD 文件');
	await stranger.leave();
});

test('VE-7 offline there is no answer, and it is said so', async ({ browser }) => {
	const stranger = await Stranger.at(browser, '/verify');
	await stranger.check('通知.pdf', files.pdf, '文件真实有效');
	await stranger.page.context().setOffline(true);
	await stranger.check('通知.pdf', files.pdf, '连不上网络，尚无结论');
	await expect(stranger.page.getByRole('listitem').filter({ hasText: '印章证书' })).toContainText(
		'未能查询',
	);
	await stranger.page.context().setOffline(false);
	await stranger.leave();
});

test('VE-5 what the office revokes is revoked for everybody', async ({ browser }) => {
	const phone = await Stranger.at(browser, `/verify?c=${code}`, PHONE);
	await phone.told('该验证码有效');
	await accessible(phone.page);

	const head = await Desk.open(browser, '林若溪');
	await head.openDocument(id);
	await head.page.getByRole('button', { name: '验章' }).first().click();
	const dialog = head.page.getByRole('dialog').first();
	await expect(dialog.getByText(printedCode(code))).toBeVisible({ timeout: 60_000 });
	await accessible(head.page);
	const [download] = await Promise.all([
		head.page.waitForEvent('download'),
		dialog.getByRole('button', { name: '下载 OFD（演示）' }).click(),
	]);
	expect((await readFile(await download.path())).equals(files.ofd)).toBe(true);
	await dialog.getByRole('button', { name: '撤销或替换' }).click();
	const ending = head.page.getByRole('dialog').last();
	await ending.getByRole('button', { name: '撤销，不再有效' }).click();
	await expect(ending.getByRole('alert')).toContainText('请写明理由');
	await ending.getByRole('textbox', { name: '理由' }).fill('附件数据有误，另行发文。');
	await accessible(head.page);
	await ending.getByRole('button', { name: '撤销，不再有效' }).click();
	await expect(dialog.getByText('已撤销', { exact: true })).toBeVisible({ timeout: 60_000 });
	await expect(dialog.getByRole('button', { name: '撤销或替换' })).toHaveCount(0);
	await head.leave();

	await phone.page.reload();
	await phone.told('该文件已被撤销');
	await expect(phone.page.getByText('附件数据有误，另行发文。')).toBeVisible();
	await phone.check('通知.pdf', files.pdf, '该文件已被撤销');
	await phone.check('通知.ofd', files.ofd, '该文件已被撤销');
	await accessible(phone.page);
	await phone.leave();
});

test('VE-9 two persons give back what was revoked, and strangers read how it went', async ({
	browser,
}) => {
	const reason = '经核对，附件数据无误。';
	const recordOf = async (desk: Desk) => {
		await desk.openDocument(id);
		await desk.page.getByRole('button', { name: '验章' }).first().click();
		return desk.page.getByRole('dialog').first();
	};
	const first = await Desk.open(browser, '林若溪');
	const asked = await recordOf(first);
	await asked.getByRole('button', { name: '恢复效力' }).click();
	const asking = first.page.getByRole('dialog').last();
	await asking.getByRole('button', { name: '恢复效力' }).click();
	await expect(asking.getByText('请填写理由')).toBeVisible();
	await asking.getByRole('textbox').fill(reason);
	await accessible(first.page);
	await asking.getByRole('button', { name: '恢复效力' }).click();
	await expect(asked.getByText('您是提出人，须由另一位有权人员确认。')).toBeVisible();
	await expect(asked.getByRole('button', { name: '确认恢复' })).toHaveCount(0);
	await first.leave();

	const second = await Desk.open(browser, '沈砚舟');
	const pending = await recordOf(second);
	await expect(pending.getByText(reason)).toBeVisible();
	await accessible(second.page);
	await pending.getByRole('button', { name: '确认恢复' }).click();
	await second.told('已恢复效力');
	await second.leave();

	const stranger = await Stranger.at(browser, `/verify?c=${code}`);
	await stranger.told('该验证码有效');
	await expect(stranger.page.getByRole('list', { name: '经过' }).getByRole('listitem')).toHaveCount(
		2,
	);
	await expect(stranger.page.getByText('林若溪')).toHaveCount(0);
	await stranger.check('通知.pdf', files.pdf, '文件真实有效');
	await accessible(stranger.page);
	await stranger.leave();
});

test('GB/T 33190 an independent reader opens the OFD and finds text and seal', async ({
	browser,
}) => {
	const page = await browser.newPage();
	await page.goto('about:blank');
	const script = fileURLToPath(import.meta.resolve('ofd.js/lib/ofd.umd.min.js'));
	await page.addScriptTag({ path: script });
	const verdict = page.waitForEvent('console', (message) => message.text().includes('verifyRet'));
	const text = await page.evaluate(async (base64) => {
		const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
		const { parseOfdDocument, renderOfd } = (globalThis as unknown as { ofd: Reader }).ofd;
		interface Reader {
			parseOfdDocument: (given: {
				ofd: File;
				success: (found: unknown[]) => void;
				fail: (error: unknown) => void;
			}) => void;
			renderOfd: (width: number, found: unknown) => HTMLElement[];
		}
		const found = await new Promise<unknown[]>((success, fail) =>
			parseOfdDocument({ ofd: new File([bytes], 'a.ofd'), success, fail }),
		);
		return renderOfd(800, found[0])
			.map(({ textContent }) => textContent)
			.join('');
	}, files.ofd.toString('base64'));
	expect(text.replace(/\s/gu, '')).toContain(document.elements.title);
	expect((await verdict).text()).toContain('verifyRet: true');
	await page.close();
});
