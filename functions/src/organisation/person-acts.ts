import {
	changePerson,
	createPerson,
	disablePerson,
	enablePerson,
	personDraftSchema,
} from '@wenshu/domain/access/people.ts';
import { isStrongPassword } from '@wenshu/domain/access/sign-in.ts';
import { grant, refuse } from '@wenshu/domain/core/decision.ts';
import type { Access, Person } from '@wenshu/domain/access/model.ts';
import { z } from 'zod';
import { defineAct, type ActContext } from '../platform/act.ts';
import { auth, db } from '../platform/firebase.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';
import { updateAccess, type AccessChange } from './access-update.ts';
import { syncAccounts, type Account } from './accounts.ts';
import { given } from './given.ts';
import { readOrganisation, readPeople, type WorkingOrganisation } from './organisation.ts';
import { takenNames, writePerson } from './person-writing.ts';
import { readName } from './pinyin.ts';

const permission = 'org.manage';
const password = z.string().max(128);

/** Place in lists for the next person, after everybody. */
export async function nextOrder(work: UnitOfWork): Promise<number> {
	const [last] = await work.query<Person>((store) =>
		store.collection('people').orderBy('order', 'desc').limit(1),
	);
	return (last?.order ?? 0) + 10;
}

/** The organisation with the person the act is about. */
async function readTarget({ act, work }: ActContext<unknown>): Promise<WorkingOrganisation> {
	const org = await readOrganisation(work);
	await readPeople(work, org, [act.target]);
	return org;
}

/** Seconds since 1970 from which a session must have signed in: this second's sessions end as well. */
function sessionsFrom(now: Date): number {
	return Math.floor(now.getTime() / 1000) + 1;
}

async function save(
	context: ActContext<unknown>,
	org: WorkingOrganisation,
	person: Person,
	account: { password?: boolean; revoke?: boolean } = {},
	access: AccessChange = {},
) {
	const written = await writePerson(context, org, person, account);
	if (!written.ok) return written;
	const { act, work, now } = context;
	return updateAccess(work, act.id, now, org, [person.uid], access);
}

const create = defineAct({
	type: 'person/create',
	permission,
	secret: ['password'],
	input: personDraftSchema.extend({ password }),
	async run(context) {
		const { act, work } = context;
		const { password: initial, ...draft } = context.input;
		if (!isStrongPassword(initial)) return refuse('access/weakPassword');
		const org = await readTarget(context);
		const taken = await takenNames(work, act.target, draft);
		const order = await nextOrder(work);
		const reading = readName(draft.name);
		const person = createPerson(org, act.target, draft, taken, reading, order);
		if (!person.ok) return person;
		const change = { mustChangePassword: true };
		const saved = await save(context, org, person.value, { password: true }, change);
		return saved.ok ? grant({}) : saved;
	},
	after: (act, input) =>
		syncAccounts(db, auth, [act.target], { actId: act.id, password: input.password }),
});

const change = defineAct({
	type: 'person/change',
	permission,
	input: personDraftSchema.extend({ order: z.number().int() }).partial(),
	async run(context) {
		const { act, work, input } = context;
		const org = await readTarget(context);
		const before = org.people.get(act.target);
		if (before === undefined) return refuse('core/notFound');
		const fields = given(input);
		const taken = await takenNames(work, act.target, { ...before, ...fields });
		const reading = readName(fields.name ?? before.name);
		const person = changePerson(org, act.target, fields, taken, reading);
		if (!person.ok) return person;
		const saved = await save(context, org, person.value);
		return saved.ok ? grant({}) : saved;
	},
	after: (act) => syncAccounts(db, auth, [act.target]),
});

const disable = defineAct({
	type: 'person/disable',
	permission,
	input: z.object({}),
	async run(context) {
		const { act, actor, now } = context;
		const org = await readTarget(context);
		const person = disablePerson(org, act.target, actor.uid);
		if (!person.ok) return person;
		const locked = { minAuthTime: sessionsFrom(now) };
		const saved = await save(context, org, person.value, { revoke: true }, locked);
		if (!saved.ok) return saved;
		const open = db.collection('tasks').where('assignee', '==', act.target);
		const tasks = await open.where('status', '==', 'open').count().get();
		return grant({ openTasks: tasks.data().count });
	},
	after: (act) => syncAccounts(db, auth, [act.target]),
});

const enable = defineAct({
	type: 'person/enable',
	permission,
	input: z.object({}),
	async run(context) {
		const org = await readTarget(context);
		const person = enablePerson(org, context.act.target);
		if (!person.ok) return person;
		const saved = await save(context, org, person.value, { revoke: true });
		return saved.ok ? grant({}) : saved;
	},
	after: (act) => syncAccounts(db, auth, [act.target]),
});

const resetPassword = defineAct({
	type: 'person/resetPassword',
	permission,
	secret: ['password'],
	input: z.object({ password }),
	async run(context) {
		if (!isStrongPassword(context.input.password)) return refuse('access/weakPassword');
		const org = await readTarget(context);
		const person = org.people.get(context.act.target);
		if (person === undefined) return refuse('core/notFound');
		const locked = { minAuthTime: sessionsFrom(context.now), mustChangePassword: true };
		const saved = await save(context, org, person, { password: true, revoke: true }, locked);
		return saved.ok ? grant({}) : saved;
	},
	after: (act, input) =>
		syncAccounts(db, auth, [act.target], { actId: act.id, password: input.password }),
});

/** Whether Auth has seen a change of the password later than the last one from here. */
async function choseOwnPassword(work: UnitOfWork, uid: string): Promise<boolean> {
	const account = await work.get<Account>(`accounts/${uid}`);
	const { tokensValidAfterTime } = await auth.getUser(uid);
	const [since, seen] = [account?.passwordSetAt, tokensValidAfterTime];
	return !since || !seen || Date.parse(seen) > Date.parse(since);
}

/**
 * Said by the person's own session once the password is changed: sessions that signed in before it end. That
 * an initial password is gone is believed only when Auth has seen a change later than the last one from here.
 */
const passwordChanged = defineAct({
	type: 'person/passwordChanged',
	input: z.object({}),
	withInitialPassword: true,
	async run({ act, actor, work }) {
		if (act.target !== actor.uid) return refuse('core/notFound');
		const { mustChangePassword, ...access } = actor.access;
		if (mustChangePassword === true && !(await choseOwnPassword(work, actor.uid)))
			return refuse('access/passwordKept');
		const minAuthTime = Math.max(access.minAuthTime, actor.authTime);
		work.put(`access/${actor.uid}`, { ...access, minAuthTime } satisfies Access);
		return grant({});
	},
});

/** Acts on one person (人员) and their account. */
export const personActs = [create, change, disable, enable, resetPassword, passwordChanged];
