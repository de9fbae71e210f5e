import { describe, expect, it } from 'vitest';
import { computeAccess, peopleAffected } from './compute-access.ts';
import { changeGrants, keepsAdministrator, mayManagePerson } from './grants.ts';
import { aPerson, anOrganisation } from './organisation.test-support.ts';
import { changePerson, createPerson, disablePerson, enablePerson } from './people.ts';
import { changePost, changeRole, createPost, createRole, removePost, removeRole } from './posts.ts';
import { isStrongPassword, staffAddress } from './sign-in.ts';
import { changeUnit, createUnit, moveUnit, removeUnit, unitsInTreeOrder } from './units.ts';

const org = anOrganisation();
const draft = { name: '新单位', shortName: '新', kind: 'department', code: 'NEW' } as const;
const free = { staffNumber: false, email: false };
const reading = { pinyin: 'xin ren', initials: 'xr' };
const unnamed = {
	postIds: new Set<string>(),
	roleIds: new Set<string>(),
	unitIds: new Set<string>(),
};
const code = (decision: { ok: boolean; code?: string }): string | undefined => decision.code;

/** A chain of units as deep as the tree may be. */
function deepTree(): ReturnType<typeof anOrganisation>['units'] {
	const { units } = anOrganisation();
	let above = 'grants';
	for (let level = 4; level <= 12; level++) {
		const unit = createUnit(
			units,
			`u${level}`,
			{ ...draft, code: `L${'ABCDEFGHIJKLM'[level]}` },
			above,
		);
		if (!unit.ok) throw new Error(unit.code);
		units.set(unit.value.id, unit.value);
		above = unit.value.id;
	}
	return units;
}

describe('units', () => {
	it('AC-1 a new unit comes last below its unit, with its path', () => {
		expect(createUnit(org.units, 'new', draft, 'finance')).toEqual({
			ok: true,
			value: {
				...draft,
				id: 'new',
				parentId: 'finance',
				path: ['bureau', 'finance', 'new'],
				order: 20,
			},
		});
	});
	it('AC-1 there is one top unit, nothing below nothing, and 12 levels', () => {
		expect(createUnit(new Map(), 'first', draft, null).ok).toBe(true);
		expect(code(createUnit(org.units, 'new', draft, null))).toBe('access/secondRoot');
		expect(code(createUnit(org.units, 'new', draft, 'nowhere'))).toBe('access/unitMissing');
		expect(code(createUnit(org.units, 'office', draft, 'bureau'))).toBe('access/idTaken');
		expect(code(createUnit(deepTree(), 'u13', draft, 'u12'))).toBe('access/unitTooDeep');
	});
	it('AC-2 names clash among neighbours only, archive codes everywhere', () => {
		const sameName = { ...draft, name: 'office单位' };
		expect(code(createUnit(org.units, 'new', sameName, 'bureau'))).toBe('access/unitNameTaken');
		expect(createUnit(org.units, 'new', sameName, 'finance').ok).toBe(true);
		expect(code(changeUnit(org.units, 'audit', { code: 'OFF' }))).toBe('access/unitCodeTaken');
		expect(changeUnit(org.units, 'audit', { name: '审计处' })).toMatchObject({
			ok: true,
			value: { name: '审计处', code: 'AUD' },
		});
		expect(code(changeUnit(org.units, 'gone', {}))).toBe('core/notFound');
	});
	it('AC-3 a move takes everything below along and recomputes the paths', () => {
		const moved = moveUnit(org.units, 'finance', 'office', null);
		if (!moved.ok) throw new Error(moved.code);
		expect(Object.fromEntries(moved.value.map((unit) => [unit.id, unit.path]))).toEqual({
			finance: ['bureau', 'office', 'finance'],
			grants: ['bureau', 'office', 'finance', 'grants'],
		});
	});
	it('AC-3 a move among neighbours only gives them new places', () => {
		const moved = moveUnit(org.units, 'audit', 'bureau', 'office');
		if (!moved.ok) throw new Error(moved.code);
		const units = new Map(org.units);
		for (const unit of moved.value) units.set(unit.id, unit);
		expect(unitsInTreeOrder(units).map((unit) => unit.id)).toEqual([
			'bureau',
			'audit',
			'office',
			'finance',
			'grants',
		]);
		expect(moveUnit(org.units, 'audit', 'bureau', null)).toEqual({ ok: true, value: [] });
	});
	it('AC-3 nothing moves below itself, to a namesake, too deep, or off the top', () => {
		expect(code(moveUnit(org.units, 'finance', 'grants', null))).toBe('access/unitCycle');
		expect(code(moveUnit(org.units, 'finance', 'finance', null))).toBe('access/unitCycle');
		expect(code(moveUnit(org.units, 'bureau', 'office', null))).toBe('access/rootUnit');
		expect(code(moveUnit(org.units, 'office', 'nowhere', null))).toBe('access/unitMissing');
		expect(code(moveUnit(org.units, 'nowhere', 'office', null))).toBe('core/notFound');
		expect(code(moveUnit(deepTree(), 'office', 'u12', null))).toBe('access/unitTooDeep');
		expect(code(moveUnit(deepTree(), 'finance', 'audit', null))).toBe('access/unitTooDeep');
		const twin = changeUnit(org.units, 'grants', { name: 'office单位' });
		if (!twin.ok) throw new Error(twin.code);
		const units = new Map(org.units).set('grants', twin.value);
		expect(code(moveUnit(units, 'grants', 'bureau', null))).toBe('access/unitNameTaken');
	});
	it('AC-4 a unit goes with its empty posts, but not while anything is in it', () => {
		expect(code(removeUnit(org, 'finance', unnamed))).toBe('access/unitHasUnits');
		expect(code(removeUnit(org, 'office', unnamed))).toBe('access/unitHasPeople');
		expect(code(removeUnit(org, 'bureau', unnamed))).toBe('access/rootUnit');
		expect(code(removeUnit(org, 'gone', unnamed))).toBe('core/notFound');
		const named = { ...unnamed, postIds: new Set(['grants-staff']) };
		expect(code(removeUnit(org, 'grants', named))).toBe('access/namedInFlow');
		expect(removeUnit(org, 'grants', unnamed)).toMatchObject({
			ok: true,
			value: { postIds: ['grants-staff'] },
		});
	});
});

