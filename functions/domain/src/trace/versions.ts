import * as Y from 'yjs';
import { cleanBody, type BodyNode } from '../document/body.ts';
import { readAuthored, sourceOf, type Source } from './authored.ts';
import { SEED, type Blame } from './blame.ts';
import type { Hand, Hands } from './changes.ts';
import { compareBodies, type Comparison } from './compare.ts';
import { mergeInTree } from './pack.ts';
import { isIn, type Moment } from './text-at.ts';

/** The text at a moment (花脸稿) with the source of each word and block. */
export function authoredAt(seed: Uint8Array, blame: Blame, moment: Moment): BodyNode {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, seed);
	const updates = blame.entries.filter((entry) => isIn(entry, moment)).map(({ update }) => update);
	if (updates.length > 0) Y.applyUpdate(doc, mergeInTree(updates));
	const body = readAuthored(doc, blame);
	doc.destroy();
	return body;
}

/** Compares 清稿 of two moments, the earlier one first, and names who made each change between them. */
export function compareMoments(
	seed: Uint8Array,
	blame: Blame,
	before: Moment,
	after: Moment,
): Comparison {
	const [old, fresh] = [authoredAt(seed, blame, before), authoredAt(seed, blame, after)];
	const hands = handsBetween(blame, before, after, fresh);
	return compareBodies(cleanBody(old), cleanBody(fresh), hands);
}

/** So often words may be moved before their remover is no longer looked for. */
const MOVES = 50;

/** Who put in and took out words between two moments; `marked` is the later text with its suggestions. */
function handsBetween(blame: Blame, before: Moment, after: Moment, marked: BodyNode): Hands {
	const within = (entry: number | null, moment: Moment): boolean => {
		const found = entry === null ? undefined : blame.entries[entry];
		return found !== undefined && isIn(found, moment);
	};
	/** The hand of an entry that came between the two moments. */
	const between = (entry: number | null): Hand | null => {
		const found = entry === null || entry === SEED ? undefined : blame.entries[entry];
		if (entry === null || !found || within(entry, before) || !within(entry, after)) return null;
		return { by: found.by, at: found.at, entry };
	};
	const struck = strikesIn(marked);
	const remover = ({ client, clock }: Source): Hand | null => {
		let place = { client, clock };
		let moved: Hand | null = null;
		for (let moves = 0; moves < MOVES; moves += 1) {
			const stamp = struck(place);
			if (stamp !== null) return between(blame.suggesterOf(stamp));
			const fate = blame.fateOf(place.client, place.clock);
			if (!fate || !within(fate.entry, after)) return moved;
			const suggested = fate.stamp === null ? null : between(blame.suggesterOf(fate.stamp));
			if (!fate.movedTo) return suggested ?? between(fate.entry);
			moved = between(fate.entry) ?? moved;
			place = fate.movedTo;
		}
		return moved;
	};
	return {
		// Words older than the earlier moment were put where they are by whoever moved them.
		inserter: ({ entry, carrier }) => between(entry) ?? between(carrier),
		remover,
	};
}

/** Looks up the suggestion by which a character of a text is struck out. */
function strikesIn(marked: BodyNode): (place: { client: number; clock: number }) => string | null {
	const rows = new Map<number, { clock: number; length: number; stamp: string }[]>();
	const visit = (node: BodyNode, above: string | null): void => {
		const own = node.attrs?.['sgDel'];
		const mark = node.marks?.find(({ type }) => type === 'del')?.attrs;
		const here = mark ? [mark['id'], mark['by'], mark['at']].map(String).join('|') : own;
		const stamp = typeof here === 'string' ? here : above;
		const source = stamp === null ? null : sourceOf(node);
		if (source && stamp !== null) {
			const row = rows.get(source.client) ?? [];
			row.push({ clock: source.clock, length: node.text?.length ?? 1, stamp });
			rows.set(source.client, row);
		}
		node.content?.forEach((child) => {
			visit(child, stamp);
		});
	};
	visit(marked, null);
	return ({ client, clock }) =>
		rows.get(client)?.find((each) => each.clock <= clock && clock < each.clock + each.length)
			?.stamp ?? null;
}
