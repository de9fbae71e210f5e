import { formulaWords } from '../formula/readable.ts';

/**
 * The text of a document: ProseMirror JSON with a closed vocabulary, shared by editor, server and page.
 * Suggestions (痕迹) are part of it: marks on text, string attributes on blocks.
 */

/** Version of the vocabulary below. A client older than a text opens it read-only. */
export const SCHEMA_VERSION = 1;

/** A value of a node's or mark's attribute. */
export type BodyAttribute = string | number | boolean | null | number[];

/** A mark on text. */
export interface BodyMark {
	type: string;
	attrs?: Record<string, BodyAttribute>;
}

/** A node of a body; `doc` at the root, `text` at the leaves. */
export interface BodyNode {
	type: string;
	attrs?: Record<string, BodyAttribute>;
	content?: BodyNode[];
	text?: string;
	marks?: BodyMark[];
}

/** Marks that carry a suggestion. */
export const SUGGESTION_MARKS = ['ins', 'del', 'fmt'] as const;

/**
 * Block attributes that carry a suggestion: the block itself inserted or deleted, its paragraph break
 * inserted or deleted, its kind or attributes changed. Values are `id|by|at`; `sgMod` is JSON.
 */
export const SUGGESTION_ATTRIBUTES = ['sgIns', 'sgDel', 'sgBrkIns', 'sgBrkDel', 'sgMod'] as const;

const TEXTBLOCKS = new Set(['paragraph', 'heading']);
/** Blocks without text of their own: breaks never join over them. */
const ATOMS = new Set(['image', 'attachmentStart']);
const ISOLATING = new Set(['table', 'tableRow', 'tableCell', 'tableHeader', ...ATOMS]);

/** A text with one empty paragraph. */
export function emptyBody(): BodyNode {
	return { type: 'doc', content: [{ type: 'paragraph' }] };
}

/** Whether a node holds text directly. */
export function isTextblock(node: BodyNode): boolean {
	return TEXTBLOCKS.has(node.type);
}

/** Whether a body holds any suggestion that nobody has decided yet. */
export function hasSuggestions(node: BodyNode): boolean {
	if (node.marks?.some((mark) => isSuggestionMark(mark.type))) return true;
	if (node.attrs && SUGGESTION_ATTRIBUTES.some((key) => node.attrs?.[key])) return true;
	return (node.content ?? []).some(hasSuggestions);
}

/** The text as it stands with all suggestions accepted (清稿), without any suggestion left in it. */
export function cleanBody(body: BodyNode): BodyNode {
	return settle(body, true);
}

/** The text as it stood before all suggestions (原稿). */
export function originalBody(body: BodyNode): BodyNode {
	return settle(body, false);
}

/** The words of a text with all suggestions accepted, one line per paragraph. */
export function plainText(body: BodyNode): string {
	const lines: string[] = [];
	collectLines(cleanBody(body), lines);
	return lines.join('\n');
}

/** Number of characters (字数) without spaces, as a person counts them. */
export function countCharacters(body: BodyNode): number {
	return [...plainText(body).replace(/\s/gu, '')].length;
}

/** A formula of the text in running words; a break, the other thing that stands in a line, as its end. */
export function wordsOfLeaf(node: BodyNode): string {
	return node.type === 'formula' ? formulaWords(String(node.attrs?.['latex'] ?? '')) : '\n';
}

/** The ids of all pictures used in a text, each once. */
export function picturesOf(body: BodyNode): string[] {
	const found = new Set<string>();
	const visit = (node: BodyNode): void => {
		if (node.type === 'image' && typeof node.attrs?.['file'] === 'string')
			found.add(node.attrs['file']);
		node.content?.forEach(visit);
	};
	visit(body);
	return [...found];
}

