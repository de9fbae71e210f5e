import { wordsOfLeaf, type BodyNode } from '../document/body.ts';
import { attributesOf, marksOf } from './authored.ts';
import { diffLists } from './diff.ts';

/** Blocks that belong together: one each, one cut into several, several made one; or only on one side. */
export interface Match {
	before: BodyNode[];
	after: BodyNode[];
}

/** Blocks less alike than this are not the same block changed. */
const ALIKE = 0.35;
/** Into so many paragraphs one is followed when it was cut. */
const CUTS = 4;
/** Larger stretches of changed blocks are not searched for what belongs together. */
const LARGEST = 250_000;

/** Pairs the blocks of two versions. */
export function alignBlocks(before: readonly BodyNode[], after: readonly BodyNode[]): Match[] {
	const [a, b] = [before.map(keyOf), after.map(keyOf)];
	return diffLists(a, b).flatMap((stretch) => {
		const olds = before.slice(...stretch.before);
		const news = after.slice(...stretch.after);
		if (!stretch.same) return alignChanged(olds, news);
		return olds.map((old, index) => ({ before: [old], after: news.slice(index, index + 1) }));
	});
}

/** All a block says, for telling whether two are equal; where it comes from does not count. */
export function keyOf(node: BodyNode): string {
	return JSON.stringify(plain(node));
}

/** The words of a block and of all in it. */
export function wordsOf(node: BodyNode): string {
	if (node.type === 'formula') return wordsOfLeaf(node);
	return node.type === 'text' ? (node.text ?? '') : (node.content ?? []).map(wordsOf).join('');
}

function plain(node: BodyNode): unknown[] {
	if (node.type === 'text') return [node.text, marksWithoutNotes(node)];
	const texts: unknown[][] = [];
	for (const child of (node.content ?? []).map(plain)) {
		const last = texts.at(-1);
		const joins = last?.length === 2 && child.length === 2 && same(last[1], child[1]);
		if (joins) last[0] = String(last[0]) + String(child[0]);
		else texts.push(child);
	}
	return [node.type, sorted(attributesOf(node)), texts];
}

function marksWithoutNotes(node: BodyNode) {
	return marksOf(node).filter((mark) => mark.type !== 'annotation');
}

/** Attributes in the order of their names, without those that say nothing. */
export function sorted(attrs: NonNullable<BodyNode['attrs']>): NonNullable<BodyNode['attrs']> {
	const told = Object.entries(attrs).filter(([, value]) => value !== null);
	return Object.fromEntries(told.sort(([left], [right]) => (left < right ? -1 : 1)));
}

function same(left: unknown, right: unknown): boolean {
	return JSON.stringify(left) === JSON.stringify(right);
}

interface Step {
	score: number;
	/** So many blocks of either side end here together. */
	before: number;
	after: number;
}

function alignChanged(before: BodyNode[], after: BodyNode[]): Match[] {
	if (before.length === 0 || after.length === 0 || before.length * after.length > LARGEST)
		return [
			...before.map((node) => ({ before: [node], after: [] })),
			...after.map((node) => ({ before: [], after: [node] })),
		];
	const [olds, news] = [before.map(lookAt), after.map(lookAt)];
	// One block in the place of another of its kind is that block changed, however much.
	const [old, fresh] = [olds[0], news[0]];
	if (olds.length === 1 && news.length === 1 && old?.kind === fresh?.kind && old?.kind !== 'image')
		return [{ before, after }];
	const width = after.length + 1;
	const steps: Step[] = [];
	for (let i = 0; i <= before.length; i += 1)
		for (let j = 0; j <= after.length; j += 1)
			steps.push(bestStep(olds, news, i, j, (x, y) => steps[x * width + y]?.score ?? 0));
	const matches: Match[] = [];
	for (let [i, j] = [before.length, after.length]; i > 0 || j > 0;) {
		const step = steps[i * width + j] ?? { before: i, after: j };
		matches.push({
			before: before.slice(i - step.before, i),
			after: after.slice(j - step.after, j),
		});
		[i, j] = [i - step.before, j - step.after];
	}
	return matches.reverse();
}

/** The best way to account for the first `i` old and `j` new blocks. */
function bestStep(
	olds: Look[],
	news: Look[],
	i: number,
	j: number,
	scoreAt: (i: number, j: number) => number,
): Step {
	let best: Step = { score: 0, before: i > 0 ? 1 : 0, after: i > 0 ? 0 : Math.min(1, j) };
	// What is gone comes before what is new.
	if (i > 0) best.score = scoreAt(i - 1, j);
	const consider = (before: number, after: number, alike: number): void => {
		const score = scoreAt(i - before, j - after) + alike;
		if (score > best.score) best = { score, before, after };
	};
	if (j > 0) {
		const score = scoreAt(i, j - 1);
		if (i === 0 || score >= best.score) best = { score, before: 0, after: 1 };
	}
	const [old, fresh] = [olds[i - 1], news[j - 1]];
	if (!old || !fresh) return best;
	const alike = likeness(old, fresh);
	if (alike >= ALIKE) consider(1, 1, alike);
	for (let cuts = 2; cuts <= CUTS; cuts += 1) {
		if (j >= cuts) consider(1, cuts, likenessOfCut(old, news.slice(j - cuts, j)));
		if (i >= cuts) consider(cuts, 1, likenessOfCut(fresh, olds.slice(i - cuts, i)));
	}
	return best;
}

/** What likeness is told by: the kind of block, and how often each pair of neighbouring letters occurs. */
interface Look {
	kind: string;
	pairs: Map<string, number>;
	count: number;
}

const KINDS: Record<string, string> = {
	paragraph: 'words',
	heading: 'words',
	bulletList: 'list',
	orderedList: 'list',
	tableCell: 'cell',
	tableHeader: 'cell',
};

function lookAt(node: BodyNode): Look {
	const kind = KINDS[node.type] ?? node.type;
	const pairs = new Map<string, number>();
	const title = node.type === 'attachmentStart' ? String(node.attrs?.['title']) : '';
	const words = node.type === 'image' ? String(node.attrs?.['file']) : `^${title}${wordsOf(node)}$`;
	for (let at = 1; at < words.length; at += 1) {
		const pair = words.slice(at - 1, at + 1);
		pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
	}
	return { kind, pairs, count: words.length - 1 };
}

/** From 0, nothing in common, to 1, the same words. */
function likeness(old: Look, fresh: Look): number {
	if (old.kind !== fresh.kind) return 0;
	let shared = 0;
	for (const [pair, count] of old.pairs) shared += Math.min(count, fresh.pairs.get(pair) ?? 0);
	const alike = (2 * shared) / (old.count + fresh.count);
	return old.kind === 'image' ? Math.floor(alike) : alike;
}

/** How like several paragraphs together are to one; 0 unless each of them has a part in it. */
function likenessOfCut(whole: Look, parts: Look[]): number {
	if (whole.kind !== 'words' || parts.some((part) => part.kind !== 'words')) return 0;
	const pairs = new Map<string, number>();
	let count = 0;
	for (const part of parts) {
		count += part.count;
		for (const [pair, times] of part.pairs) pairs.set(pair, (pairs.get(pair) ?? 0) + times);
	}
	const alike = likeness(whole, { kind: 'words', pairs, count });
	const best = Math.max(...parts.map((part) => likeness(whole, part)));
	return alike >= 0.6 && alike > best + 0.05 ? alike : 0;
}
