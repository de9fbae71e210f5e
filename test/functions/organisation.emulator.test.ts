import { randomUUID } from 'node:crypto';
import type { Person, Post, Unit } from '@wenshu/domain/access/model.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
	access,
	act,
	aDraft,
	administrator,
	auth,
	chosen,
	db,
	directoryStatus,
	drafter,
	initial,
	must,
	newcomer,
	nextCode,
	nextNumber,
	open,
	read,
	secondAdministrator,
	send,
	settle,
	tidy,
	tokenOf,
} from '../support/organisation.ts';

const { repairAccounts } = await import('../../functions/src/organisation/repair.ts');

/** The second in which a token's session began. */
function beganAt(token: string): number {
	const claims = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
	return (JSON.parse(claims) as { auth_time: number }).auth_time;
}

beforeAll(open);
afterAll(tidy);

describe('units', () => {
	it('AC-3 a move rewrites the paths below and the access of everybody in them', async () => {
		const person = await newcomer();
		const [parentId, code] = [randomUUID(), nextCode()];
		const parent = { name: `上级${code}`, shortName: code, kind: 'department', code };
		await must('unit/create', parentId, { ...parent, parentId: 'bureau' });
		await must('unit/move', person.unitId, { parentId, beforeId: null });
		const unit = await read<Unit>(`units/${person.unitId}`);
		expect(unit?.path).toEqual(['bureau', parentId, person.unitId]);
		expect((await access(person.uid))?.unitPath).toContain(parentId);
		expect(
			await act('unit/move', parentId, { parentId: person.unitId, beforeId: null }),
		).toMatchObject({ ok: false, code: 'access/unitCycle' });
	});
	it('AC-4 a unit with people stays; empty it goes with its posts', async () => {
		const person = await newcomer();
		expect(await act('unit/remove', person.unitId, {})).toMatchObject({
			code: 'access/unitHasPeople',
		});
		await must('person/change', person.uid, { postIds: ['office-staff'] });
		await must('unit/remove', person.unitId, {});
		expect(await read(`units/${person.unitId}`)).toBeUndefined();
		expect(await read(`posts/${person.postId}`)).toBeUndefined();
	});
	it('AC-8 a role that flows name stays', async () => {
		expect(await act('role/remove', 'deptHead', {})).toMatchObject({ ok: false });
	});
	it('AC-20 a sheet of units is taken as a whole or not at all', async () => {
		const [id, code] = [randomUUID(), nextCode()];
		const draft = { name: `导入${code}`, shortName: code, kind: 'center', code };
		const good = { row: 2, id, parentId: 'bureau', draft };
		const bad = { ...good, row: 3, id: randomUUID() };
		expect(await act('unit/import', 'units', { rows: [good, bad] })).toMatchObject({
			code: 'access/importRow',
			detail: { row: '3' },
		});
		expect(await read(`units/${id}`)).toBeUndefined();
		expect(await must('unit/import', 'units', { rows: [good] })).toEqual({ units: 1 });
		expect(await read(`units/${id}`)).toMatchObject({ path: ['bureau', id], code });
	});
});

