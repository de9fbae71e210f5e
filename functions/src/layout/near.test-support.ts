import { expect } from 'vitest';

/** Expects a length in millimetres. */
export function near(value: number | undefined, wanted: number, within = 0.5): void {
	expect(value).toBeGreaterThan(wanted - within);
	expect(value).toBeLessThan(wanted + within);
}