describe('posts and roles', () => {
	const post = { name: '会计', unitId: 'finance', isHead: false, rank: 300 };
	it('AC-5 a post is born in its unit without permissions', () => {
		expect(createPost(org, 'new', post)).toMatchObject({
			ok: true,
			value: { unitId: 'finance', permissions: [], roleIds: [], order: 20 },
		});
		expect(code(createPost(org, 'admin', post))).toBe('access/idTaken');
		expect(code(createPost(org, 'new', { ...post, unitId: 'x' }))).toBe('access/unitMissing');
		const taken = { ...post, name: 'finance-head岗位' };
		expect(code(createPost(org, 'new', taken))).toBe('access/postNameTaken');
		expect(createPost(org, 'new', { ...taken, unitId: 'audit' }).ok).toBe(true);
		expect(changePost(org, 'admin', { rank: 5 })).toMatchObject({ ok: true, value: { rank: 5 } });
		expect(code(changePost(org, 'admin', { name: 'keeper岗位' }))).toBe('access/postNameTaken');
		expect(code(changePost(org, 'gone', {}))).toBe('core/notFound');
	});
	it('AC-6 a post that is held or named in a flow stays', () => {
		expect(code(removePost(org, 'admin', unnamed))).toBe('access/postHeld');
		const named = { ...unnamed, postIds: new Set(['grants-staff']) };
		expect(code(removePost(org, 'grants-staff', named))).toBe('access/namedInFlow');
		expect(removePost(org, 'grants-staff', unnamed).ok).toBe(true);
		expect(code(removePost(org, 'gone', unnamed))).toBe('core/notFound');
	});
	it('AC-7 role names are unique', () => {
		expect(createRole(org, 'new', { name: '档案员' })).toMatchObject({
			ok: true,
			value: { order: 30 },
		});
		expect(code(createRole(org, 'new', { name: '拟稿人' }))).toBe('access/roleNameTaken');
		expect(code(createRole(org, 'drafter', { name: '新' }))).toBe('access/idTaken');
		expect(code(changeRole(org, 'drafter', { name: '系统管理员' }))).toBe('access/roleNameTaken');
		expect(changeRole(org, 'drafter', { name: '拟稿人' }).ok).toBe(true);
		expect(code(changeRole(org, 'gone', {}))).toBe('core/notFound');
	});
	it('AC-8 a role that a post carries or a flow names stays', () => {
		expect(code(removeRole(org, 'drafter', unnamed))).toBe('access/roleCarried');
		const spare = { id: 'spare', name: '备用', permissions: [], order: 1 };
		const more = { ...org, roles: new Map([...org.roles, ['spare', spare]]) };
		expect(removeRole(more, 'spare', unnamed).ok).toBe(true);
		const named = { ...unnamed, roleIds: new Set(['spare']) };
		expect(code(removeRole(more, 'spare', named))).toBe('access/namedInFlow');
		expect(code(removeRole(org, 'gone', unnamed))).toBe('core/notFound');
	});
});

