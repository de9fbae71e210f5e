import { directory } from './directory.svelte.ts';

/** All people for a field that filters by one of them, found by name, pinyin and staff number. */
export function personOptions(everybody: string) {
	return [
		{ value: '', label: everybody },
		...directory.people.map((person) => ({
			value: person.uid,
			label: person.name,
			hint: directory.unitName(person.unitId),
			keywords: `${person.pinyin.replaceAll(' ', '')} ${person.initials} ${person.staffNumber}`,
		})),
	];
}
