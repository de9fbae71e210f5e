import type { Node } from '@tiptap/pm/model';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { isTraceMark, markStamp, readBefore, readStamp, type Stamp } from './stamp.ts';

/** How suggestions are shown. */
export interface TraceLook {
	/** Words for the tooltip: who did what and when. */
	title: (stamp: Stamp, change: string) => string;
	/** Colour of a person, as #rrggbb. */
	colour: (uid: string) => string;
}

const BLOCKS = [
	['sgIns', 'trace-block-ins', 'blockInsert'],
	['sgDel', 'trace-block-del', 'blockDelete'],
	['sgBrkIns', 'trace-break-ins', 'split'],
	['sgBrkDel', 'trace-break-del', 'join'],
] as const;

/** A formula is named as one. */
const FORMULA: Record<string, string> = {
	blockInsert: 'formulaInsert',
	blockDelete: 'formulaDelete',
};

/** The suggestion that an element of the text shows, or null. */
export function tracedAt(target: EventTarget | null): { id: string; by: string } | null {
	const traced = target instanceof Element ? target.closest('[data-by]') : null;
	const [id, by] = [traced?.getAttribute('data-id'), traced?.getAttribute('data-by')];
	return id && by ? { id, by } : null;
}

/**
 * Decorations of all suggestions. They are made afresh from the document each time, because a remote
 * edit replaces the whole document and would drop mapped ones.
 */
export function decorateTrace(
	doc: Node,
	look: TraceLook,
	chosen: { id: string; by: string } | null,
): DecorationSet {
	const decorations: Decoration[] = [];
	const isChosen = (stamp: Stamp): boolean => stamp.id === chosen?.id && stamp.by === chosen.by;
	doc.descendants((node, position) => {
		const end = position + node.nodeSize;
		if (node.isText) {
			const traces = node.marks.filter(isTraceMark);
			const last = traces.at(-1);
			if (!last) return;
			const stamps = traces.map(markStamp);
			decorations.push(
				Decoration.inline(position, end, {
					title: traces.map((mark) => look.title(markStamp(mark), mark.type.name)).join('\n'),
					style: `--trace:${look.colour(markStamp(last).by)}`,
					...(stamps.some(isChosen) ? { class: 'trace-chosen' } : {}),
				}),
			);
			return;
		}
		const block = describeBlock(node, look, isChosen);
		if (block) decorations.push(Decoration.node(position, end, block));
	});
	return DecorationSet.create(doc, decorations);
}

function describeBlock(
	node: Node,
	look: TraceLook,
	isChosen: (stamp: Stamp) => boolean,
): Record<string, string> | null {
	const isFormula = node.type.name === 'formula';
	const classes: string[] = [];
	const titles: string[] = [];
	let last: Stamp | null = null;
	for (const [key, name, change] of BLOCKS) {
		const stamp = readStamp(node, key);
		if (!stamp) continue;
		classes.push(name, ...(isChosen(stamp) ? ['trace-chosen'] : []));
		titles.push(look.title(stamp, isFormula ? (FORMULA[change] ?? change) : change));
		last = stamp;
	}
	const before = readBefore(node);
	if (before) {
		classes.push('trace-block-mod', ...(isChosen(before) ? ['trace-chosen'] : []));
		titles.push(look.title(before, isFormula ? 'formulaChange' : 'restyle'));
		last ??= before;
	}
	if (!last) return null;
	const [id, by] = [last.id, last.by];
	return { class: classes.join(' '), title: titles.join('\n'), 'data-id': id, 'data-by': by };
}
