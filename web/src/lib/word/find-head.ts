import type { BodyNode } from '@wenshu/domain/document/body.ts';
import { documentKindIds } from '@wenshu/domain/document/kinds.ts';

/** The head of a letter that somebody typed: where its title and recipients stand. */
export interface Head {
	title: string;
	recipients: string[];
	/** The text after them. */
	rest: BodyNode;
}

/** Most lines before the recipients: letterhead, number, and a title of several lines. */
const HEAD_LINES = 8;

/**
 * Finds the title (关于……的通知) and the recipients (a short line that ends with a colon) at the start of a
 * text; null when there is no title. What stands before the title is letterhead and goes with it.
 */
export function findHead(body: BodyNode): Head | null {
	const blocks = body.content ?? [];
	const lines = blocks.slice(0, HEAD_LINES + 2).map(wordsOf);
	for (let end = 1; end <= Math.min(HEAD_LINES, lines.length); end += 1) {
		for (let last = end - 1; last >= Math.max(0, end - 4); last -= 1) {
			if (!isTitle(lines.slice(last, end).join('')) || lines.slice(last, end).some((line) => !line))
				continue;
			// The organ often has a line of its own above 关于; the letterhead is none of the title.
			const above = lines[last - 1] ?? '';
			const isOrgan = above !== '' && above.length <= 30 && !/文件$|号$|[〔【[★：:]/u.test(above);
			const from = lines[last]?.startsWith('关于') && isOrgan ? last - 1 : last;
			const title = lines.slice(from, end).join('');
			const recipients = recipientsOf(lines[end] ?? '');
			const after = blocks.slice(end + (recipients.length > 0 ? 1 : 0));
			const content = after.length > 0 ? after : [{ type: 'paragraph' }];
			return { title, recipients, rest: { type: 'doc', content } };
		}
	}
	return null;
}

function wordsOf(block: BodyNode): string | null {
	if (block.type !== 'paragraph' && block.type !== 'heading') return null;
	return (block.content ?? [])
		.map(({ text }) => text ?? '')
		.join('')
		.replace(/\s/gu, '');
}

function isTitle(words: string): boolean {
	if (words.length < 6 || words.length > 120 || /[。；：:，]/u.test(words)) return false;
	const bare = words.replace(/（[^）]*）$/u, '');
	return /关于|印发|转发/u.test(words) && documentKindIds.some((kind) => bare.endsWith(kind));
}

function recipientsOf(line: string): string[] {
	if (!/[：:]$/u.test(line) || line.length > 200 || /。/u.test(line)) return [];
	return line
		.slice(0, -1)
		.split(/[，、,；]/u)
		.filter(Boolean);
}