describe('permissions', () => {
	it('AC-9 changes of one act add up, and giving twice is giving once', () => {
		const give = (permission: 'seal.use' | 'seal.manage', granted: boolean) =>
			({ what: 'permission', holder: 'post', holderId: 'keeper', permission, granted }) as const;
		const changed = changeGrants(org, [
			give('seal.use', true),
			give('seal.use', true),
			give('seal.manage', true),
			give('seal.manage', false),
			{ what: 'role', postId: 'keeper', roleId: 'drafter', granted: true },
			{
				what: 'permission',
				holder: 'role',
				holderId: 'drafter',
				permission: 'archive.read',
				granted: true,
			},
		]);
		expect(changed).toMatchObject({
			ok: true,
			value: {
				posts: [{ permissions: ['org.manage', 'seal.use'], roleIds: ['drafter'] }],
				roles: [{ permissions: ['document.create', 'archive.read'] }],
			},
		});
	});
	it('AC-9 nothing is given to what does not exist', () => {
		const permission = 'seal.use';
		for (const holder of ['post', 'role'] as const)
			expect(
				code(
					changeGrants(org, [
						{ what: 'permission', holder, holderId: 'x', permission, granted: true },
					]),
				),
			).toBe('core/notFound');
		expect(
			code(changeGrants(org, [{ what: 'role', postId: 'keeper', roleId: 'x', granted: true }])),
		).toBe('core/notFound');
	});
	it('AC-10 somebody enabled keeps managing permissions', () => {
		const access = (uid: string, posts: string[], disabled = false) =>
			computeAccess({ ...aPerson(uid, 'office', ...posts), disabled }, org, 0);
		expect(code(keepsAdministrator(['ann'], [access('ann', ['keeper'])]))).toBe(
			'access/lastAdministrator',
		);
		expect(code(keepsAdministrator(['ann'], [access('ann', ['admin'], true)]))).toBe(
			'access/lastAdministrator',
		);
		expect(keepsAdministrator(['ann', 'eve'], [access('ann', ['keeper'])]).ok).toBe(true);
		expect(
			keepsAdministrator(['ann'], [access('ann', ['keeper']), access('bob', ['admin'])]).ok,
		).toBe(true);
	});
	it('AC-11 who manages people only can neither make nor touch an administrator', () => {
		const keeper = computeAccess(aPerson('amy', 'office', 'keeper'), org, 0);
		const administrator = computeAccess(aPerson('ann', 'office', 'admin'), org, 0);
		const bob = aPerson('bob', 'finance', 'finance-head');
		const raised = { ...bob, postIds: ['finance-head', 'admin'] };
		expect(mayManagePerson(keeper, bob, { ...bob, name: '新名' }, org).ok).toBe(true);
		expect(code(mayManagePerson(keeper, bob, raised, org))).toBe('access/administratorOnly');
		expect(code(mayManagePerson(keeper, raised, bob, org))).toBe('access/administratorOnly');
		const gone = { ...raised, disabled: true };
		expect(code(mayManagePerson(keeper, gone, gone, org))).toBe('access/administratorOnly');
		expect(mayManagePerson(administrator, bob, raised, org).ok).toBe(true);
	});
	it('AC-11 nobody who manages people only changes their own posts', () => {
		const keeper = computeAccess(aPerson('amy', 'office', 'keeper'), org, 0);
		const amy = aPerson('amy', 'office', 'keeper');
		const more = { ...amy, postIds: ['keeper', 'finance-head'] };
		expect(code(mayManagePerson(keeper, amy, more, org))).toBe('access/ownPosts');
		expect(mayManagePerson(keeper, amy, { ...amy, phone: '1' }, org).ok).toBe(true);
	});
});

