/** Characters of a verification code: those a person confuses (0 O 1 I L) are left out. */
export const CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** Characters of a code: 12 of 31 are 59 bits, so that nobody finds one by trying. */
export const CODE_LENGTH = 12;

const form = new RegExp(`^[${CODE_ALPHABET}]{${String(CODE_LENGTH)}}$`, 'u');

/** Makes a code (VE-1); `random(n)` answers a secure random whole number from 0 to n - 1. */
export function makeCode(random: (below: number) => number): string {
	return Array.from(
		{ length: CODE_LENGTH },
		() => CODE_ALPHABET[random(CODE_ALPHABET.length)] ?? '',
	).join('');
}

/** The code as it is printed: in groups of four. */
export function printedCode(code: string): string {
	return code.replace(/.{4}(?=.)/gu, '$& ');
}

/** The code somebody typed or scanned, or null where it cannot be one. */
export function readCode(typed: string): string | null {
	const code = typed
		.normalize('NFKC')
		.toUpperCase()
		.replace(/[\s·.,_‐-―-]/gu, '');
	return form.test(code) ? code : null;
}
