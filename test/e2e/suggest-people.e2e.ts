import { expect, test } from '@playwright/test';
import { useBenchPage } from '../support/editor/bench-page.ts';
import type { Bench } from '../support/editor/page.ts';

declare const bench: Bench;

const open = useBenchPage();

test('CT-4 another’s insertion that is struck out stays visible with both names', async () => {
	const found = await open().evaluate(() => {
		const two = bench.pair(bench.SHORT);
		two.amy.suggesting = two.bob.suggesting = true;
		const { amy, bob } = two;
		amy.editor.view.dispatch(
			amy.editor.state.tr.insertText(' AMYAMY', bench.find(amy.editor, ' gamma')),
		);
		const from = bench.find(bob.editor, 'AMYAMY');
		bob.editor.view.dispatch(bob.editor.state.tr.delete(from, from + 3));
		const list = bench.listSuggestions(amy.editor.state.doc);
		const names = list.map((one) => [one.by, one.inserted, one.deleted]);
		amy.editor.commands.acceptSuggestions(({ by }) => by === 'bob');
		const left = bench.listSuggestions(bob.editor.state.doc).map((one) => one.inserted);
		two.close();
		return { names, left };
	});
	expect(found).toEqual({
		names: [
			['amy', ' AMYAMY', ''],
			['bob', '', 'AMY'],
		],
		left: [' AMY'],
	});
});

test('CT-5 words typed inside another’s insertion belong to whoever typed them', async () => {
	const found = await open().evaluate(() => {
		const two = bench.pair(bench.SHORT);
		two.amy.suggesting = true;
		const { amy, bob } = two;
		amy.editor.view.dispatch(
			amy.editor.state.tr.insertText(' AMYAMY', bench.find(amy.editor, ' gamma')),
		);
		bob.editor.view.dispatch(
			bob.editor.state.tr.insertText('plain', bench.find(bob.editor, 'AMYAMY') + 3),
		);
		two.bob.suggesting = true;
		bob.editor.view.dispatch(
			bob.editor.state.tr.insertText('BOB', bench.find(bob.editor, 'plain') + 5),
		);
		bob.editor.commands.rejectSuggestions(({ by }) => by === 'amy');
		const words = amy.editor.state.doc.textContent;
		const names = bench.listSuggestions(amy.editor.state.doc).map((one) => one.by);
		two.close();
		return {
			names,
			kept: words.includes('beta plainBOB gamma') || words.includes('betaplainBOB gamma'),
		};
	});
	expect(found).toEqual({ names: ['bob'], kept: true });
});

test('CT-6 a person goes on in their own suggestion and undoes only their own', async () => {
	const found = await open().evaluate(() => {
		const two = bench.pair(bench.SHORT);
		two.amy.suggesting = two.bob.suggesting = true;
		const { amy, bob } = two;
		for (const letter of '新增内容') {
			const at = bench.find(amy.editor, ' gamma');
			amy.editor.view.dispatch(amy.editor.state.tr.insertText(letter, at));
		}
		bob.editor.view.dispatch(
			bob.editor.state.tr.insertText('乙', bench.find(bob.editor, 'Second')),
		);
		const before = bench.listSuggestions(bob.editor.state.doc).length;
		amy.editor.commands.undo();
		const after = bench.listSuggestions(bob.editor.state.doc).map((one) => one.by);
		two.close();
		return { before, after };
	});
	expect(found).toEqual({ before: 2, after: ['bob'] });
});