describe('people', () => {
	it('AC-12 a new person can sign in, by a name nobody else has', async () => {
		const person = await newcomer();
		const stored = await read<Person>(`people/${person.uid}`);
		expect(stored).toMatchObject({
			pinyin: 'shan xiao yu',
			initials: 'sxy',
			unitId: person.unitId,
		});
		const { customClaims } = await auth.getUser(person.uid);
		expect(customClaims).toEqual({ staff: true });
		const again = { ...aDraft(person.draft.staffNumber, ['office-staff']), email: 'x@example.com' };
		expect(await act('person/create', randomUUID(), { ...again, password: initial })).toMatchObject(
			{
				code: 'access/staffNumberTaken',
			},
		);
		const borrowed = { ...aDraft(nextNumber(), ['office-staff']), email: person.draft.email };
		expect(
			await act('person/create', randomUUID(), { ...borrowed, password: initial }),
		).toMatchObject({ code: 'access/emailTaken' });
	});
	it('AC-12 two administrators who give the same staff number at once: one is refused', async () => {
		const number = nextNumber();
		const create = () =>
			act('person/create', randomUUID(), {
				...aDraft(number, ['office-staff']),
				password: initial,
			});
		const answers = await Promise.all([create(), create()]);
		expect(answers.map((answer) => answer.ok).sort()).toEqual([false, true]);
		expect(answers.find((answer) => !answer.ok)).toMatchObject({
			code: 'access/staffNumberTaken',
		});
	});
	it('AC-12 an act delivered twice makes one person and never resets a chosen password', async () => {
		const [uid, id, number] = [randomUUID(), randomUUID(), nextNumber()];
		const input = { ...aDraft(number, ['office-staff']), password: initial };
		const first = await act('person/create', uid, input, id);
		await settle(number.toLowerCase());
		expect(await act('person/create', uid, input, id)).toEqual(first);
		await expect(tokenOf(number.toLowerCase(), chosen)).resolves.toBeTruthy();
		const journal = await read<{ input: string }>(`journal/${id}`);
		expect(journal?.input).toContain(number);
		expect(journal?.input).not.toContain(initial);
	});
	it('AC-13 a new staff number moves the sign-in along and frees the old one', async () => {
		const person = await newcomer();
		const number = nextNumber();
		await must('person/change', person.uid, { staffNumber: number, name: '仇小雨' });
		expect((await auth.getUser(person.uid)).email).toBe(
			`${number.toLowerCase()}@staff.wenshu.local`,
		);
		expect(await read(`signInNames/staff_${person.login}`)).toBeUndefined();
		expect(await read<Person>(`people/${person.uid}`)).toMatchObject({ initials: 'qxy' });
		expect((await access(person.uid))?.name).toBe('仇小雨');
	});
	it('AC-21 an initial password lets nobody act until it is changed', async () => {
		const person = await newcomer();
		await must('permission/set', 'matrix', {
			changes: [
				{
					what: 'permission',
					holder: 'post',
					holderId: person.postId,
					permission: 'org.manage',
					granted: true,
				},
			],
		});
		const first = await tokenOf(person.login, initial);
		const change = (token: string) => send(token, 'post/change', person.postId, { rank: 301 });
		const said = (token: string) => send(token, 'person/passwordChanged', person.uid, {});
		expect(await change(first)).toMatchObject({ code: 'access/mustChangePassword' });
		expect(await said(first)).toMatchObject({ code: 'access/passwordKept' });
		expect((await access(person.uid))?.mustChangePassword).toBe(true);
		// Sessions are told apart by the second in which they began.
		await expect.poll(() => Math.floor(Date.now() / 1000)).toBeGreaterThan(beganAt(first));
		const token = await settle(person.login);
		expect(await said(token)).toMatchObject({ ok: true });
		expect(await access(person.uid)).not.toHaveProperty('mustChangePassword');
		expect(await directoryStatus(first)).toBe(403);
		expect(await change(first)).toMatchObject({ code: 'core/signedOut' });
		expect(await change(token)).toMatchObject({ ok: true });
	});
	it('AC-21 disabling locks out at once, in rules, acts and sign-in; enabling brings all back', async () => {
		const person = await newcomer();
		const token = await settle(person.login);
		await send(token, 'person/passwordChanged', person.uid, {});
		expect(await directoryStatus(token)).toBe(200);
		expect(await must('person/disable', person.uid, {})).toEqual({ openTasks: 0 });
		expect(await directoryStatus(token)).toBe(403);
		expect(await send(token, 'person/passwordChanged', person.uid, {})).toMatchObject({
			code: 'core/disabled',
		});
		await expect(tokenOf(person.login, chosen)).rejects.toThrow('USER_DISABLED');
		expect((await auth.getUser(person.uid)).customClaims).toEqual({ staff: true, disabled: true });
		await must('person/enable', person.uid, {});
		expect(await directoryStatus(token)).toBe(403);
		// Seconds: whoever signs in within the second of the change is still refused.
		const status = async () => directoryStatus(await tokenOf(person.login, chosen));
		await expect.poll(status).toBe(200);
	});
	it('AC-21 a reset password ends every session and the old password', async () => {
		const person = await newcomer();
		const token = await settle(person.login);
		await send(token, 'person/passwordChanged', person.uid, {});
		const id = randomUUID();
		const reset = () => act('person/resetPassword', person.uid, { password: 'Another2026' }, id);
		expect(await reset()).toMatchObject({ ok: true });
		expect(await directoryStatus(token)).toBe(403);
		await expect(tokenOf(person.login, chosen)).rejects.toThrow('INVALID_PASSWORD');
		await expect(tokenOf(person.login, 'Another2026')).resolves.toBeTruthy();
		expect((await access(person.uid))?.mustChangePassword).toBe(true);
		expect(await act('person/resetPassword', person.uid, { password: 'weak' })).toMatchObject({
			code: 'access/weakPassword',
		});
	});
	it('AC-20 a sheet of posts makes and changes them, and a new head heads at once', async () => {
		const person = await newcomer();
		const draft = { name: '科员', unitId: person.unitId, isHead: true, rank: 90 };
		const known = { row: 2, id: person.postId, draft };
		const made = { row: 3, id: randomUUID(), draft: { ...draft, name: '内勤', isHead: false } };
		const moved = { row: 4, id: person.postId, draft: { ...draft, unitId: 'office' } };
		const twin = { row: 5, id: randomUUID(), draft: { ...draft, name: '内勤' } };
		for (const bad of [moved, twin])
			expect(await act('post/import', 'posts', { rows: [known, made, bad] })).toMatchObject({
				code: 'access/importRow',
				detail: { row: String(bad.row) },
			});
		expect(await read(`posts/${made.id}`)).toBeUndefined();
		expect(await must('post/import', 'posts', { rows: [known, made] })).toEqual({ posts: 2 });
		expect((await access(person.uid))?.headOf).toEqual([person.unitId]);
		expect(await read(`posts/${made.id}`)).toMatchObject({ permissions: [], rank: 90 });
	});
	it('AC-14 nobody disables themselves', async () => {
		expect(await act('person/disable', administrator, {})).toMatchObject({
			code: 'access/ownAccount',
		});
	});
	it('AC-20 a sheet of people is taken as a whole or not at all, and twice is once', async () => {
		const known = await newcomer();
		const row = (number: number, staffNumber: string, uid: string = randomUUID()) => ({
			row: number,
			uid,
			draft: aDraft(staffNumber, ['office-staff']),
			disabled: false,
		});
		const number = nextNumber();
		const good = row(2, number);
		const repeated = row(3, number);
		const sheet = (rows: object[], id?: string) =>
			act('person/import', 'people', { rows, password: initial }, id);
		expect(await sheet([good, { ...repeated, uid: randomUUID() }])).toMatchObject({
			code: 'access/importRow',
			detail: { row: '3' },
		});
		expect(await read(`people/${good.uid}`)).toBeUndefined();
		const id = randomUUID();
		const change = { ...row(3, known.draft.staffNumber, known.uid), disabled: true };
		const answer = { ok: true, result: { created: 1, changed: 1 } };
		expect(await sheet([good, change], id)).toEqual(answer);
		expect(await sheet([good, change], id)).toEqual(answer);
		expect(await access(known.uid)).toMatchObject({ disabled: true, unitIds: ['office'] });
		expect(await access(good.uid)).toMatchObject({ mustChangePassword: true });
		await expect(tokenOf(number.toLowerCase(), initial)).resolves.toBeTruthy();
		await expect(tokenOf(known.login, initial)).rejects.toThrow('USER_DISABLED');
	});
});