function collectLines(node: BodyNode, lines: string[]): void {
	if (node.type === 'attachmentStart') lines.push(String(node.attrs?.['title'] ?? ''));
	if (!isTextblock(node)) {
		node.content?.forEach((child) => {
			collectLines(child, lines);
		});
		return;
	}
	lines.push((node.content ?? []).map((child) => child.text ?? wordsOfLeaf(child)).join(''));
}

function isSuggestionMark(type: string): boolean {
	return (SUGGESTION_MARKS as readonly string[]).includes(type);
}

function settle(body: BodyNode, accept: boolean): BodyNode {
	const root = settleNode(body, accept) ?? emptyBody();
	joinBreaks(root, accept ? 'sgBrkDel' : 'sgBrkIns');
	dropHollow(root);
	stripBreaks(root);
	return root.content?.length ? root : emptyBody();
}

function settleNode(node: BodyNode, accept: boolean): BodyNode | null {
	if (node.type === 'text') return settleText(node, accept);
	if (node.attrs?.[accept ? 'sgDel' : 'sgIns']) return null;
	const settled = settleKind(node, accept);
	if (node.content) {
		settled.content = mergeTexts(node.content.flatMap((child) => settleNode(child, accept) ?? []));
	}
	return settled;
}

function settleText(node: BodyNode, accept: boolean): BodyNode | null {
	const marks = node.marks ?? [];
	if (marks.some((mark) => mark.type === (accept ? 'del' : 'ins'))) return null;
	const previous = accept ? null : parseJson(firstFormat(marks)?.attrs?.['prev']);
	const plain = marks.filter((mark) => !isSuggestionMark(mark.type));
	const all = Array.isArray(previous)
		? [...(previous as BodyMark[]), ...plain.filter((mark) => mark.type === 'annotation')]
		: plain;
	const settled: BodyNode = { type: 'text', text: node.text ?? '' };
	if (all.length) settled.marks = all;
	return settled;
}

/** The oldest suggested change of formatting: it knows how the text looked before all of them. */
function firstFormat(marks: BodyMark[]): BodyMark | undefined {
	const time = (mark: BodyMark): number => Number(mark.attrs?.['at']) || 0;
	return marks
		.filter((mark) => mark.type === 'fmt')
		.sort((left, right) => time(left) - time(right))[0];
}

/** The node without its suggestions; rejecting also restores the kind it had. Breaks stay until joined. */
function settleKind(node: BodyNode, accept: boolean): BodyNode {
	const before = accept ? null : parseJson(node.attrs?.['sgMod']);
	const restored = before as { type?: string; attrs?: BodyNode['attrs'] } | null;
	const settled: BodyNode = { type: restored?.type ?? node.type };
	const attrs = { ...(restored ? (restored.attrs ?? {}) : (node.attrs ?? {})) };
	for (const key of SUGGESTION_ATTRIBUTES) {
		const isBreak = key === 'sgBrkIns' || key === 'sgBrkDel';
		const value = isBreak ? node.attrs?.[key] : undefined;
		if (value) attrs[key] = value;
		else Reflect.deleteProperty(attrs, key);
	}
	if (Object.keys(attrs).length) settled.attrs = attrs;
	return settled;
}

function parseJson(value: unknown): unknown {
	if (typeof value !== 'string') return null;
	try {
		return JSON.parse(value) as unknown;
	} catch {
		return null;
	}
}

function mergeTexts(nodes: BodyNode[]): BodyNode[] {
	const merged: BodyNode[] = [];
	for (const node of nodes) {
		const last = merged.at(-1);
		const same =
			last?.type === 'text' &&
			node.type === 'text' &&
			JSON.stringify(last.marks ?? []) === JSON.stringify(node.marks ?? []);
		if (same) last.text = (last.text ?? '') + (node.text ?? '');
		else merged.push({ ...node });
	}
	return merged;
}

interface Place {
	parents: BodyNode[];
	node: BodyNode;
}

