import { describe, expect, it } from 'vitest';
import { giveWay, inTurn, takeTurn } from './turns.ts';

const rest = () => new Promise((resume) => setTimeout(resume, 1));

describe('doings in turn', () => {
	it('one key never runs twice at once, and keeps its order; others do not wait', async () => {
		const seen: string[] = [];
		let [running, most] = [0, 0];
		const doing = (key: string, name: string) =>
			inTurn(key, async () => {
				if (key === 'a') most = Math.max(most, (running += 1));
				await rest();
				seen.push(name);
				if (key === 'a') running -= 1;
			});
		const slow = Array.from({ length: 20 }, (_, index) => doing('a', `a${index}`));
		await doing('b', 'b');
		expect(seen.length).toBeLessThan(20);
		await Promise.all(slow);
		expect(most).toBe(1);
		expect(seen.filter((name) => name !== 'b')).toEqual(slow.map((_, index) => `a${index}`));
	});

	it('one that fails keeps nobody from their turn', async () => {
		const failing = inTurn('k', () => Promise.reject(new Error('broken')));
		const next = inTurn('k', () => Promise.resolve('fine'));
		await expect(failing).rejects.toThrow('broken');
		expect(await next).toBe('fine');
	});

	it('a turn is kept until it is given back, and giving it back twice harms nobody', async () => {
		const seen: string[] = [];
		const end = await takeTurn('t');
		const next = takeTurn('t').then((endNext) => {
			seen.push('next');
			return endNext;
		});
		await rest();
		expect(seen).toEqual([]);
		end();
		end();
		const endNext = await next;
		const third = inTurn('t', () => Promise.resolve(seen.push('third')));
		await rest();
		expect(seen).toEqual(['next']);
		endNext();
		await third;
		expect(seen).toEqual(['next', 'third']);
	});

	it('who was overtaken by another process gives way for a moment, for this key alone', async () => {
		giveWay('w');
		const start = performance.now();
		await inTurn('other', () => Promise.resolve());
		expect(performance.now() - start).toBeLessThan(60);
		await inTurn('w', () => Promise.resolve());
		expect(performance.now() - start).toBeGreaterThanOrEqual(79);
	});
});
