import { describe, expect, test } from 'vitest';
import { layoutPdf } from '../layout/layout.ts';
import { aPage, longBody } from '../layout/paper.test-support.ts';
import { Checker } from './checker.ts';

const page = aPage();
const order = (pdf: Uint8Array) => ({ pdf, page, lines: undefined });

describe('a check in its own thread', () => {
	test('finds what a check in place finds, and the process goes on meanwhile', async () => {
		const long = aPage({ body: longBody(120) });
		const { pdf, pageCount } = await layoutPdf(long);
		expect(pageCount).toBeGreaterThan(20);
		const checker = new Checker();
		// The thread is up before the clock runs.
		const first = await layoutPdf(page);
		const good = await checker.check(order(first.pdf));
		expect(good).toMatchObject({ ok: true, value: { pages: first.pageCount } });
		if (!good.ok) throw new Error(good.code);
		expect(good.value.clauses.length).toBeGreaterThan(100);
		const begin = performance.now();
		let [last, longest] = [begin, 0];
		const pulse = setInterval(() => {
			const now = performance.now();
			longest = Math.max(longest, now - last);
			last = now;
		}, 5);
		const found = await checker.check({ pdf, page: long, lines: undefined });
		clearInterval(pulse);
		expect(found).toMatchObject({ ok: true, value: { pages: pageCount } });
		const took = performance.now() - begin;
		// In place the one long read would be nearly the whole of it.
		expect(longest).toBeLessThan(took / 2);
	}, 120_000);

	test('refuses what is too large, too slow or no PDF, and checks the next one', async () => {
		const { pdf } = await layoutPdf(page);
		const ends = async (checker: Checker, bytes: Uint8Array) => {
			const found = await checker.check(order(bytes));
			return found.ok ? 'ok' : found.code;
		};
		const small = new Checker({ bytes: 1000 });
		expect(await ends(small, pdf)).toBe('conformity/tooLarge');
		expect(small.started).toBe(0);
		expect(await ends(new Checker({ pages: 1 }), pdf)).toBe('conformity/tooLarge');
		expect(await ends(new Checker({ heapMb: 8 }), pdf)).toBe('conformity/tooLarge');
		const hasty = new Checker({ time: 1 });
		expect(await ends(hasty, pdf)).toBe('conformity/late');
		const checker = new Checker();
		const codes = await Promise.all([
			ends(checker, Buffer.from('no PDF at all')),
			ends(checker, pdf),
			ends(checker, pdf.subarray(0, 300)),
			ends(checker, pdf),
		]);
		expect(codes).toEqual(['conformity/unreadable', 'ok', 'conformity/unreadable', 'ok']);
		expect(checker.started).toBe(1);
	}, 120_000);

	test('is replaced after so many files, and after one that took too long', async () => {
		const { pdf } = await layoutPdf(page);
		const checker = new Checker({ filesPerThread: 2 });
		for (let files = 0; files < 5; files++)
			expect(await checker.check(order(pdf))).toMatchObject({ ok: true });
		expect(checker.started).toBe(3);
		const hasty = new Checker({ time: 1 });
		for (let files = 0; files < 2; files++) await hasty.check(order(pdf));
		expect(hasty.started).toBe(2);
	}, 120_000);
});
