/** Dark enough for white words on them (4.5:1) and far enough apart to tell people by. */
const PALETTE = [
	'#1c4e93',
	'#1a6e43',
	'#8a3a00',
	'#7a2e8e',
	'#0b6673',
	'#9c1f5c',
	'#5a5f00',
	'#3f4fb5',
	'#8c1d1d',
	'#2d5f2d',
];

/** The colour of a person's cursor and suggestions; the same everywhere and every day. */
export function colourOf(uid: string): string {
	let hash = 0;
	for (const letter of uid) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) >>> 0;
	return PALETTE[hash % PALETTE.length] ?? '#1c4e93';
}
