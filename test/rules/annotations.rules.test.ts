import { afterAll, beforeAll, describe, test } from 'vitest';
import { Timestamp, deleteDoc, doc, serverTimestamp, setDoc, updateDoc } from 'firebase/firestore';
import { granted, refused } from '../support/rules.ts';
import { FROZEN, OPEN, openTextBench, type Name, type TextBench } from '../support/text-bench.ts';

let bench: TextBench;

const note = (uid: string, over: Record<string, unknown> = {}): Record<string, unknown> => ({
	uid,
	name: uid,
	at: serverTimestamp(),
	quote: '第一段',
	anchor: '{}',
	head: '{}',
	words: '请核对数据。',
	replyTo: null,
	editedAt: null,
	resolved: false,
	resolvedBy: null,
	resolvedAt: null,
	...over,
});

beforeAll(async () => {
	bench = await openTextBench('annotations');
});
afterAll(() => bench.close());

describe('CE-5, 6, 7 annotations are the author’s; editors may resolve them', () => {
	const at = (name: Name, id: string, text = OPEN) =>
		doc(bench.as(name), `texts/${text}/annotations/${id}`);
	const resolve = (uid: string, over: Record<string, unknown> = {}) => ({
		resolved: true,
		resolvedBy: uid,
		resolvedAt: serverTimestamp(),
		...over,
	});

	test('CE-5 readers annotate and reply; others do not', async () => {
		await granted(setDoc(at('vic', 'n1'), note('vic')));
		await granted(setDoc(at('bob', 'n2'), note('bob', { replyTo: 'n1' })));
		for (const name of ['ada', 'eve', 'dan'] as const)
			await refused(setDoc(at(name, 'n3'), note(name)));
		await refused(setDoc(at('vic', 'n3', FROZEN), note('vic')));
	});
	test('CE-5 nobody annotates in another’s name, at another time, or without measure', async () => {
		for (const over of [
			{ uid: 'amy' },
			{ name: '局长' },
			{ at: Timestamp.fromMillis(1) },
			{ words: '' },
			{ words: 'x'.repeat(2001) },
			{ quote: 'x'.repeat(501) },
			{ anchor: 'x'.repeat(301) },
			{ replyTo: '../x' },
			{ resolved: true },
			{ extra: 1 },
		])
			await refused(setDoc(at('vic', 'n4'), note('vic', over)));
	});
	test('CE-5 only readers of the text are mentioned, at most twenty', async () => {
		await granted(setDoc(at('vic', 'p1'), note('vic', { mentions: [] })));
		await granted(setDoc(at('vic', 'p2'), note('vic', { mentions: ['amy', 'bob'] })));
		for (const mentions of [
			['eve'],
			['amy', 'eve'],
			'amy',
			Array.from({ length: 21 }, () => 'amy'),
		])
			await refused(setDoc(at('vic', 'p3'), note('vic', { mentions })));
		await refused(updateDoc(at('vic', 'p1'), { mentions: ['amy'] }));
	});
	test('CE-6 the author rewords; author and editors resolve and reopen', async () => {
		await granted(setDoc(at('vic', 'm1'), note('vic')));
		const words = { words: '改一句。', editedAt: serverTimestamp() };
		await granted(updateDoc(at('vic', 'm1'), words));
		await refused(updateDoc(at('amy', 'm1'), words));
		await refused(updateDoc(at('vic', 'm1'), { words: '无时间' }));
		await granted(updateDoc(at('amy', 'm1'), resolve('amy')));
		await granted(updateDoc(at('vic', 'm1'), resolve('vic', { resolved: false })));
		await refused(updateDoc(at('amy', 'm1'), resolve('bob')));
		await refused(updateDoc(at('eve', 'm1'), resolve('eve')));
		await refused(updateDoc(at('ada', 'm1'), resolve('ada')));
		await refused(updateDoc(at('vic', 'm1'), { uid: 'amy', ...resolve('vic') }));
	});
	test('CE-7 only the author removes, and only while the text is open', async () => {
		await granted(setDoc(at('vic', 'k1'), note('vic')));
		await refused(deleteDoc(at('amy', 'k1')));
		await granted(deleteDoc(at('vic', 'k1')));
		await bench.given((db) => setDoc(doc(db, `texts/${FROZEN}/annotations/k2`), { uid: 'vic' }));
		await refused(deleteDoc(at('vic', 'k2', FROZEN)));
		await refused(updateDoc(at('vic', 'k2', FROZEN), resolve('vic')));
	});
});
