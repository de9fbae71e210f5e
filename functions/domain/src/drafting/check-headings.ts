import { find, type Finding } from './finding.ts';
import { HEADING_NUMBERS, headingLevel, numberedLevel } from './headings.ts';
import type { Line } from './lines.ts';
import { arabicNumber, chineseNumber } from './numerals.ts';

/** Numbers with a wrong mark at the start of a line, and the right form. GB/T 15834-2011 B.3. */
const WRONG_MARKS: readonly [RegExp, (number: string) => string][] = [
	[/^([（(][一二三四五六七八九十]+[）)][、.．，,])/u, (words) => `（${words.slice(1, -2)}）`],
	[/^(\([一二三四五六七八九十]+\))/u, (words) => `（${words.slice(1, -1)}）`],
	[/^([一二三四五六七八九十]+[.．])/u, (words) => `${words.slice(0, -1)}、`],
	[/^(\d{1,2}、)/u, (words) => `${words.slice(0, -1)}.`],
	[/^([（(]\d{1,2}[）)][、.．，,])/u, (words) => `（${words.slice(1, -2)}）`],
	[/^(\(\d{1,2}\))/u, (words) => `（${words.slice(1, -1)}）`],
	[/^(\d{1,2}[）)])/u, (words) => `（${words.slice(0, -1)}）`],
];

/** Numbers of headings: marks, order, continuity and the style that goes with them (GB/T 9704-2012 §7.3.3). */
export function checkHeadings(lines: readonly Line[]): Finding[] {
	const plain = lines.filter(({ inTable, inList }) => !inTable && !inList);
	const parts = new Set(plain.map(({ part }) => part));
	return [
		...plain.flatMap(checkMark),
		...[...parts].flatMap((part) => checkOrder(plain.filter((line) => line.part === part))),
		...plain.flatMap(checkStyle),
	];
}

function checkMark({ block, text }: Line): Finding[] {
	for (const [pattern, right] of WRONG_MARKS) {
		const words = pattern.exec(text)?.[1];
		if (words === undefined) continue;
		const fix = { kind: 'replace', text: right(words) } as const;
		const where = { block, from: 0, to: words.length };
		return [find('headingMark', where, words, { fix, detail: { right: fix.text } })];
	}
	return [];
}

interface Numbered {
	line: Line;
	level: 1 | 2 | 3 | 4;
	/** The number itself, as typed, and where it stands. */
	words: string;
	from: number;
	value: number;
}

function numberOf(line: Line): Numbered | null {
	const level = numberedLevel(line.text);
	if (level === null) return null;
	const match = HEADING_NUMBERS[level - 1]?.exec(line.text);
	const words = match?.[1] ?? '';
	const value = level <= 2 ? arabicNumber(words) : Number(words);
	if (value === null) return null;
	return { line, level, words, from: line.text.indexOf(words), value };
}

function checkOrder(lines: readonly Line[]): Finding[] {
	const numbered = lines.flatMap((line) => numberOf(line) ?? []);
	const used = new Set(numbered.map(({ level }) => level));
	const last = [0, 0, 0, 0];
	const found: Finding[] = [];
	for (const one of numbered) {
		const at = one.level - 1;
		const place = { block: one.line.block, from: one.from, to: one.from + one.words.length };
		// A level that the text uses elsewhere must not be jumped over.
		const skipped = ([1, 2, 3] as const).find(
			(level) => level < one.level && used.has(level) && last[level - 1] === 0,
		);
		if (skipped !== undefined && last[at] === 0)
			found.push(find('headingOrder', place, one.words, { detail: { level: LEVELS[skipped] } }));
		const due = (last[at] ?? 0) + 1;
		if (one.value !== due) found.push(misnumbered(one, due));
		last[at] = one.value === due || one.value > due ? due : one.value;
		last.fill(0, one.level);
	}
	return found;
}

const LEVELS = { 1: '一、', 2: '（一）', 3: '1.' };

function misnumbered({ line, level, words, from }: Numbered, due: number): Finding {
	const right = level <= 2 ? chineseNumber(due) : String(due);
	const where = { block: line.block, from, to: from + words.length };
	const fix = { kind: 'replace', text: right } as const;
	return find('headingNumber', where, words, { fix, detail: { right } });
}

/** A numbered line of its own is set as a heading of its level; a heading line ends without 。 */
function checkStyle({ block, text, level }: Line): Finding[] {
	const whole = { block, from: 0, to: text.length };
	const numbered = numberedLevel(text);
	const isLone = numbered !== null && numbered <= 2 && /^[^。]*。$/u.test(text);
	if (isLone && level > 0 && text.length <= 30) {
		const where = { block, from: text.length - 1, to: text.length };
		return [find('headingEnd', where, text, { fix: { kind: 'replace', text: '' } })];
	}
	const due = headingLevel(text);
	if (due === null || due === level) return [];
	// Items 1. and （1） are often sentences of the text; only 一、 and （一） are headings for certain.
	if (due > 2 && level === 0) return [];
	const detail = { level: String(due) };
	return [find('headingStyle', whole, text, { fix: { kind: 'heading', level: due }, detail })];
}
