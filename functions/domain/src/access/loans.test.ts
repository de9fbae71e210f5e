import { describe, expect, it } from 'vitest';
import { computeAccess } from './compute-access.ts';
import { createLoan, endLoan, lendable, lentTo, loanAt, type Loan } from './loans.ts';
import { aPerson, anOrganisation } from './organisation.test-support.ts';

const day = 86_400_000;
const now = new Date('2026-11-26T01:00:00Z');
const later = (days: number) => new Date(now.getTime() + days * day);

/** bob heads finance and may monitor flows; gil works below in grants, amy elsewhere. */
function aBureau() {
	const org = anOrganisation();
	const head = org.posts.get('finance-head');
	if (head === undefined) throw new Error('no head');
	org.posts.set(head.id, { ...head, permissions: ['flow.monitor', 'org.manage'] });
	org.people.set('gil', aPerson('gil', 'grants', 'grants-staff'));
	return org;
}

function ask(
	part: Partial<Parameters<typeof createLoan>[2]> = {},
	org = aBureau(),
	lender = 'bob',
) {
	const draft = {
		id: 'l',
		borrower: 'gil',
		permissions: ['flow.monitor'] as const,
		reason: '出差',
	};
	return createLoan(org, lender, { ...draft, from: now, until: later(3), ...part }, now);
}

function aLoan(part: Partial<Loan> = {}): Loan {
	const made = ask();
	if (!made.ok) throw new Error(made.code);
	return { ...made.value, ...part };
}

describe('lending permissions', () => {
	it('AC-22 a head lends what they hold by post to somebody of the unit or below', () => {
		expect(ask()).toMatchObject({
			ok: true,
			value: { lender: 'bob', borrower: 'gil', permissions: ['flow.monitor'], nextAt: later(3) },
		});
	});

	it.each([
		['to oneself', { borrower: 'bob' }, 'access/lendSelf'],
		['to somebody of another unit', { borrower: 'amy' }, 'access/notBelow'],
		['what one does not hold', { permissions: ['seal.use'] as const }, 'access/notHeld'],
		['the power over people', { permissions: ['org.manage'] as const }, 'access/neverLent'],
		['into the past', { until: now }, 'access/lendWindow'],
		['for more than a year', { until: later(367) }, 'access/lendWindow'],
		['to nobody', { borrower: 'nobody' }, 'core/notFound'],
	])('AC-22, AC-23 nobody lends %s', (_, part, code) => {
		expect(ask(part)).toMatchObject({ ok: false, code });
	});

	it('AC-22 only heads lend', () => {
		expect(ask({ borrower: 'bob' }, aBureau(), 'gil')).toMatchObject({ code: 'access/notHead' });
	});

	it('AC-22 what is borrowed is not lent again', () => {
		const org = aBureau();
		const post = org.posts.get('grants-staff');
		if (post === undefined) throw new Error('no post');
		org.posts.set(post.id, { ...post, isHead: true });
		org.people.set('hal', aPerson('hal', 'grants', 'grants-staff'));
		expect(lentTo(aPerson('gil', 'grants', 'grants-staff'), [aLoan()], org, now)).toEqual([
			'flow.monitor',
		]);
		expect(ask({ borrower: 'hal' }, org, 'gil')).toMatchObject({ code: 'access/notHeld' });
		expect(lendable(aPerson('gil', 'grants', 'grants-staff'), org)).toEqual(['document.create']);
	});

	it('AC-22 nobody lends to a disabled person', () => {
		const org = aBureau();
		org.people.set('gil', { ...aPerson('gil', 'grants', 'grants-staff'), disabled: true });
		expect(ask({}, org)).toMatchObject({ code: 'access/lendDisabled' });
	});
});

describe('what is lent now', () => {
	const gil = aPerson('gil', 'grants', 'grants-staff');

	it('AC-23 counts from the beginning to the end of its time and adds to the posts', () => {
		const org = aBureau();
		const loan = aLoan({ from: later(1) });
		expect(lentTo(gil, [loan], org, now)).toEqual([]);
		expect(lentTo(gil, [loan], org, later(1))).toEqual(['flow.monitor']);
		expect(lentTo(gil, [loan], org, later(3))).toEqual([]);
		const lent = lentTo(gil, [loan], org, later(2));
		expect(computeAccess(gil, org, 0, false, lent).permissions).toEqual({
			'document.create': true,
			'flow.monitor': true,
		});
		expect(computeAccess({ ...gil, disabled: true }, org, 0, false, lent).permissions).toEqual({});
	});

	it('AC-24 fails with the permission, the post or the account of the lender, and comes back', () => {
		const org = aBureau();
		const head = org.posts.get('finance-head');
		const bob = org.people.get('bob');
		if (head === undefined || bob === undefined) throw new Error('no head');
		org.posts.set(head.id, { ...head, permissions: [] });
		expect(lentTo(gil, [aLoan()], org, now)).toEqual([]);
		org.posts.set(head.id, head);
		org.people.set('bob', { ...bob, postIds: ['keeper'] });
		expect(lentTo(gil, [aLoan()], org, now)).toEqual([]);
		const whole = aBureau();
		whole.people.set('bob', { ...bob, disabled: true });
		expect(lentTo(gil, [aLoan()], whole, now)).toEqual([]);
		whole.people.set('bob', bob);
		expect(lentTo(gil, [aLoan()], whole, now)).toEqual(['flow.monitor']);
	});

	it('AC-23 is taken back by the lender or an administrator, once', () => {
		const by = (uid: string, managesPermissions = false) =>
			endLoan(aLoan(), { uid, managesPermissions }, now);
		expect(by('gil')).toMatchObject({ code: 'access/notLender' });
		expect(by('ann', true)).toMatchObject({ ok: true, value: { endedBy: 'ann', nextAt: null } });
		const ended = by('bob');
		if (!ended.ok) throw new Error(ended.code);
		expect(lentTo(gil, [ended.value], aBureau(), now)).toEqual([]);
		const again = endLoan(ended.value, { uid: 'bob', managesPermissions: false }, now);
		expect(again).toMatchObject({ code: 'access/loanEnded' });
	});

	it('AC-23 the schedule looks at its beginning, at its end, and no more', () => {
		const loan = aLoan({ from: later(1) });
		expect(loanAt(loan, now).nextAt).toEqual(later(1));
		expect(loanAt(loan, later(1)).nextAt).toEqual(later(3));
		expect(loanAt(loan, later(4))).toMatchObject({
			endedAt: later(3),
			endedBy: null,
			nextAt: null,
		});
	});
});
