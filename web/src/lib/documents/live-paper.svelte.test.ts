import type { BodyNode } from '@wenshu/domain/document/body.ts';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LivePaper as Paper } from './live-paper.svelte.ts';
import type { LiveText, Preview } from './paper.ts';
import { pictureOf, shelve, type ShelvedPage } from './shelved-pages.ts';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
vi.stubGlobal('document', { documentElement: {} });
const { LivePaper } = await import('./live-paper.svelte.ts');
const { PaperError } = await import('./paper.ts');

/** A printer whose answers are given by the test, in any order. */
class Printer {
	readonly asked: {
		words: string;
		have: readonly ShelvedPage[];
		give: (preview: Preview) => void;
		fail: (error: Error) => void;
	}[] = [];
	text: LiveText | null = null;

	set = (text: LiveText, have: readonly ShelvedPage[]): Promise<Preview> =>
		new Promise((give, fail) => {
			this.asked.push({ words: text.body.content?.[0]?.text ?? '', have, give, fail });
		});

	async answer(at: number): Promise<void> {
		const one = this.asked[at];
		one?.give(preview(one.words));
		await vi.advanceTimersByTimeAsync(0);
	}
}

const page = (hash: string): ShelvedPage => ({ hash, svg: '', outlines: new Map() });
const preview = (...hashes: string[]): Preview => ({ pages: hashes.map(page), warnings: [] });
const shown = (paper: Paper): string[] | undefined => paper.preview?.pages.map(({ hash }) => hash);

describe('pages beside the text', () => {
	let printer: Printer;
	let paper: Paper;
	beforeEach(() => {
		vi.useFakeTimers();
		printer = new Printer();
		paper = new LivePaper(() => printer.text, printer.set);
	});
	afterEach(() => {
		vi.useRealTimers();
	});
	const type = async (words: string, rest = 40): Promise<void> => {
		const body: BodyNode = { type: 'doc', content: [{ type: 'text', text: words }] };
		printer.text = { documentId: 'd1', body, elements: {} };
		paper.touch();
		await vi.advanceTimersByTimeAsync(rest);
	};
	const asked = () => printer.asked.map(({ words }) => words);

	test('are asked for within 40 ms of the first change, then of what stands there when the answer comes', async () => {
		await type('一');
		expect(asked()).toEqual(['一']);
		await type('一二');
		await type('一二三');
		expect(asked()).toEqual(['一']);
		expect(paper.busy).toBe(true);
		await printer.answer(0);
		expect(asked()).toEqual(['一', '一二三']);
		expect(shown(paper)).toEqual(['一']);
		await printer.answer(1);
		expect(shown(paper)).toEqual(['一二三']);
		expect(paper.busy).toBe(false);
	});

	test('are not asked for twice when nothing changed, nor while there is no text', async () => {
		paper.touch();
		await vi.advanceTimersByTimeAsync(40);
		await type('一');
		await printer.answer(0);
		await type('一');
		expect(asked()).toEqual(['一']);
		expect(paper.busy).toBe(false);
	});

	test('never go back: an answer that comes late is dropped', async () => {
		await type('旧');
		await type('新', 3_100);
		expect(asked()).toEqual(['旧', '新']);
		await printer.answer(1);
		expect(shown(paper)).toEqual(['新']);
		await printer.answer(0);
		expect(shown(paper)).toEqual(['新']);
		expect(paper.busy).toBe(false);
	});

	test('are shown though they come late, where nothing newer has come', async () => {
		await type('慢', 4_000);
		expect(paper.busy).toBe(true);
		await printer.answer(0);
		expect(shown(paper)).toEqual(['慢']);
		expect(paper.busy).toBe(false);
	});

	test('that were overtaken say nothing of their trouble; the newest do, and can be asked again', async () => {
		await type('旧');
		await type('新', 3_100);
		printer.asked[0]?.fail(new PaperError('旧的没排成'));
		await vi.advanceTimersByTimeAsync(0);
		expect(paper.trouble).toBeNull();
		printer.asked[1]?.fail(new PaperError('没排成'));
		await vi.advanceTimersByTimeAsync(0);
		expect(paper.trouble).toBe('没排成');
		expect(paper.busy).toBe(false);
		paper.retry();
		await vi.advanceTimersByTimeAsync(40);
		await printer.answer(2);
		expect(asked()).toEqual(['旧', '新', '新']);
		expect(paper.trouble).toBeNull();
		expect(shown(paper)).toEqual(['新']);
	});

	test('are not asked for once nobody looks', async () => {
		await type('一');
		paper.stop();
		await type('二');
		await printer.answer(0);
		expect(asked()).toEqual(['一']);
		expect(shown(paper)).toBeUndefined();
	});
});

describe('pages that are here', () => {
	const svg = (id: string) => `<svg><defs></defs><use xlink:href="#${id}"/></svg>`;
	const first = shelve(
		{
			pages: [1, 2].map((at) => ({ hash: `h${String(at)}`, svg: svg(`g${String(at)}`) })),
			glyphs: { g1: '<a/>', g2: '<b/>' },
		},
		[],
	);

	test('stay the same object where nothing changed, and draw new ones of outlines that came before', () => {
		const next = shelve(
			{
				pages: [
					{ hash: 'h3', svg: svg('g2') },
					{ hash: 'h2', svg: null },
				],
				glyphs: {},
			},
			first,
		);
		expect(next[1]).toBe(first[1]);
		expect(next.map(pictureOf)).toEqual(
			Array(2).fill('<svg><defs><b/></defs><use xlink:href="#g2"/></svg>'),
		);
	});

	test('hold nothing of pages that went, however long one types', () => {
		let pages = first;
		for (let at = 0; at < 500; at += 1) {
			const id = `x${String(at)}`;
			pages = shelve(
				{
					pages: [
						{ hash: id, svg: svg(id) },
						{ hash: 'h2', svg: null },
					],
					glyphs: { [id]: '<c/>' },
				},
				pages,
			);
		}
		expect(pages.map(({ outlines }) => [...outlines.keys()])).toEqual([['x499'], ['g2']]);
	});

	test('were sent: one that never came is an error, no empty sheet', () => {
		expect(() => shelve({ pages: [{ hash: 'h9', svg: null }], glyphs: {} }, first)).toThrow('h9');
	});
});
