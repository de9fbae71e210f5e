import type { Mark, Node } from '@tiptap/pm/model';
import type { Transaction } from '@tiptap/pm/state';
import { isTraceMark, markStamp } from './stamp.ts';
import type { Choice, Part } from './resolve.ts';

/** Marks of a text, each as JSON. */
type Look = ReadonlySet<string>;

/** The look that formatting is about: no trace, no annotation. */
export function lookOf(node: Node): Mark[] {
	return node.marks.filter((mark) => !isTraceMark(mark) && mark.type.name !== 'annotation');
}

/** Suggested changes of formatting on one text, oldest first; people may have changed it one after another. */
export function formatLayers(node: Node): Mark[] {
	const time = (mark: Mark): number => Number(mark.attrs['at']) || 0;
	return node.marks
		.filter((mark) => mark.type.name === 'fmt')
		.sort((left, right) => time(left) - time(right));
}

/**
 * Accepts or rejects the chosen changes of formatting of one text. What the other layers changed stays
 * theirs: it is applied anew to what is left below them.
 */
export function settleFormat(
	tr: Transaction,
	{ from, to }: Part,
	node: Node,
	accept: boolean,
	choose: Choice,
): void {
	const layers = formatLayers(node);
	if (!layers.some((mark) => choose(markStamp(mark)))) return;
	const now = new Set(lookOf(node).map(write));
	const states = [...layers.map((mark) => read(String(mark.attrs['prev']))), now];
	const chosen = layers.map((mark) => choose(markStamp(mark)));
	const change = (index: number, look: Look): Look =>
		between(states[index] ?? now, states[index + 1] ?? now, look);
	let look: Look = states[0] ?? now;
	for (const [index, isChosen] of chosen.entries())
		if (isChosen && accept) look = change(index, look);
	for (const mark of layers) tr.removeMark(from, to, mark);
	for (const [index, mark] of layers.entries()) {
		if (chosen[index]) continue;
		const prev = JSON.stringify([...look].map((one) => JSON.parse(one) as unknown));
		tr.addMark(from, to, mark.type.create({ ...mark.attrs, prev }));
		look = change(index, look);
	}
	wear(tr, { from, to }, now, look);
}

function wear(tr: Transaction, { from, to }: Part, now: Look, wanted: Look): void {
	const { schema } = tr.doc.type;
	const apply = (one: string, put: boolean): void => {
		try {
			const mark = schema.markFromJSON(JSON.parse(one));
			if (put) tr.addMark(from, to, mark);
			else tr.removeMark(from, to, mark);
		} catch {
			// A mark this client does not know: the words stay, plain.
		}
	};
	for (const one of now) if (!wanted.has(one)) apply(one, false);
	for (const one of wanted) if (!now.has(one)) apply(one, true);
}

/** What `from` → `to` makes of another look. */
function between(from: Look, to: Look, look: Look): Look {
	const left = [...look].filter((one) => !from.has(one) || to.has(one));
	return new Set([...left, ...[...to].filter((one) => !from.has(one))]);
}

function write(mark: Mark): string {
	return JSON.stringify(mark.toJSON());
}

function read(prev: string): Look {
	try {
		return new Set((JSON.parse(prev) as unknown[]).map((mark) => JSON.stringify(mark)));
	} catch {
		return new Set();
	}
}
