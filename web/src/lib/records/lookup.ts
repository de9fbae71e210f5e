import type { Finder } from '@wenshu/domain/records/sheet.ts';
import type { Language, Names } from '@wenshu/domain/records/show-field.ts';
import { directory } from '../platform/directory.svelte.ts';
import { locale } from '../platform/messages.ts';

/** Names of people and units from the live directory, for showing values. */
export const names: Names = {
	person: (uid) => directory.name(uid),
	unit: (id) => directory.unitName(id) || id,
};

/** Language of the screen as the domain counts it. */
export function language(): Language {
	return locale.current === 'zh' ? 0 : 1;
}

/** People and units by what somebody wrote in a cell; nothing when a name is not unique. */
export const finder: Finder = {
	person(text) {
		const wanted = text.toLowerCase();
		const found = directory.people.filter(
			(person) =>
				!person.disabled && (person.name === text || person.staffNumber.toLowerCase() === wanted),
		);
		return found.length === 1 ? (found[0]?.uid ?? null) : null;
	},
	unit(text) {
		const found = directory.units.filter(
			(unit) => unit.name === text || unit.shortName === text || unit.id === text,
		);
		return found.length === 1 ? (found[0]?.id ?? null) : null;
	},
};
