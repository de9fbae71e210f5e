import { expect, test } from 'vitest';
import { Engine } from './engine.ts';

const resident = (): number => process.memoryUsage().rss / 2 ** 20;

test('threads follow each other without losing a job, and give their memory back', async () => {
	const engine = new Engine(4);
	const draw = async (at: number): Promise<void> => {
		const answer = await engine.run({ kind: 'outlines', text: `第${String(at)}件` }, null);
		expect('svg' in answer && answer.svg).toMatch(/<svg/u);
	};
	for (let at = 0; at < 12; at += 1) await draw(at);
	const before = resident();
	// In a row and all at once: a successor is prepared in quiet moments only, and nobody waits for ever.
	for (let at = 0; at < 20; at += 1) await draw(at);
	await Promise.all(Array.from({ length: 20 }, (_, at) => draw(at)));
	// A thread takes about 100 MB; ten more have come and gone.
	expect(resident() - before).toBeLessThan(400);
}, 120_000);

test('a job that fails tells why, and the next one is done', async () => {
	const engine = new Engine(2);
	const broken = { kind: 'form', output: 'pages', known: [], pictures: [], form: {} } as never;
	await expect(engine.run(broken, null)).rejects.toThrow('slip.typ');
	const answer = await engine.run({ kind: 'outlines', text: '好' }, null);
	expect('svg' in answer).toBe(true);
});
