import { expect, test } from '@playwright/test';
import { useBenchPage } from '../support/editor/bench-page.ts';
import type { Bench } from '../support/editor/page.ts';

declare const bench: Bench;

const open = useBenchPage();

test.describe('CT-3 two people at the beginning of an attachment, apart from each other', () => {
	const cases = [
		{
			amy: 'name an attachment',
			bob: 'turn an attachment',
			left: ['List of sums true'],
			// What a block is like bears one signature, as with headings: the later one.
			signed: 1,
		},
		{
			amy: 'delete the beginning of an attachment',
			bob: 'name an attachment',
			left: [],
			signed: 2,
		},
		{
			amy: 'begin an attachment',
			bob: 'begin an attachment',
			left: [' false', ' false', 'Schedule false'],
			signed: 2,
		},
		{
			amy: 'move the beginning of an attachment',
			bob: 'begin an attachment',
			left: ['Schedule false', ' false'],
			signed: 2,
		},
	] as const;
	for (const { amy, bob, left, signed } of cases)
		test(`one: ${amy}, the other: ${bob}`, async () => {
			const found = await open().evaluate(
				([first, second]) => {
					const apart = (suggesting: boolean) => {
						const two = bench.pair(bench.BASE);
						two.amy.suggesting = two.bob.suggesting = suggesting;
						two.cut();
						bench.EDITS[first](two.amy.editor);
						bench.EDITS[second](two.bob.editor);
						two.mend();
						return two;
					};
					const together = apart(false);
					const starts: string[] = [];
					together.amy.editor.state.doc.forEach(({ type, attrs }) => {
						if (type.name === 'attachmentStart')
							starts.push(`${String(attrs['title'])} ${String(attrs['landscape'])}`);
					});
					const same = [together.same()];
					together.close();
					const base = bench.plain(bench.BASE, () => undefined);
					const marked = apart(true);
					same.push(marked.same());
					const list = bench.listSuggestions(marked.bob.editor.state.doc);
					marked.bob.editor.commands.rejectSuggestions();
					const restored = bench.text(marked.amy.editor) === base && marked.same();
					marked.close();
					const taken = apart(true);
					taken.amy.editor.commands.acceptSuggestions();
					same.push(taken.same());
					const open = bench.listSuggestions(taken.bob.editor.state.doc).length;
					taken.close();
					const signatures = new Set(list.map(({ by }) => by)).size;
					return { starts, same, signatures, restored, open };
				},
				[amy, bob] as const,
			);
			expect(found).toEqual({
				starts: left,
				same: [true, true, true],
				signatures: signed,
				restored: true,
				open: 0,
			});
		});
});
