import { idSchema, type Person } from '@wenshu/domain/access/model.ts';
import {
	changePerson,
	createPerson,
	disablePerson,
	personDraftSchema,
} from '@wenshu/domain/access/people.ts';
import { isStrongPassword } from '@wenshu/domain/access/sign-in.ts';
import { grant, refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import { z } from 'zod';
import { defineAct, type ActContext } from '../platform/act.ts';
import { auth, db } from '../platform/firebase.ts';
import { updateAccess } from './access-update.ts';
import { syncAccounts } from './accounts.ts';
import { readOrganisation, readPeople, type WorkingOrganisation } from './organisation.ts';
import { nextOrder } from './person-acts.ts';
import { takenNames, writePerson } from './person-writing.ts';
import { readName } from './pinyin.ts';
import { rowRefusal } from './row-refusal.ts';
import { emailPath, staffNumberPath } from './sign-in-names.ts';

const rowSchema = z.object({
	/** Row of the sheet, for refusals. */
	row: z.number().int(),
	uid: idSchema,
	draft: personDraftSchema,
	disabled: z.boolean(),
});
type Row = z.infer<typeof rowSchema>;

/** The person a row describes: a new one, or the known one as the row wants it. */
async function decideRow(
	{ work, actor }: ActContext<unknown>,
	org: WorkingOrganisation,
	{ uid, draft, disabled }: Row,
	order: number,
): Promise<Decision<Person>> {
	const taken = await takenNames(work, uid, draft);
	const reading = readName(draft.name);
	const person = org.people.has(uid)
		? changePerson(org, uid, draft, taken, reading)
		: createPerson(org, uid, draft, taken, reading, order);
	if (!person.ok) return person;
	if (disabled && !person.value.disabled) {
		const gone = disablePerson({ ...org, people: new Map([[uid, person.value]]) }, uid, actor.uid);
		return gone;
	}
	return grant({ ...person.value, disabled });
}

/** Takes the rows of a sheet, all or none; new people get the same initial password, to be changed at once. */
const importPeople = defineAct({
	type: 'person/import',
	permission: 'org.manage',
	secret: ['password'],
	input: z.object({ rows: z.array(rowSchema).min(1).max(200), password: z.string().max(128) }),
	async run(context) {
		const { act, work, now, input } = context;
		const org = await readOrganisation(work);
		const uids = input.rows.map(({ uid }) => uid);
		await readPeople(work, org, uids);
		const known = new Set(org.people.keys());
		const created = uids.filter((uid) => !known.has(uid));
		if (created.length > 0 && !isStrongPassword(input.password))
			return refuse('access/weakPassword');
		await work.getAll([
			...input.rows.map(({ draft }) => staffNumberPath(draft.staffNumber)),
			...input.rows.map(({ draft }) => emailPath(draft.email)),
			...uids.flatMap((uid) => [`accounts/${uid}`, `access/${uid}`]),
		]);
		let order = await nextOrder(work);
		for (const row of input.rows) {
			const person = await decideRow(context, org, row, order);
			if (!person.ok) return rowRefusal(row.row, person);
			const isNew = !known.has(row.uid);
			if (isNew) order += 10;
			const account = isNew ? { password: true } : { revoke: person.value.disabled };
			const written = await writePerson(context, org, person.value, account);
			if (!written.ok) return rowRefusal(row.row, written);
		}
		const fresh = await updateAccess(work, act.id, now, org, created, { mustChangePassword: true });
		if (!fresh.ok) return fresh;
		const others = uids.filter((uid) => known.has(uid));
		const updated = await updateAccess(work, act.id, now, org, others);
		if (!updated.ok) return updated;
		return grant({ created: created.length, changed: others.length });
	},
	after: (act, { rows, password }) =>
		syncAccounts(
			db,
			auth,
			rows.map(({ uid }) => uid),
			{ actId: act.id, password },
		),
});

/** Acts that take a whole sheet of people. */
export const importActs = [importPeople];