describe('people', () => {
	const person = {
		name: '新人',
		staffNumber: 'N1',
		email: 'n1@staff.wenshu.local',
		phone: '',
		title: '',
		postIds: ['grants-staff', 'keeper'],
	};
	it('AC-13 the first post names the unit', () => {
		expect(createPerson(org, 'new', person, free, reading, 50)).toEqual({
			ok: true,
			value: { ...person, ...reading, uid: 'new', unitId: 'grants', disabled: false, order: 50 },
		});
		const changed = changePerson(
			org,
			'bob',
			{ postIds: ['keeper', 'finance-head'] },
			free,
			reading,
		);
		expect(changed).toMatchObject({ ok: true, value: { unitId: 'office', pinyin: 'xin ren' } });
	});
	it('AC-13 posts exist and are held once', () => {
		const make = (postIds: string[]) =>
			code(createPerson(org, 'new', { ...person, postIds }, free, reading, 1));
		expect(make(['keeper', 'keeper'])).toBe('access/postTwice');
		expect(make(['nothing'])).toBe('access/postMissing');
		expect(make(['keeper', 'nothing'])).toBe('access/postMissing');
		expect(make([])).toBe('access/postMissing');
		expect(code(changePerson(org, 'bob', { postIds: [] }, free, reading))).toBe(
			'access/postMissing',
		);
	});
	it('AC-12 staff number and e-mail address belong to one person', () => {
		const make = (taken: typeof free, change = {}) =>
			code(createPerson(org, 'new', { ...person, ...change }, taken, reading, 1));
		expect(make({ ...free, staffNumber: true })).toBe('access/staffNumberTaken');
		expect(make({ ...free, email: true })).toBe('access/emailTaken');
		expect(make(free, { email: 'yb9@staff.wenshu.local' })).toBe('access/emailTaken');
		expect(make(free, { email: 'n1@example.com' })).toBeUndefined();
		expect(code(createPerson(org, 'bob', person, free, reading, 1))).toBe('access/idTaken');
		expect(code(changePerson(org, 'bob', {}, { ...free, email: true }, reading))).toBe(
			'access/emailTaken',
		);
		expect(code(changePerson(org, 'gone', {}, free, reading))).toBe('core/notFound');
	});
	it('AC-14 a disabled person keeps posts but is permitted nothing', () => {
		const gone = disablePerson(org, 'bob', 'ann');
		if (!gone.ok) throw new Error(gone.code);
		const access = computeAccess(gone.value, org, 7);
		expect(access).toMatchObject({ disabled: true, permissions: {}, minAuthTime: 7 });
		expect(access.postIds).toEqual(['finance-head']);
		const people = new Map([['bob', gone.value]]);
		expect(enablePerson({ ...org, people }, 'bob')).toEqual({
			ok: true,
			value: org.people.get('bob'),
		});
	});
	it('AC-14 nobody disables themselves', () => {
		expect(code(disablePerson(org, 'ann', 'ann'))).toBe('access/ownAccount');
		expect(code(disablePerson(org, 'gone', 'ann'))).toBe('core/notFound');
		expect(code(enablePerson(org, 'gone'))).toBe('core/notFound');
	});
});

describe('access', () => {
	it('AC-9 is what posts and their roles permit, with the units above', () => {
		const bob = aPerson('bob', 'grants', 'grants-staff', 'keeper', 'finance-head');
		expect(computeAccess(bob, org, 0)).toEqual({
			uid: 'bob',
			name: 'bob员',
			disabled: false,
			minAuthTime: 0,
			permissions: { 'document.create': true, 'org.manage': true },
			unitIds: ['finance', 'grants', 'office'],
			unitPath: ['bureau', 'finance', 'grants', 'office'],
			headOf: ['finance'],
			postIds: ['grants-staff', 'keeper', 'finance-head'],
			roleIds: ['drafter'],
		});
		expect(computeAccess(bob, org, 0, true).mustChangePassword).toBe(true);
	});
	it('AC-9 a changed role concerns the holders of all posts that carry it', () => {
		const names = (changed: object) => peopleAffected(org, changed).map((person) => person.uid);
		expect(names({ roleIds: ['drafter'] })).toEqual(['bob']);
		expect(names({ postIds: ['keeper'] })).toEqual(['amy']);
		expect(names({})).toEqual([]);
	});
	it('AC-21 handed-out passwords are long and mixed', () => {
		expect(isStrongPassword('Wenshu@2026')).toBe(true);
		for (const weak of ['Short1', 'onlyletterslong', '123456789012', `a1${'x'.repeat(127)}`])
			expect(isStrongPassword(weak)).toBe(false);
		expect(staffAddress('YB0001')).toBe('yb0001@staff.wenshu.local');
	});
});
