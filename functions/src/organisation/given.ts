/** The fields of a partial input that were given: a field left out must not overwrite what is stored. */
export function given<T extends object>(partial: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
	const fields = Object.entries(partial).filter(([, value]) => value !== undefined);
	return Object.fromEntries(fields) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
