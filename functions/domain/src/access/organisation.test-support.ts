import type { Organisation } from './compute-access.ts';
import type { Person, Post, Role, Unit } from './model.ts';
import type { Permission } from './permissions.ts';

function unit(id: string, parentId: string | null, path: string[], order: number): Unit {
	const code = id.slice(0, 3).toUpperCase();
	return { id, name: `${id}单位`, shortName: id, kind: 'department', parentId, path, code, order };
}

function post(id: string, unitId: string, roleIds: string[], permissions: Permission[] = []): Post {
	const isHead = id.endsWith('head');
	return { id, name: `${id}岗位`, unitId, isHead, rank: 100, roleIds, permissions, order: 10 };
}

/** A person with what tests do not care about filled in. */
export function aPerson(uid: string, unitId: string, ...postIds: string[]): Person {
	return {
		uid,
		name: `${uid}员`,
		staffNumber: uid.toUpperCase(),
		email: `${uid}@staff.wenshu.local`,
		phone: '',
		title: '',
		unitId,
		postIds,
		pinyin: uid,
		initials: uid.slice(0, 1),
		disabled: false,
		order: 10,
	};
}

function byId<T extends { id: string }>(...list: T[]): Map<string, T> {
	return new Map(list.map((item) => [item.id, item]));
}

/**
 * A small bureau: office and finance below it, budget below finance; amy keeps people, ann permissions,
 * bob heads finance.
 */
export function anOrganisation(): Organisation & {
	units: Map<string, Unit>;
	posts: Map<string, Post>;
	roles: Map<string, Role>;
	people: Map<string, Person>;
} {
	const people = [
		aPerson('ann', 'office', 'admin'),
		aPerson('amy', 'office', 'keeper'),
		aPerson('bob', 'finance', 'finance-head'),
	];
	return {
		units: byId(
			unit('bureau', null, ['bureau'], 10),
			unit('office', 'bureau', ['bureau', 'office'], 10),
			unit('finance', 'bureau', ['bureau', 'finance'], 20),
			unit('audit', 'bureau', ['bureau', 'audit'], 30),
			unit('grants', 'finance', ['bureau', 'finance', 'grants'], 10),
		),
		posts: byId(
			post('admin', 'office', ['administrator']),
			post('keeper', 'office', [], ['org.manage']),
			post('finance-head', 'finance', ['drafter']),
			post('grants-staff', 'grants', ['drafter']),
		),
		roles: byId<Role>(
			{
				id: 'administrator',
				name: '系统管理员',
				permissions: ['permission.manage', 'org.manage'],
				order: 10,
			},
			{ id: 'drafter', name: '拟稿人', permissions: ['document.create'], order: 20 },
		),
		people: new Map(people.map((person) => [person.uid, person])),
	};
}
