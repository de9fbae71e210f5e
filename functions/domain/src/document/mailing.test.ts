import { describe, expect, it } from 'vitest';
import type { OfficialDocument } from './model.ts';
import {
	addressed,
	attachmentName,
	mailFoot,
	mailSchema,
	mayMail,
	proposedMail,
} from './mailing.ts';

const document = {
	status: 'sealed',
	seal: {} as never,
	number: '云医保发〔2026〕3号',
	issuer: '云州市医疗保障局',
	elements: { title: '关于开展检查的通知', secrecy: '公开' },
} as unknown as OfficialDocument;
const someone = (address: string, uid: string | null = null) => ({ uid, name: '某人', address });

describe('a document leaves by e-mail', () => {
	it('only sealed, and not once it was ended', () => {
		expect(mayMail(document, false)).toMatchObject({ ok: true });
		expect(mayMail({ ...document, seal: null }, true)).toMatchObject({
			code: 'document/mailUnsealed',
		});
		expect(mayMail({ ...document, status: 'voided' }, true)).toMatchObject({
			code: 'document/mailEnded',
		});
	});

	it('marked 内部 only when the sender confirmed', () => {
		const internal = { ...document, elements: { ...document.elements, secrecy: '内部' as const } };
		expect(mayMail(internal, false)).toMatchObject({ code: 'document/mailInternal' });
		expect(mayMail(internal, true)).toMatchObject({ ok: true });
	});

	it('to the typed address, else to that of the directory, to nobody twice', () => {
		const known = (uid: string) => (uid === 'a' ? 'a@example.cn' : null);
		expect(addressed([someone('', 'a'), someone('b@example.com')], known)).toMatchObject({
			value: [{ address: 'a@example.cn' }, { address: 'b@example.com' }],
		});
		expect(addressed([someone('', 'c')], known)).toMatchObject({ code: 'document/mailAddress' });
		expect(addressed([someone('', 'a'), someone('A@example.cn')], known)).toMatchObject({
			code: 'document/mailTwice',
		});
	});

	it('under a subject of one line, and a file name no system refuses', () => {
		const asked = { recipients: [someone('b@example.com')], words: '请查收' };
		expect(mailSchema.safeParse({ ...asked, subject: '通知' }).success).toBe(true);
		const split = { ...asked, subject: '通知\r\nBcc: x@example.com' };
		expect(mailSchema.safeParse(split).success).toBe(false);
		expect(attachmentName(document)).toBe('云医保发〔2026〕3号 关于开展检查的通知.pdf');
		const odd = { ...document, elements: { ...document.elements, title: 'A/B:"C"' } };
		expect(attachmentName(odd)).toBe('云医保发〔2026〕3号 ABC.pdf');
	});

	it('with words that name it', () => {
		const { subject, words } = proposedMail(document);
		expect(subject).toBe('云州市医疗保障局：关于开展检查的通知（云医保发〔2026〕3号）');
		const title = '云州市医疗保障局关于开展检查的通知';
		const named = { ...document, elements: { ...document.elements, title } };
		expect(proposedMail(named).subject).toBe(`${title}（云医保发〔2026〕3号）`);
		expect(words).toContain('《关于开展检查的通知》（云医保发〔2026〕3号）');
		expect(mailFoot({ name: 'a.pdf', sha256: 'ff', pages: 2 })).toContain('SHA-256：ff');
	});
});