test('CT-7 replacing words over a mix of pending insertions keeps everybody’s trace', async () => {
	const found = await open().evaluate(() => {
		const two = bench.pair(bench.SHORT);
		two.amy.suggesting = two.bob.suggesting = true;
		const { amy, bob } = two;
		bench.insert(amy, 'AMY', ' gamma');
		bench.insert(bob, 'BOB', ' gamma');
		const from = bench.find(bob.editor, 'AMY') + 1;
		bob.editor.view.dispatch(bob.editor.state.tr.insertText('NEW', from, from + 2 + 3 + 6));
		const marks = bench.runs(amy.editor, 0);
		bob.editor.commands.acceptSuggestions(({ by }) => by === 'bob');
		const afterBob = bench.runs(amy.editor, 0);
		amy.editor.commands.rejectSuggestions();
		const rest = amy.editor.state.doc.child(0).textContent;
		two.close();
		return { marks, afterBob, rest };
	});
	expect(found).toEqual({
		marks: [
			'Alpha beta',
			'A ins:amy',
			'MY del:bob ins:amy',
			' gamma del:bob',
			'NEW ins:bob',
			' delta',
		],
		afterBob: ['Alpha beta', 'A ins:amy', 'NEW delta'],
		rest: 'Alpha betaNEW delta',
	});
});

test('CT-8 formatting another’s pending words is a trace of its own; each is decided apart', async () => {
	const found = await open().evaluate(() => {
		const start = () => {
			const two = bench.pair(bench.SHORT);
			two.amy.suggesting = two.bob.suggesting = true;
			bench.insert(two.amy, 'AMY', ' gamma');
			bench.bold(two.bob, 'AMY');
			return two;
		};
		const decide = (accept: boolean, who: string): string[] => {
			const two = start();
			const { commands } = two.amy.editor;
			const choose = ({ by }: { by: string }) => by === who;
			if (accept) commands.acceptSuggestions(choose);
			else commands.rejectSuggestions(choose);
			const runs = bench.runs(two.bob.editor, 0);
			two.close();
			return runs;
		};
		return {
			rejectBob: decide(false, 'bob'),
			rejectAmy: decide(false, 'amy'),
			acceptAmy: decide(true, 'amy'),
			acceptBob: decide(true, 'bob'),
		};
	});
	expect(found).toEqual({
		rejectBob: ['Alpha beta', 'AMY ins:amy', ' gamma delta'],
		rejectAmy: ['Alpha beta gamma delta'],
		acceptAmy: ['Alpha beta', 'AMY bold fmt:bob', ' gamma delta'],
		acceptBob: ['Alpha beta', 'AMY bold ins:amy', ' gamma delta'],
	});
});

test('CT-9 two people’s changes of formatting lie in layers that are decided apart', async () => {
	const found = await open().evaluate(() => {
		const decide = (accept: boolean, who: string): string[] => {
			const two = bench.pair(bench.SHORT);
			two.amy.suggesting = two.bob.suggesting = true;
			bench.bold(two.amy, 'beta');
			const from = bench.find(two.bob.editor, 'beta');
			two.bob.editor
				.chain()
				.setTextSelection({ from, to: from + 4 })
				.toggleUnderline()
				.run();
			const choose = ({ by }: { by: string }) => by === who;
			if (accept) two.amy.editor.commands.acceptSuggestions(choose);
			else two.amy.editor.commands.rejectSuggestions(choose);
			const middle = bench.runs(two.bob.editor, 0);
			two.amy.editor.commands.rejectSuggestions();
			const runs = [...middle.slice(1, 2), ...bench.runs(two.bob.editor, 0)];
			two.close();
			return runs;
		};
		return [decide(false, 'amy'), decide(false, 'bob'), decide(true, 'amy'), decide(true, 'bob')];
	});
	expect(found).toEqual([
		['beta fmt:bob underline', 'Alpha beta gamma delta'],
		['beta bold fmt:amy', 'Alpha beta gamma delta'],
		['beta bold fmt:bob underline', 'Alpha ', 'beta bold', ' gamma delta'],
		['beta bold fmt:amy underline', 'Alpha ', 'beta underline', ' gamma delta'],
	]);
});

