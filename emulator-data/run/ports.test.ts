import { afterEach, expect, it, vi } from 'vitest';
import { basePort } from './ports.ts';

afterEach(() => vi.unstubAllEnvs());

it('a base whose ports browsers refuse is refused at once, by the port that is meant', () => {
	for (const [base, port] of [
		['6000', '6000'],
		['5058', '5060'],
		['6660', '6667'],
	] as const) {
		vi.stubEnv('WENSHU_PORT', base);
		expect(() => basePort()).toThrow(port);
	}
	// Only the emulators speak to one another at the port of the hub.
	vi.stubEnv('WENSHU_PORT', '5996');
	expect(basePort()).toBe(5996);
});
