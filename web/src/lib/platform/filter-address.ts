import { goto } from '$app/navigation';
import { page } from '$app/state';

/** What the address of the page says of a filter; empty for nothing. */
export function filterOf<Name extends string>(...names: Name[]): Record<Name, string> {
	const pairs = names.map((name) => [name, page.url.searchParams.get(name) ?? '']);
	return Object.fromEntries(pairs) as Record<Name, string>;
}

/** Puts a filter into the address of the page, without a new entry of the history. */
export function keepFilter(filter: Readonly<Record<string, string>>): void {
	const kept = Object.entries(filter).filter(([, value]) => value !== '');
	const query = new URLSearchParams(kept).toString();
	void goto(query === '' ? page.url.pathname : `?${query}`, { replace: true, reset: false });
}