test('CT-10 a split inside another’s insertion belongs to whoever split; each is decided apart', async () => {
	const found = await open().evaluate(() => {
		const decide = (accept: boolean, who: string): string[] => {
			const two = bench.pair(bench.SHORT);
			two.amy.suggesting = two.bob.suggesting = true;
			bench.insert(two.amy, 'AMYAMY', ' gamma');
			const at = bench.find(two.bob.editor, 'AMYAMY') + 3;
			two.bob.editor.chain().setTextSelection(at).splitBlock().run();
			const choose = ({ by }: { by: string }) => by === who;
			if (accept) two.amy.editor.commands.acceptSuggestions(choose);
			else two.amy.editor.commands.rejectSuggestions(choose);
			const runs = [...bench.runs(two.bob.editor, 0), '|', ...bench.runs(two.bob.editor, 1)];
			const left = bench.listSuggestions(two.bob.editor.state.doc).map((one) => one.by);
			two.close();
			return [...runs, ...left];
		};
		return [decide(false, 'bob'), decide(false, 'amy'), decide(true, 'bob'), decide(true, 'amy')];
	});
	expect(found).toEqual([
		['Alpha beta', 'AMYAMY ins:amy', ' gamma delta', '|', 'Second paragraph of text', 'amy'],
		['Alpha beta', '|', ' gamma delta', 'bob'],
		['Alpha beta', 'AMY ins:amy', '|', 'AMY ins:amy', ' gamma delta', 'amy'],
		['Alpha betaAMY', '|', 'AMY gamma delta', 'bob'],
	]);
});

test('CT-11 a block that is split stays inserted or struck out on both sides', async () => {
	const found = await open().evaluate(() => {
		const two = bench.pair(bench.SHORT);
		two.amy.suggesting = two.bob.suggesting = true;
		two.amy.editor.commands.insertContentAt(0, {
			type: 'paragraph',
			content: [{ type: 'text', text: 'Fresh block' }],
		});
		const at = bench.find(two.bob.editor, 'block');
		two.bob.editor.chain().setTextSelection(at).splitBlock().run();
		two.bob.editor.commands.rejectSuggestions(({ by }) => by === 'amy');
		const first = two.amy.editor.state.doc.child(0).textContent;
		const count = two.amy.editor.state.doc.childCount;
		two.close();
		return { first, count };
	});
	expect(found).toEqual({ first: 'Alpha beta gamma delta', count: 3 });
});

test('CT-12 undo takes back one’s own edits only, after remote edits and decisions alike', async () => {
	const found = await open().evaluate(() => {
		const two = bench.pair(bench.SHORT);
		two.amy.suggesting = two.bob.suggesting = true;
		const { amy, bob } = two;
		bench.insert(amy, 'AMY', ' gamma');
		bench.insert(bob, 'BOB', 'Second');
		bench.insert(bob, 'BOB', 'Third');
		amy.editor.commands.undo();
		const undone = bench.words(amy.editor);
		amy.editor.commands.redo();
		const redone = bench.words(bob.editor);
		// Amy settles everything at once and takes the whole decision back in one step.
		amy.editor.commands.rejectSuggestions();
		const decided = bench.words(bob.editor);
		amy.editor.commands.undo();
		const backed = bench.listSuggestions(bob.editor.state.doc).map((one) => one.by);
		// What Bob typed stays Bob’s to undo after Amy’s decision on it was taken back.
		amy.editor.commands.undo();
		const last = bench.words(bob.editor);
		two.close();
		return { undone, redone, decided, backed, last };
	});
	expect(found).toEqual({
		undone: 'Alpha beta gamma delta|BOBSecond paragraph of text|BOBThird one is here',
		redone: 'Alpha betaAMY gamma delta|BOBSecond paragraph of text|BOBThird one is here',
		decided: 'Alpha beta gamma delta|Second paragraph of text|Third one is here',
		backed: ['amy', 'bob', 'bob'],
		last: 'Alpha beta gamma delta|BOBSecond paragraph of text|BOBThird one is here',
	});
});

