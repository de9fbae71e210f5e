import { pinyin } from 'pinyin-pro';

/**
 * How a name is typed on a keyboard: syllables parted by blanks, and their first letters, in lower case
 * without tones. The first character is read as a surname where it is one (单 shan, 仇 qiu).
 */
export function readName(name: string): { pinyin: string; initials: string } {
	const syllables = pinyin(name, {
		toneType: 'none',
		type: 'array',
		surname: 'head',
		v: true,
		nonZh: 'consecutive',
	})
		.map((part) => part.trim().toLowerCase())
		.filter((part) => part !== '');
	return {
		pinyin: syllables.join(' ').slice(0, 200),
		initials: syllables
			.map((part) => part[0] ?? '')
			.join('')
			.slice(0, 40),
	};
}
