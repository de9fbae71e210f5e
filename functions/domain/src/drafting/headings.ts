/** Longest line that can be taken for a heading. */
const HEADING_LENGTH = 45;

/** Numbers of headings by level (GB/T 9704-2012 §7.3.3), as people type them. */
export const HEADING_NUMBERS: readonly RegExp[] = [
	/^([一二三四五六七八九十百]+)、/u,
	/^[（(]([一二三四五六七八九十百]+)[）)]/u,
	/^(\d{1,3})[.．、](?!\d)/u,
	/^[（(](\d{1,3})[）)]/u,
];

/** Level of the heading a line is by its number (GB/T 9704-2012 §7.3.3), or null. */
export function headingLevel(line: string): 1 | 2 | 3 | 4 | null {
	if (line.length > HEADING_LENGTH || /[。；;：:，,]$/u.test(line)) return null;
	return numberedLevel(line);
}

/** Level of the number a line begins with, whether or not it is a heading of its own; or null. */
export function numberedLevel(line: string): 1 | 2 | 3 | 4 | null {
	const at = HEADING_NUMBERS.findIndex((pattern) => pattern.test(line));
	return at < 0 ? null : ((at + 1) as 1 | 2 | 3 | 4);
}