test('CT-13 what is typed inside or over struck-out words is kept as new words', async () => {
	const found = await open().evaluate(() => {
		const two = bench.pair(bench.SHORT);
		two.amy.suggesting = two.bob.suggesting = true;
		const { editor } = two.amy;
		const from = bench.find(editor, 'beta');
		editor.view.dispatch(editor.state.tr.delete(from, from + 4));
		two.bob.editor.view.dispatch(two.bob.editor.state.tr.insertText('X', from + 2));
		two.bob.editor.view.dispatch(two.bob.editor.state.tr.insertText('Y', from + 3, from + 5));
		const runs = bench.runs(editor, 0);
		two.close();
		return runs;
	});
	expect(found).toEqual([
		'Alpha ',
		'be del:amy',
		'X ins:bob',
		'ta del:amy',
		'Y ins:bob',
		' gamma delta',
	]);
});

test('CT-14 somebody whose caret stands in a block that another rebuilds still gets the change', async () => {
	const found = await open().evaluate(() => {
		const run = bench.fuzzTwo(1675);
		return run.wrong;
	});
	expect(found).toEqual([]);
});

test('CT-16 what is copied are the clean words, without struck-out words, blocks, rows and cells', async () => {
	const found = await open().evaluate(() => {
		const copy = (...kinds: (keyof typeof bench.EDITS)[]): string => {
			const two = bench.pair(bench.BASE);
			two.amy.suggesting = true;
			for (const kind of kinds) bench.EDITS[kind](two.amy.editor);
			const words = bench.copied(two.amy.editor).replace(/\s+/g, ' ');
			two.close();
			return words;
		};
		return {
			words: copy('replace words', 'delete a paragraph'),
			cells: copy('delete a row', 'delete a column'),
			table: copy('delete a table'),
			join: copy('join paragraphs'),
		};
	});
	expect(found.words).toContain('Alpha BETA gamma delta one two');
	expect(found.cells).toContain('two r1c2 Tail');
	expect(found.table).toContain('two Tail');
	expect(found.join).toContain('gamma deltaSecond paragraph');
});

test('CT-17 rebuilding a table or list does not bring back what was struck out in it', async () => {
	const found = await open().evaluate(() => {
		const two = bench.pair(bench.BASE);
		two.amy.suggesting = true;
		bench.EDITS['delete a row'](two.amy.editor);
		bench.EDITS['merge cells'](two.amy.editor);
		two.amy.editor.commands.acceptSuggestions();
		const words = bench.words(two.bob.editor);
		two.close();
		return words;
	});
	expect(found).not.toContain('r2c1');
	expect(found).toContain('r1c1');
});

test('CT-18 a decision on a part of the text leaves the rest of each suggestion', async () => {
	const found = await open().evaluate(() => {
		const run = (accept: boolean): string[] => {
			const two = bench.pair(bench.SHORT);
			two.amy.suggesting = true;
			bench.insert(two.amy, 'AAABBB', ' gamma');
			const from = bench.find(two.amy.editor, 'Second');
			two.amy.editor.view.dispatch(two.amy.editor.state.tr.delete(from, from + 6));
			const start = bench.find(two.bob.editor, 'AAABBB');
			const { commands } = two.bob.editor;
			const part = { from: start, to: start + 3 };
			if (accept) commands.acceptSuggestions(undefined, part);
			else commands.rejectSuggestions(undefined, part);
			const runs = [...bench.runs(two.amy.editor, 0), ...bench.runs(two.amy.editor, 1)];
			two.close();
			return runs;
		};
		return [run(true), run(false)];
	});
	const rest = [' gamma delta', 'Second del:amy', ' paragraph of text'];
	expect(found).toEqual([
		['Alpha betaAAA', 'BBB ins:amy', ...rest],
		['Alpha beta', 'BBB ins:amy', ...rest],
	]);
});
