import { dayAndTime } from '#lib/platform/dates.ts';
import { m } from './editor-messages.ts';
import type { Change, Suggestion } from './suggest/list.ts';

const WORDS: Record<Change, () => string> = {
	insert: () => m.changeInsert,
	delete: () => m.changeDelete,
	format: () => m.changeFormat,
	blockInsert: () => m.changeBlockInsert,
	blockDelete: () => m.changeBlockDelete,
	formulaInsert: () => m.changeFormulaInsert,
	formulaDelete: () => m.changeFormulaDelete,
	formulaChange: () => m.changeFormula,
	split: () => m.changeSplit,
	join: () => m.changeJoin,
	restyle: () => m.changeRestyle,
};

/** Marks of the trace by the change they stand for. */
const MARKS: Record<string, Change> = { ins: 'insert', del: 'delete', fmt: 'format' };

/** What a suggestion does, in words. */
export function changeWords(one: Suggestion): string {
	const only = one.changes.length === 1 ? one.changes[0] : undefined;
	if (only === 'formulaChange') return m.changeFormula;
	if (one.inserted && one.inserted === one.deleted) return m.changeMove;
	if (one.inserted && one.deleted) return m.changeReplace;
	return one.changes.map((change) => WORDS[change]()).join('、');
}

/** Makes tooltips of suggestions in the text: who did what and when; each is made once. */
export function traceTitles(nameOf: (uid: string) => string) {
	const known = new Map<string, string>();
	return ({ by, at }: { by: string; at: string }, change: string): string => {
		const words = WORDS[MARKS[change] ?? (change as Change)]();
		const key = `${by}|${at}|${words}`;
		const title = known.get(key) ?? `${nameOf(by)} ${words} ${dayAndTime(new Date(Number(at)))}`;
		known.set(key, title);
		return title;
	};
}
