const DIGITS = '零一二三四五六七八九';
const UNITS: Record<string, number> = { 十: 10, 百: 100, 千: 1000 };

/** A number from 1 to 99 in Chinese words, as headings carry it. */
export function chineseNumber(value: number): string {
	const [tens, ones] = [Math.floor(value / 10), value % 10];
	const head = tens === 0 ? '' : `${tens === 1 ? '' : (DIGITS[tens] ?? '')}十`;
	return head + (ones === 0 ? '' : (DIGITS[ones] ?? ''));
}

/** The value of a Chinese number below 10,000, or null when the words are no exact number (三四十). */
export function arabicNumber(words: string): number | null {
	let value = 0;
	let digit: number | null = null;
	let smallest = 10_000;
	for (const word of words) {
		const unit = UNITS[word];
		if (unit !== undefined) {
			if (unit >= smallest || (digit === null && (unit !== 10 || value > 0))) return null;
			value += (digit ?? 1) * unit;
			smallest = unit;
			digit = null;
			continue;
		}
		const next = DIGITS.indexOf(word);
		if (next < 0 || digit !== null) return null;
		digit = next === 0 ? null : next;
	}
	return value + (digit ?? 0);
}

/** The digits of a year written word by word: 二〇二六 → 2026; null when it is none. */
export function arabicDigits(words: string): string | null {
	const digits = [...words.replace(/[〇○Ｏ]/gu, '零')].map((word) => DIGITS.indexOf(word));
	return digits.some((digit) => digit < 0) ? null : digits.join('');
}
