import { pinyin } from 'pinyin-pro';

/** First letters of the pinyin of a text's Han characters, in lower case; letters and digits stay. */
export function initialsOf(text: string): string {
	return pinyin(text, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'consecutive' })
		.join('')
		.toLowerCase()
		.replace(/[^a-z0-9]/g, '');
}
