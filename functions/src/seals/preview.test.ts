import { describe, expect, test } from 'vitest';
import { layoutPages } from '../layout/layout.ts';
import { aPage } from '../layout/paper.test-support.ts';
import { drawSeal } from './picture.ts';
import { paint, takePicture } from './png.ts';
import { opinionPicture, previewPage } from './preview.ts';

/** Handwriting of a test: a wave, black on nothing. */
async function aSignature(width = 600, height = 240): Promise<string> {
	const wave = `<path d="M40 ${String(height / 2)} C 160 10 220 ${String(height)} 330 90 S 470 200 560 60" fill="none" stroke="#111" stroke-width="14" stroke-linecap="round"/>`;
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}">${wave}</svg>`;
	return (await paint(svg, width)).png.toString('base64');
}

const sizeOf = (png: Buffer) => [png.readUInt32BE(16), png.readUInt32BE(20)];

describe('the preview of a seal', () => {
	test('is one coarse opaque picture of the page with the seal burnt in', async () => {
		const laid = await layoutPages(aPage());
		const [own] = laid.sealAnchors;
		if (own === undefined) throw new Error('the page has a signature');
		const bare = laid.pages[own.page - 1] ?? '';
		const shown = {
			picture: await drawSeal('云州市医疗保障局'),
			sizeMm: 42,
			heightMm: 42,
			demo: true,
		};
		const png = await previewPage(bare, own, shown);
		expect(sizeOf(png)).toEqual([900, 1273]);
		const { pixels } = await paint(
			`<svg xmlns="http://www.w3.org/2000/svg" width="900" height="1273"><image width="900" height="1273" href="data:image/png;base64,${png.toString('base64')}"/></svg>`,
			900,
		);
		let [red, clear, grey] = [0, 0, 0];
		const [cx, cy, reach] = [(own.xMm / 210) * 900, (own.yMm / 297) * 1273, 95];
		for (let y = Math.round(cy - reach); y < cy + reach; y++)
			for (let x = Math.round(cx - reach); x < cx + reach; x++) {
				const at = (y * 900 + x) * 4;
				const [r = 0, g = 0, b = 0, a = 0] = pixels.subarray(at, at + 4);
				if (a < 255) clear += 1;
				if (r > 180 && g < 90 && b < 90) red += 1;
				if (Math.abs(r - g) < 8 && r > 120 && r < 200) grey += 1;
			}
		expect(clear).toBe(0);
		expect(red).toBeGreaterThan(2000);
		// 用印预览 runs across it.
		expect(grey).toBeGreaterThan(400);
		if (process.env['WENSHU_PICTURES'] !== undefined) {
			const { writeFileSync } = await import('node:fs');
			writeFileSync(`${process.env['WENSHU_PICTURES']}/preview.png`, png);
		}
	});

	test('of a signature beside an opinion is small and carries the day', async () => {
		const taken = await takePicture(await aSignature());
		if (!taken.ok) throw new Error(taken.code);
		const shown = { picture: taken.value, sizeMm: 42, heightMm: 16.8, demo: true };
		const [one, other] = await Promise.all([
			opinionPicture(shown, '2026-11-27 本件办理专用'),
			opinionPicture(shown, '2026-11-28 本件办理专用'),
		]);
		expect(sizeOf(one)).toEqual([240, 96]);
		expect(one.equals(other)).toBe(false);
		if (process.env['WENSHU_PICTURES'] !== undefined) {
			const { writeFileSync } = await import('node:fs');
			writeFileSync(`${process.env['WENSHU_PICTURES']}/opinion.png`, one);
		}
	});
});

describe('a picture that is sent', () => {
	test('is painted anew, so that nothing but its pixels goes on', async () => {
		const bytes = Buffer.from(await aSignature(), 'base64');
		const secret = Buffer.from('not a pixel');
		const taken = await takePicture(Buffer.concat([bytes, secret]).toString('base64'));
		if (!taken.ok) throw new Error(taken.code);
		expect(taken.value).toMatchObject({ width: 600, height: 240 });
		expect(Buffer.from(taken.value.png, 'base64').includes(secret)).toBe(false);
	});

	test.each([
		['no PNG', () => Buffer.from('GIF89a').toString('base64'), 'seal/pictureKind'],
		['too large', () => aSignature(1300, 500), 'seal/pictureSize'],
		['too small', () => aSignature(600, 20), 'seal/pictureSize'],
		[
			'blank',
			async () =>
				(
					await paint('<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"/>', 90)
				).png.toString('base64'),
			'seal/pictureBlank',
		],
	] as const)('is refused when it is %s', async (_, make, code) => {
		expect(await takePicture(await make())).toMatchObject({ ok: false, code });
	});
});
