import { expect, test } from 'vitest';
import { layoutPdf } from '../layout/layout.ts';
import { aPage, inkOf } from '../layout/paper.test-support.ts';
import { createAuthority, createSeal, openSeal, signerOf } from './create-seal.ts';
import { drawDemoMark } from './picture.ts';
import { paint, takePicture } from './png.ts';
import { signPdf } from './sign-pdf.ts';
import { verifyPdf } from './verify-pdf.ts';

test('a signature’s stamp fills its place on the page, says 演示, and holds', async () => {
	const [at, password, context] = [new Date(), '签名口令2026', { pepper: 'p', sealId: 's' }];
	const authority = await createAuthority({ organisation: '云州市医疗保障局', pepper: 'p', at });
	const signatories = [{ post: '局长', name: '沈砚舟' }];
	const laid = await layoutPdf(aPage({ closing: '签名章', signatories }));
	const [place] = laid.sealAnchors;
	if (place === undefined) throw new Error('the page has a place for the stamp');
	const stroke =
		'<path d="M20 120 C160 10 220 240 330 90 S470 200 580 60" fill="none" stroke="#c00" stroke-width="14"/>';
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="240">${stroke}</svg>`;
	const taken = await takePicture((await paint(svg, 600)).png.toString('base64'));
	if (!taken.ok) throw new Error(taken.code);
	const made = { ...context, name: '沈砚舟', kind: 'signature' as const, picture: taken.value };
	const { vaultRecord, publicFacts } = await createSeal({ ...made, password, at, authority });
	expect(publicFacts).toMatchObject({ sizeMm: 40, heightMm: 16, assurance: 'demo' });
	const open = await openSeal(vaultRecord, password, context);
	if (open === null) throw new Error('the password is right');
	const { sizeMm, heightMm } = publicFacts;
	const stamp = {
		...place,
		sizeMm,
		heightMm,
		picture: open.picture,
		mark: await drawDemoMark(false),
	};
	const words = { name: '沈砚舟', reason: '演示印章，不具有法律效力', at };
	const signed = await signPdf(laid.pdf, { ...stamp, ...words }, signerOf(open));
	expect(await verifyPdf(signed, [authority.certificate])).toMatchObject({
		valid: true,
		signer: '沈砚舟（手写签名）',
	});
	const red = inkOf(signed, place.page, 'red').filter(
		(ink) => ink.top > place.yMm - 12 && ink.bottom < place.yMm + 12,
	);
	const [left, right] = [
		Math.min(...red.map((ink) => ink.left)),
		Math.max(...red.map((ink) => ink.right)),
	];
	expect(left).toBeGreaterThan(place.xMm - 20.5);
	expect(right).toBeLessThan(place.xMm + 20.5);
	expect(right - left).toBeGreaterThan(34);
	if (process.env['WENSHU_PICTURES'] !== undefined) {
		const { writeFileSync } = await import('node:fs');
		writeFileSync(`${process.env['WENSHU_PICTURES']}/stamp.pdf`, signed);
	}
}, 60_000);
