import { z } from 'zod';
import { grant, refuse, type Decision } from '../core/decision.ts';
import type { Organisation } from './compute-access.ts';
import type { AccessRefusal } from './messages.ts';
import { unitSchema, type Unit } from './model.ts';

/** What an administrator types about a unit. */
export const unitDraftSchema = unitSchema.pick({
	name: true,
	shortName: true,
	kind: true,
	code: true,
	overseers: true,
});
export type UnitDraft = z.infer<typeof unitDraftSchema>;

/** Levels a tree of units may have, the bureau itself included. */
export const UNIT_LEVELS = 12;

/** What flows name by id; a thing that is named stays until the flow is changed. */
export interface NamedInFlows {
	postIds: ReadonlySet<string>;
	roleIds: ReadonlySet<string>;
	unitIds: ReadonlySet<string>;
}

type Units = Organisation['units'];

/** Units right below a unit (or the roots, for null), in their order. */
export function childUnits(units: Units, parentId: string | null): Unit[] {
	return [...units.values()].filter((unit) => unit.parentId === parentId).sort(byOrder);
}

/** All units as a reader goes down the tree: each before those below it. */
export function unitsInTreeOrder(units: Units, parentId: string | null = null): Unit[] {
	return childUnits(units, parentId).flatMap((unit) => [unit, ...unitsInTreeOrder(units, unit.id)]);
}

/** Ids of a unit and of everything below it. */
export function subtree(units: Units, id: string): string[] {
	return [...units.values()].filter((unit) => unit.path.includes(id)).map((unit) => unit.id);
}

/** AC-1: a unit is made below an existing one; only the first of all has nothing above it. */
export function createUnit(
	units: Units,
	id: string,
	draft: UnitDraft,
	parentId: string | null,
): Decision<Unit, AccessRefusal> {
	if (units.has(id)) return refuse('access/idTaken');
	const path = pathBelow(units, parentId, id);
	if (!path.ok) return path;
	const clash = clashing(units, { ...draft, id, parentId });
	if (clash !== null) return clash;
	const order = (childUnits(units, parentId).at(-1)?.order ?? 0) + 10;
	return grant({ ...draft, id, parentId, path: path.value, order });
}

/** AC-2: names are unique among neighbours, archive codes in the whole organisation. */
export function changeUnit(
	units: Units,
	id: string,
	change: Partial<UnitDraft>,
): Decision<Unit, AccessRefusal> {
	const unit = units.get(id);
	if (unit === undefined) return refuse('core/notFound');
	const next = { ...unit, ...change };
	return clashing(units, next) ?? grant(next);
}

/**
 * AC-3: a unit moves below another with all below it, never below itself. Answers every unit that
 * changes: the subtree with new paths, and neighbours that make room before `beforeId` (null: last).
 */
export function moveUnit(
	units: Units,
	id: string,
	parentId: string,
	beforeId: string | null,
): Decision<Unit[], AccessRefusal> {
	const unit = units.get(id);
	if (unit === undefined) return refuse('core/notFound');
	if (unit.parentId === null) return refuse('access/rootUnit');
	const path = pathBelow(units, parentId, id);
	if (!path.ok) return path;
	if (path.value.indexOf(id) < path.value.length - 1) return refuse('access/unitCycle');
	const clash = clashing(units, { ...unit, parentId });
	if (clash !== null) return clash;
	const changed = repathed(units, unit, parentId, path.value);
	if ([...changed.values()].some((moved) => moved.path.length > UNIT_LEVELS))
		return refuse('access/unitTooDeep', { levels: String(UNIT_LEVELS) });
	const neighbours = childUnits(units, parentId).filter((other) => other.id !== id);
	const place = neighbours.findIndex((other) => other.id === beforeId);
	neighbours.splice(place < 0 ? neighbours.length : place, 0, unit);
	for (const [index, neighbour] of neighbours.entries()) {
		const known = changed.get(neighbour.id) ?? neighbour;
		if (known.order !== (index + 1) * 10)
			changed.set(known.id, { ...known, order: (index + 1) * 10 });
	}
	return grant([...changed.values()].filter((next) => !same(next, units.get(next.id))));
}

/** AC-4: a unit goes only when nobody and nothing is left in it, and no flow names it. */
export function removeUnit(
	org: Organisation,
	id: string,
	named: NamedInFlows,
): Decision<{ unit: Unit; postIds: string[] }, AccessRefusal> {
	const unit = org.units.get(id);
	if (unit === undefined) return refuse('core/notFound');
	if (unit.parentId === null) return refuse('access/rootUnit');
	if (childUnits(org.units, id).length > 0) return refuse('access/unitHasUnits');
	const postIds = [...org.posts.values()]
		.filter((post) => post.unitId === id)
		.map((post) => post.id);
	const occupied = [...org.people.values()].some(
		(person) => person.unitId === id || person.postIds.some((post) => postIds.includes(post)),
	);
	if (occupied) return refuse('access/unitHasPeople');
	if (named.unitIds.has(id) || postIds.some((post) => named.postIds.has(post)))
		return refuse('access/namedInFlow');
	return grant({ unit, postIds });
}

function pathBelow(
	units: Units,
	parentId: string | null,
	id: string,
): Decision<string[], AccessRefusal> {
	if (parentId === null) return units.size === 0 ? grant([id]) : refuse('access/secondRoot');
	const parent = units.get(parentId);
	if (parent === undefined) return refuse('access/unitMissing');
	if (parent.path.length >= UNIT_LEVELS)
		return refuse('access/unitTooDeep', { levels: String(UNIT_LEVELS) });
	return grant([...parent.path, id]);
}

function clashing(
	units: Units,
	unit: UnitDraft & { id: string; parentId: string | null },
): { ok: false; code: AccessRefusal; detail?: Record<string, string> } | null {
	for (const other of units.values()) {
		if (other.id === unit.id) continue;
		if (other.parentId === unit.parentId && other.name === unit.name)
			return refuse('access/unitNameTaken', { name: unit.name });
		if (other.code === unit.code)
			return refuse('access/unitCodeTaken', { code: unit.code, name: other.name });
	}
	return null;
}

function repathed(units: Units, unit: Unit, parentId: string, path: string[]): Map<string, Unit> {
	const changed = new Map<string, Unit>();
	for (const id of subtree(units, unit.id)) {
		const below = units.get(id);
		if (below === undefined) continue;
		const tail = below.path.slice(below.path.indexOf(unit.id) + 1);
		changed.set(id, { ...below, path: [...path, ...tail] });
	}
	changed.set(unit.id, { ...unit, parentId, path });
	return changed;
}

function same(a: Unit, b: Unit | undefined): boolean {
	return (
		b !== undefined &&
		a.order === b.order &&
		a.parentId === b.parentId &&
		a.path.join('/') === b.path.join('/')
	);
}

function byOrder(a: { order: number; id: string }, b: { order: number; id: string }): number {
	return a.order - b.order || (a.id < b.id ? -1 : 1);
}
