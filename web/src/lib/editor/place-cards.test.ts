import { describe, expect, test } from 'vitest';
import { placeCards, type CardWish } from './place-cards.ts';

const wish = (key: string, top: number, height = 50): CardWish => ({ key, top, height });
const tops = (wishes: CardWish[], chosen: string | null) =>
	Object.fromEntries(placeCards(wishes, chosen, 10));

describe('CT-21 cards stand beside their words and never overlap', () => {
	test('with room each stands at its words', () => {
		expect(tops([wish('a', 0), wish('b', 100)], null)).toEqual({ a: 0, b: 100 });
	});
	test('later ones give way downwards', () => {
		expect(tops([wish('a', 0), wish('b', 20), wish('c', 40)], null)).toEqual({
			a: 0,
			b: 60,
			c: 120,
		});
	});
	test('the chosen one stands exactly; those before it give way upwards', () => {
		expect(tops([wish('a', 0), wish('b', 20), wish('c', 40)], 'b')).toEqual({
			a: -40,
			b: 20,
			c: 80,
		});
	});
	test('whatever is chosen, no two overlap and the order stays', () => {
		const wishes = [0, 3, 10, 200, 205, 207, 600].map((top, index) =>
			wish(String(index), top, 20 + index * 7),
		);
		for (const chosen of [null, ...wishes.map((one) => one.key)]) {
			const places = placeCards(wishes, chosen, 8);
			for (const [index, one] of wishes.entries()) {
				const next = wishes[index + 1];
				if (next)
					expect(places.get(next.key)).toBeGreaterThanOrEqual(
						(places.get(one.key) ?? 0) + one.height + 8,
					);
			}
		}
	});
});
