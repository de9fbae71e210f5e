import { proxiesOf, type Delegation } from '@wenshu/domain/flow/delegation.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';

/** Firestore takes so many values in one `in`. */
const IN = 30;

/** Delegations of these principals that are not over; which of them hold now is for the domain to say. */
export async function delegationsOf(
	work: UnitOfWork,
	principals: readonly string[],
): Promise<Delegation[]> {
	if (work.shares)
		return work.queryOnce<Delegation>('delegations', (db) =>
			db.collection('delegations').where('endedAt', '==', null),
		);
	const distinct = [...new Set(principals)];
	const found: Delegation[] = [];
	for (let from = 0; from < distinct.length; from += IN)
		found.push(
			...(await work.query<Delegation>((db) =>
				db
					.collection('delegations')
					.where('principal', 'in', distinct.slice(from, from + IN))
					.where('endedAt', '==', null),
			)),
		);
	return found;
}

/** Delegations to a person that are not over. */
export function delegationsTo(work: UnitOfWork, proxy: string): Promise<Delegation[]> {
	return work.query<Delegation>((db) =>
		db.collection('delegations').where('proxy', '==', proxy).where('endedAt', '==', null),
	);
}

/** Looks up who may act now for whom in a flow, among delegations read before. */
export function lookUpProxies(
	delegations: readonly Delegation[],
	flowId: string,
	now: Date,
): (uid: string) => string[] {
	return (uid) => proxiesOf(delegations, uid, flowId, now);
}
