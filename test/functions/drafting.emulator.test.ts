import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { act, must, people, submit, tokenOf, type Role } from '../support/office.ts';

beforeAll(async () => {
	await Promise.all((Object.keys(people) as Role[]).map(tokenOf));
});

async function aRequest(elements: object): Promise<string> {
	const id = randomUUID();
	const title = '云州市医疗保障局关于测试事项的请示';
	await must('drafter', 'document/create', id, {
		templateId: 'request',
		elements: { title, ...elements },
	});
	return id;
}

describe('DRAFT-9 the server refuses what the regulation forbids, and nothing else', () => {
	it('a request copied to a centre of the bureau stays with its drafter until that is mended', async () => {
		const id = await aRequest({ copyTo: ['医疗保险服务中心'] });
		expect(await submit('drafter', id)).toMatchObject({
			ok: false,
			code: 'drafting/copyToSubordinate',
			detail: { quote: '医疗保险服务中心' },
		});
		const mended = await act('drafter', 'document/edit', id, {
			elements: { copyTo: ['市财政局'] },
		});
		expect(mended).toMatchObject({ ok: true });
		expect(await submit('drafter', id)).toMatchObject({ ok: true });
	});
	it('hints and warnings are no walls: no contact in the note, words of the template left', async () => {
		const id = await aRequest({ note: '' });
		expect(await submit('drafter', id)).toMatchObject({ ok: true });
	});
});
