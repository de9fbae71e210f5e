import { describe, expect, it } from 'vitest';
import { mailFailure } from './mail-failure.ts';

describe('a message that was not taken', () => {
	it.each([
		['5xx is not tried again', { code: 'EENVELOPE', responseCode: 550 }, true, '收件地址不存在'],
		['a full mailbox for good', { code: 'EMESSAGE', responseCode: 552 }, true, '邮箱已满'],
		['a code nobody listed', { responseCode: 571 }, true, '拒收'],
		['a busy server is tried again', { code: 'EENVELOPE', responseCode: 450 }, false, '暂时'],
		['a wrong password is ours to mend', { code: 'EAUTH', responseCode: 535 }, false, '登录'],
		['a server that is not there', { code: 'ESOCKET' }, false, '连不上'],
		['a name that nobody knows', { code: 'EDNS' }, false, '连不上'],
		['an address that is none', { code: 'EENVELOPE', message: 'No recipients' }, true, '地址'],
		['anything else', { message: 'boom' }, false, 'boom'],
	])('%s', (_, error, permanent, words) => {
		const failure = mailFailure({ response: 'server says', ...error });
		expect(failure.permanent).toBe(permanent);
		expect(failure.words).toContain(words === 'boom' ? 'server says' : words);
	});
});
