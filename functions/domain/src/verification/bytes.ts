/** Hexadecimal, lower case. */
export function hexOf(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The bytes of a hexadecimal string of even length. */
export function bytesOfHex(hex: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from({ length: hex.length / 2 }, (_, at) =>
		Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16),
	);
}

/** Several pieces one after the other. */
export function joined(...pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const piece of pieces) {
		all.set(piece, at);
		at += piece.length;
	}
	return all;
}

/** Whether two pieces hold the same bytes. */
export function isSame(a: Uint8Array, b: Uint8Array): boolean {
	return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/** Whether `part` stands somewhere in `whole`. */
export function holds(whole: Uint8Array, part: Uint8Array): boolean {
	for (let at = 0; at + part.length <= whole.length; at++)
		if (isSame(whole.subarray(at, at + part.length), part)) return true;
	return false;
}

/** One character per byte. */
export function latin1(bytes: Uint8Array): string {
	const STEP = 0x8000;
	let text = '';
	for (let at = 0; at < bytes.length; at += STEP)
		text += String.fromCharCode(...bytes.subarray(at, at + STEP));
	return text;
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes of a base64 text; blanks do not matter. @throws what is no base64. */
export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
	const digits = text.replace(/\s/gu, '').replace(/=+$/u, '');
	const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
	let [held, bits, at] = [0, 0, 0];
	for (const digit of digits) {
		const value = BASE64.indexOf(digit);
		if (value < 0) throw new Error('not base64');
		held = ((held << 6) | value) & 0xffff;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			bytes[at++] = (held >> bits) & 0xff;
		}
	}
	return bytes;
}

/** The DER bytes inside a PEM text. */
export function bytesOfPem(text: string): Uint8Array<ArrayBuffer> {
	return bytesOfBase64(text.replace(/-----[^-]+-----/gu, ''));
}

/** A DER SET OF around elements that are encoded already. */
export function derSet(elements: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const body = joined(...[...elements].sort(order));
	const { length } = body;
	const header =
		length < 0x80
			? [length]
			: length < 0x100
				? [0x81, length]
				: [0x82, (length >> 8) & 0xff, length & 0xff];
	return joined(Uint8Array.of(0x31, ...header), body);
}

/** Byte by byte, the shorter first. */
function order(a: Uint8Array, b: Uint8Array): number {
	for (let at = 0; at < Math.min(a.length, b.length); at++) {
		const difference = (a[at] ?? 0) - (b[at] ?? 0);
		if (difference !== 0) return difference;
	}
	return a.length - b.length;
}