describe('permissions', () => {
	it('AC-9 what a role is given reaches everybody who holds it, in the same act', async () => {
		const person = await newcomer();
		const roleId = randomUUID();
		await must('role/create', roleId, { name: `角色${nextCode()}` });
		const answer = await must('permission/set', 'matrix', {
			changes: [
				{ what: 'role', postId: person.postId, roleId, granted: true },
				{
					what: 'permission',
					holder: 'role',
					holderId: roleId,
					permission: 'seal.use',
					granted: true,
				},
			],
		});
		expect(answer).toEqual({ people: 1 });
		expect(await access(person.uid)).toMatchObject({
			permissions: { 'seal.use': true },
			roleIds: [roleId],
		});
		expect(await read<Post>(`posts/${person.postId}`)).toMatchObject({ roleIds: [roleId] });
		expect(await act('role/remove', roleId, {})).toMatchObject({ code: 'access/roleCarried' });
	});
	it('AC-10 the last administrator stays, whichever way they would go', async () => {
		const holders = await db
			.collection('people')
			.where('postIds', 'array-contains', 'administrator')
			.get();
		for (const holder of holders.docs.filter((each) => each.id !== administrator))
			if (!(holder.data() as Person).disabled) await must('person/disable', holder.id, {});
		const refused = { ok: false, code: 'access/lastAdministrator' };
		const away = { postIds: ['statistics-staff'] };
		expect(await act('person/change', administrator, away)).toMatchObject(refused);
		expect(
			await act('permission/set', 'matrix', {
				changes: [
					{ what: 'role', postId: 'administrator', roleId: 'administrator', granted: false },
					{
						what: 'permission',
						holder: 'post',
						holderId: 'administrator',
						permission: 'permission.manage',
						granted: false,
					},
				],
			}),
		).toMatchObject(refused);
	});
	it('AC-10 two administrators who remove each other at once: one stays', async () => {
		const other = await secondAdministrator();
		const token = await settle(other.login);
		await send(token, 'person/passwordChanged', other.uid, {});
		const answers = await Promise.all([
			act('person/disable', other.uid, {}),
			send(token, 'person/change', administrator, { postIds: ['statistics-staff'] }),
		]);
		const [mine, theirs] = await Promise.all([access(administrator), access(other.uid)]);
		const left = [mine, theirs].filter(
			(one) => one?.disabled === false && one.permissions['permission.manage'] === true,
		);
		expect(left).toHaveLength(1);
		expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
		if (left[0]?.uid === other.uid) {
			const back = { postIds: ['administrator', 'statistics-staff'] };
			expect(await send(token, 'person/change', administrator, back)).toMatchObject({ ok: true });
			await must('person/disable', other.uid, {});
		}
	});
	it('AC-11 who manages people only cannot make themselves an administrator', async () => {
		const keeper = await newcomer();
		const give = {
			what: 'permission',
			holder: 'post',
			holderId: keeper.postId,
			permission: 'org.manage',
			granted: true,
		};
		await must('permission/set', 'matrix', { changes: [give] });
		const token = await settle(keeper.login);
		await send(token, 'person/passwordChanged', keeper.uid, {});
		const raise = { postIds: [keeper.postId, 'administrator'] };
		expect(await send(token, 'person/change', keeper.uid, raise)).toMatchObject({
			code: 'access/administratorOnly',
		});
		expect(
			await send(token, 'person/change', drafter, { postIds: ['administrator'] }),
		).toMatchObject({ code: 'access/administratorOnly' });
		const password = { password: 'Stolen20261' };
		expect(await send(token, 'person/resetPassword', administrator, password)).toMatchObject({
			code: 'access/administratorOnly',
		});
		expect(await send(token, 'permission/set', 'matrix', { changes: [give] })).toMatchObject({
			code: 'core/forbidden',
		});
	});
	it.each([
		['unit/remove', 'office', {}],
		['post/remove', 'office-staff', {}],
		['person/disable', administrator, {}],
		['person/resetPassword', administrator, { password: initial }],
		['role/create', 'anything', { name: '越权' }],
	])('AC-11 %s is refused to ordinary staff', async (type, target, input) => {
		const token = await tokenOf(drafter);
		expect(await send(token, type, target, input)).toMatchObject({ code: 'core/forbidden' });
	});
});

