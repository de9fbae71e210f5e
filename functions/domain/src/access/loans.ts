import { z } from 'zod';
import { grant, refuse, type Decision } from '../core/decision.ts';
import { computeAccess, type Organisation } from './compute-access.ts';
import type { AccessRefusal } from './messages.ts';
import { idSchema, type Person } from './model.ts';
import { isPermission, permissions, type Permission } from './permissions.ts';

const permission = z.custom<Permission>((id) => typeof id === 'string' && isPermission(id));

/** `loans/{id}`: permissions that a leader lends to somebody below for a time (用户权限的授权, SYS-5). */
export const loanSchema = z.object({
	id: idSchema,
	lender: idSchema,
	lenderName: z.string(),
	borrower: idSchema,
	borrowerName: z.string(),
	permissions: z.array(permission).min(1).max(50),
	from: z.date(),
	until: z.date(),
	reason: z.string().max(200),
	createdAt: z.date(),
	/** When it ended: taken back by `endedBy`, or run out where nobody is named. Null until then. */
	endedAt: z.date().nullable(),
	endedBy: idSchema.nullable(),
	/** When access has to be computed again next; null for never. */
	nextAt: z.date().nullable(),
});
export type Loan = z.infer<typeof loanSchema>;

/** A loan lasts so long at most; milliseconds. */
const LONGEST = 366 * 86_400_000;

/** What nobody can lend (AC-22). */
const neverLent = new Set<Permission>(['permission.manage', 'org.manage']);

/** What a person may lend: what posts and roles give them, the power over people and permissions left out. */
export function lendable(person: Person, org: Organisation): Permission[] {
	const own = Object.keys(computeAccess(person, org, 0).permissions);
	return own.filter((id): id is Permission => isPermission(id) && !neverLent.has(id));
}

/** Whether somebody heads a unit in which, or above which, the other holds a post. */
export function isAbove(lender: Person, borrower: Person, org: Organisation): boolean {
	const headed = computeAccess(lender, org, 0).headOf;
	return borrower.postIds.some((id) => {
		const unit = org.units.get(org.posts.get(id)?.unitId ?? '');
		return unit?.path.some((each) => headed.includes(each)) === true;
	});
}

export interface LoanDraft {
	id: string;
	borrower: string;
	permissions: readonly Permission[];
	from: Date;
	until: Date;
	reason: string;
}

/** AC-22, AC-23: lends permissions; `org.people` holds both. */
export function createLoan(
	org: Organisation,
	lenderUid: string,
	draft: LoanDraft,
	now: Date,
): Decision<Loan, AccessRefusal> {
	const lender = org.people.get(lenderUid);
	const borrower = org.people.get(draft.borrower);
	if (lender === undefined || borrower === undefined) return refuse('core/notFound');
	if (lender.uid === borrower.uid) return refuse('access/lendSelf');
	if (computeAccess(lender, org, 0).headOf.length === 0) return refuse('access/notHead');
	const { name } = borrower;
	if (borrower.disabled) return refuse('access/lendDisabled', { name });
	if (!isAbove(lender, borrower, org)) return refuse('access/notBelow', { name });
	const own = lendable(lender, org);
	for (const id of draft.permissions) {
		const words = { permission: permissions[id][0] };
		if (neverLent.has(id)) return refuse('access/neverLent', words);
		if (!own.includes(id)) return refuse('access/notHeld', words);
	}
	const from = draft.from < now ? now : draft.from;
	const length = draft.until.getTime() - from.getTime();
	if (length <= 0 || length > LONGEST) return refuse('access/lendWindow');
	return grant({
		id: draft.id,
		lender: lender.uid,
		lenderName: lender.name,
		borrower: borrower.uid,
		borrowerName: name,
		permissions: [...new Set(draft.permissions)],
		from,
		until: draft.until,
		reason: draft.reason.trim(),
		createdAt: now,
		endedAt: null,
		endedBy: null,
		nextAt: from > now ? from : draft.until,
	});
}

/** AC-23: the lender, or an administrator, takes a loan back. */
export function endLoan(
	loan: Loan,
	actor: { uid: string; managesPermissions: boolean },
	now: Date,
): Decision<Loan, AccessRefusal> {
	if (loan.lender !== actor.uid && !actor.managesPermissions) return refuse('access/notLender');
	if (loan.endedAt !== null || loan.until <= now) return refuse('access/loanEnded');
	return grant({ ...loan, endedAt: now, endedBy: actor.uid, nextAt: null });
}

/** A loan as the schedule leaves it at a moment: begun, or over. */
export function loanAt(loan: Loan, now: Date): Loan {
	if (loan.endedAt !== null) return { ...loan, nextAt: null };
	if (now < loan.from) return { ...loan, nextAt: loan.from };
	return now < loan.until
		? { ...loan, nextAt: loan.until }
		: { ...loan, endedAt: loan.until, nextAt: null };
}

/** AC-24: what is lent to a person now and still the lender's to lend. `org.people` holds both sides. */
export function lentTo(
	borrower: Person,
	loans: readonly Loan[],
	org: Organisation,
	now: Date,
): Permission[] {
	const lent = new Set<Permission>();
	for (const loan of loans) {
		if (loan.borrower !== borrower.uid || loan.endedAt !== null) continue;
		if (now < loan.from || now >= loan.until) continue;
		const lender = org.people.get(loan.lender);
		if (lender === undefined || !isAbove(lender, borrower, org)) continue;
		const own = lendable(lender, org);
		for (const id of loan.permissions) if (own.includes(id)) lent.add(id);
	}
	return [...lent];
}
