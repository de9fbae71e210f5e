import { expect, test } from '@playwright/test';
import { useBenchPage } from '../support/editor/bench-page.ts';
import type { Bench } from '../support/editor/page.ts';

declare const bench: Bench;

const open = useBenchPage();

test('CT-15 an annotation stays on its words through edits, and knows when they are gone', async () => {
	const found = await open().evaluate(() => {
		const on = (edit: Parameters<typeof bench.anchored>[1]) => bench.anchored('paragraph', edit);
		const cut = (text: string) => (two: ReturnType<typeof bench.pair>) => {
			const from = bench.find(two.bob.editor, text);
			two.bob.editor.view.dispatch(two.bob.editor.state.tr.delete(from, from + text.length));
		};
		const split = (before: string) => (two: ReturnType<typeof bench.pair>) => {
			const at = bench.find(two.bob.editor, before);
			two.bob.editor.chain().setTextSelection(at).splitBlock().run();
		};
		return {
			'nothing happens': on(() => undefined),
			'words before': on((two) => bench.insert(two.bob, 'NEW ', 'Second')),
			'a block before': on((two) => two.bob.editor.commands.insertContentAt(0, '<p>New</p>')),
			'words inside': on((two) => bench.insert(two.bob, 'X', 'graph')),
			'part deleted': on(cut('para')),
			'words around deleted': on(cut('Second ')),
			'suggested for deletion': on((two) => {
				two.bob.suggesting = true;
				cut('paragraph')(two);
			}),
			'split before': on(split('paragraph')),
			'split far before': on(split('econd')),
			'made a heading': on((two) => {
				const at = bench.find(two.bob.editor, 'Second');
				two.bob.editor.chain().setTextSelection(at).setNode('heading', { level: 1 }).run();
			}),
			'words deleted': on(cut('paragraph')),
			'block deleted': on(cut('Second paragraph of text')),
		};
	});
	expect(found).toEqual({
		'nothing happens': 'paragraph',
		'words before': 'paragraph',
		'a block before': 'paragraph',
		'words inside': 'paraXgraph',
		'part deleted': 'graph',
		'words around deleted': 'paragraph',
		'suggested for deletion': 'paragraph',
		'split before': 'paragraph',
		'split far before': 'paragraph',
		'made a heading': 'paragraph',
		'words deleted': null,
		'block deleted': null,
	});
});