describe('repair', () => {
	it('AC-21 an account whose act died is finished by the schedule, with a password nobody knows', async () => {
		const person = await newcomer();
		await db
			.doc(`accounts/${person.uid}`)
			.update({ dirty: true, passwordAct: 'lost', disabled: true });
		await repairAccounts(new Date());
		expect((await auth.getUser(person.uid)).disabled).toBe(false);
		await repairAccounts(new Date(Date.now() + 120_000));
		expect((await auth.getUser(person.uid)).disabled).toBe(true);
		expect(await read(`accounts/${person.uid}`)).toMatchObject({ dirty: false, passwordAct: null });
		await auth.updateUser(person.uid, { disabled: false });
		await expect(tokenOf(person.login, initial)).rejects.toThrow('INVALID_PASSWORD');
	});
	it('AC-9 access left over from a large change is computed by the schedule', async () => {
		const person = await newcomer();
		await db.doc(`access/${person.uid}`).update({ unitIds: [], postIds: [] });
		await db.doc('accessUpdates/lost').set({ id: 'lost', uids: [person.uid], at: new Date() });
		await repairAccounts(new Date());
		expect(await access(person.uid)).toMatchObject({ unitIds: [person.unitId] });
		expect(await read('accessUpdates/lost')).toBeUndefined();
	});
});
