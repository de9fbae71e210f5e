/** What was done and can be undone: values before the present one, and those undone. */
export interface History<T> {
	past: readonly T[];
	present: T;
	future: readonly T[];
	/** What the last change was about; changes of the same thing right after each other are one step. */
	about: string | null;
}

const most = 200;

export function begin<T>(present: T): History<T> {
	return { past: [], present, future: [], about: null };
}

/** A change. With `about`, typing in one field is undone in one go. */
export function change<T>(history: History<T>, next: T, about: string | null = null): History<T> {
	if (next === history.present) return history;
	if (about !== null && about === history.about) return { ...history, present: next, future: [] };
	const past = [...history.past.slice(1 - most), history.present];
	return { past, present: next, future: [], about };
}

export function undo<T>({ past, present, future, ...rest }: History<T>): History<T> {
	const before = past.at(-1);
	if (before === undefined) return { past, present, future, ...rest };
	return { past: past.slice(0, -1), present: before, future: [present, ...future], about: null };
}

export function redo<T>({ past, present, future, ...rest }: History<T>): History<T> {
	const [next, ...later] = future;
	if (next === undefined) return { past, present, future, ...rest };
	return { past: [...past, present], present: next, future: later, about: null };
}
