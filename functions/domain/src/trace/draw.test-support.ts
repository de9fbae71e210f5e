/** A source of numbers in [0, 1) that gives the same ones for the same seed. */
export type Draw = () => number;

/** Numbers from a seed, by the mulberry32 algorithm. */
export function drawFrom(seed: number): Draw {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let value = Math.imul(state ^ (state >>> 15), 1 | state);
		value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
		return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
	};
}