/** Joins every textblock whose break is gone with the next one, last first so that chains collapse. */
function joinBreaks(root: BodyNode, key: 'sgBrkDel' | 'sgBrkIns'): void {
	const places: Place[] = [];
	collectPlaces(root, [], places);
	for (let index = places.length - 2; index >= 0; index -= 1) {
		const place = places[index];
		const next = places[index + 1];
		if (!place || !next || !place.node.attrs?.[key]) continue;
		if (crossesWall(place, next)) continue;
		join(place, next);
		places.splice(index + 1, 1);
	}
}

function collectPlaces(node: BodyNode, parents: BodyNode[], places: Place[]): void {
	if (isTextblock(node) || ATOMS.has(node.type)) {
		places.push({ parents, node });
		return;
	}
	node.content?.forEach((child) => {
		collectPlaces(child, [...parents, node], places);
	});
}

/** Breaks never join across the wall of a table cell or over a picture. */
function crossesWall(place: Place, next: Place): boolean {
	if (!isTextblock(place.node) || !isTextblock(next.node)) return true;
	const walls = (item: Place) => item.parents.filter((parent) => ISOLATING.has(parent.type));
	const left = walls(place);
	const right = walls(next);
	return left.length !== right.length || left.some((wall, index) => wall !== right[index]);
}

function join(place: Place, next: Place): void {
	const { node } = place;
	const content = mergeTexts([...(node.content ?? []), ...(next.node.content ?? [])]);
	if (content.length) node.content = content;
	const attrs = { ...node.attrs };
	for (const key of ['sgBrkIns', 'sgBrkDel'] as const) {
		const value = next.node.attrs?.[key];
		if (value) attrs[key] = value;
		else Reflect.deleteProperty(attrs, key);
	}
	node.attrs = attrs;
	const parent = next.parents.at(-1);
	const home = place.parents.at(-1);
	if (!parent?.content || !home?.content) return;
	const at = parent.content.indexOf(next.node);
	const rest = parent.content.splice(at);
	rest.shift();
	if (parent !== home && parent.type === 'listItem' && home.type === 'listItem') {
		home.content.splice(home.content.indexOf(node) + 1, 0, ...rest);
		joinLists(place, next);
	} else parent.content.push(...rest);
}

/** Where the items of two lists become one item, the lists become one: what follows comes along. */
function joinLists(place: Place, next: Place): void {
	const [one, item] = place.parents.slice(-2);
	const [other, joined] = next.parents.slice(-2);
	if (!one?.content || !item || !other?.content || !joined || one === other) return;
	if (place.parents.at(-3) !== next.parents.at(-3)) return;
	const rest = other.content.splice(other.content.indexOf(joined) + 1);
	one.content.splice(one.content.indexOf(item) + 1, 0, ...rest);
}

/** Lists and tables whose last content went away go away too; a cell or item keeps an empty paragraph. */
function dropHollow(node: BodyNode): void {
	if (!node.content || isTextblock(node)) return;
	node.content.forEach(dropHollow);
	node.content = node.content.filter(
		(child) => !isContainer(child.type) || (child.content?.length ?? 0) > 0,
	);
	const isCell = node.type === 'tableCell' || node.type === 'tableHeader';
	if (isCell && node.content.length === 0) node.content = [{ type: 'paragraph' }];
	// An item of which only the list inside is left still begins with a line of its own.
	const isHeadless = node.type === 'listItem' && node.content[0]?.type.endsWith('List');
	if (isHeadless) node.content.unshift({ type: 'paragraph' });
}

function isContainer(type: string): boolean {
	return ['bulletList', 'orderedList', 'listItem', 'table', 'tableRow'].includes(type);
}

function stripBreaks(node: BodyNode): void {
	for (const key of ['sgBrkIns', 'sgBrkDel'] as const) {
		if (node.attrs) Reflect.deleteProperty(node.attrs, key);
	}
	if (node.attrs && Object.keys(node.attrs).length === 0) Reflect.deleteProperty(node, 'attrs');
	if (node.content?.length === 0) Reflect.deleteProperty(node, 'content');
	node.content?.forEach(stripBreaks);
}
