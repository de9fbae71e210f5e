import { createLoan, endLoan, loanAt, type Loan } from '@wenshu/domain/access/loans.ts';
import { idSchema } from '@wenshu/domain/access/model.ts';
import { isPermission, permissions, type Permission } from '@wenshu/domain/access/permissions.ts';
import { grant, refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import { moment } from '@wenshu/domain/flow/moment.ts';
import { z } from 'zod';
import type { Notice } from '../flow/notices.ts';
import { defineAct, may, type ActContext } from '../platform/act.ts';
import { db } from '../platform/firebase.ts';
import { inWork } from '../platform/in-work.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';
import { recomputeAccess } from './access-update.ts';
import { readOrganisation, readPeople } from './organisation.ts';

/** Loans in one run of the schedule; what is left waits ten minutes. */
const AT_ONCE = 100;

/** Writes a loan and what follows from it for the access of its borrower. */
async function settleLoan(work: UnitOfWork, loan: Loan, now: Date): Promise<void> {
	await recomputeAccess(work, [loan.borrower], now, loan);
	work.put(`loans/${loan.id}`, loan);
}

function tell({ work, act, actor, now }: ActContext<unknown>, loan: Loan, words: string): void {
	if (loan.borrower === actor.uid) return;
	const id = `${act.id}-${loan.borrower}`;
	const notice: Notice = {
		id,
		uid: loan.borrower,
		kind: 'loan',
		title: `${loan.lenderName}授权：${loan.permissions.map((each) => permissions[each][0]).join('、')}`,
		body: `${actor.person.name} · ${words}`,
		link: '/delegations/loans',
		at: now,
		readAt: null,
	};
	work.create(`notices/${id}`, notice);
}

async function create(
	context: ActContext<{
		borrower: string;
		permissions: Permission[];
		from: Date;
		until: Date;
		reason: string;
	}>,
): Promise<Decision<Record<string, unknown>>> {
	const { work, act, actor, input, now } = context;
	if ((await work.get(`loans/${act.target}`)) !== null) return refuse('core/stale');
	const org = await readOrganisation(work);
	await readPeople(work, org, [actor.uid, input.borrower]);
	const loan = createLoan(org, actor.uid, { id: act.target, ...input }, now);
	if (!loan.ok) return loan;
	// Posts that change at this moment and this loan follow one another (AC-24).
	work.put('organisation/state', { version: act.id, changedAt: now });
	await settleLoan(work, loan.value, now);
	tell(context, loan.value, `${moment(loan.value.from)} 至 ${moment(loan.value.until)}`);
	return grant({ id: act.target });
}

async function end(context: ActContext<unknown>): Promise<Decision<Record<string, unknown>>> {
	const { work, act, actor, now } = context;
	const stored = await work.get<Loan>(`loans/${act.target}`);
	if (stored === null) return refuse('core/notFound');
	const by = { uid: actor.uid, managesPermissions: may(actor, 'permission.manage') };
	const ended = endLoan(stored, by, now);
	if (!ended.ok) return ended;
	await settleLoan(work, ended.value, now);
	tell(context, ended.value, '授权已收回');
	return grant({});
}

/** Ends a loan because one of its sides leaves; whoever does it manages people. */
export async function endLoanOf(work: UnitOfWork, id: string, by: string, now: Date) {
	const stored = await work.get<Loan>(`loans/${id}`);
	if (stored === null) return refuse('core/notFound');
	const ended = endLoan(stored, { uid: by, managesPermissions: true }, now);
	if (!ended.ok) return ended;
	await settleLoan(work, ended.value, now);
	return ended;
}

/** Job of the schedule: loans that begin or end now change what their borrowers may do. */
export async function moveLoans(now: Date): Promise<void> {
	const due = await db
		.collection('loans')
		.where('nextAt', '<=', now)
		.orderBy('nextAt')
		.limit(AT_ONCE)
		.get();
	for (const { id } of due.docs)
		await inWork(async (work) => {
			const stored = await work.get<Loan>(`loans/${id}`);
			if (stored !== null) await settleLoan(work, loanAt(stored, now), now);
		});
}

const permission = z.custom<Permission>((id) => typeof id === 'string' && isPermission(id));

/** Loans of permissions (用户权限的授权) as acts; the target is the loan. */
export const loanActs = [
	defineAct({
		type: 'loan/create',
		input: z.object({
			borrower: idSchema,
			permissions: z.array(permission).min(1).max(50),
			from: z.coerce.date(),
			until: z.coerce.date(),
			reason: z.string().trim().max(200),
		}),
		run: create,
	}),
	defineAct({ type: 'loan/end', input: z.object({}), run: end }),
];
