import type { Unit } from '../access/model.ts';

/** Who stands below an organ, from the directory: its centres, and its own departments. */
export function unitsBelow(units: readonly Pick<Unit, 'name' | 'shortName' | 'kind'>[]): {
	subordinates: string[];
	departments: string[];
} {
	const names = (kind: Unit['kind']): string[] =>
		units.filter((unit) => unit.kind === kind).flatMap(({ name, shortName }) => [name, shortName]);
	return {
		subordinates: names('center'),
		departments: [...names('department'), ...names('leaders')],
	};
}
