import type { BodyNode } from '@wenshu/domain/document/body.ts';
import { describe, expect, test } from 'vitest';
import { storePictures } from './put-word.ts';
import type { WordPicture } from './read-docx.ts';

const picture = (file: string): BodyNode => ({ type: 'image', attrs: { file, alt: '图' } });
const body: BodyNode = {
	type: 'doc',
	content: [
		picture('docx-1'),
		{
			type: 'table',
			content: [
				{ type: 'tableRow', content: [{ type: 'tableCell', content: [picture('docx-2')] }] },
			],
		},
	],
};
const pictures = new Map<string, WordPicture>(
	['docx-1', 'docx-2'].map((name) => [name, { name, file: new File(['x'], `${name}.png`) }]),
);

describe('WORD-7 pictures of a file are uploaded and named by what they became', () => {
	test('each by its file; the file name is kept for the upload', async () => {
		const names: string[] = [];
		const stored = await storePictures(body, pictures, (file) => {
			names.push(file.name);
			return Promise.resolve({ fileId: `stored-${String(names.length)}` });
		});
		expect(names).toEqual(['docx-1.png', 'docx-2.png']);
		expect(stored.lost).toBe(0);
		expect(stored.body.content?.[0]?.attrs).toEqual({ file: 'stored-1', alt: '图' });
	});
	test('one that cannot be uploaded is left out and counted; its cell keeps a line', async () => {
		const stored = await storePictures(body, pictures, (file) =>
			file.name === 'docx-2.png'
				? Promise.reject(new Error('offline'))
				: Promise.resolve({ fileId: 'stored' }),
		);
		expect(stored.lost).toBe(1);
		expect(JSON.stringify(stored.body)).not.toContain('docx-');
		const cell = stored.body.content?.[1]?.content?.[0]?.content?.[0];
		expect(cell).toEqual({ type: 'tableCell', content: [{ type: 'paragraph' }] });
	});
});
