import type { Delegation } from '@wenshu/domain/flow/delegation.ts';
import * as logger from 'firebase-functions/logger';
import { db } from '../platform/firebase.ts';
import { inWork } from '../platform/in-work.ts';
import { settleDelegation } from './settle.ts';

/** Delegations in one run of the schedule, and batches of tasks of each; what is left waits ten minutes. */
const AT_ONCE = 50;
const BATCHES = 20;

/** Job of the schedule: begins and ends windows of delegations, and goes on where a batch stopped. */
export async function moveDelegations(now: Date): Promise<void> {
	const due = await db
		.collection('delegations')
		.where('nextAt', '<=', now)
		.orderBy('nextAt')
		.limit(AT_ONCE)
		.get();
	for (const { id } of due.docs) {
		try {
			await bringInLine(id, now);
		} catch (error) {
			// One that fails is tried again next time, and does not keep the others from their turn.
			logger.error('delegation stays behind', { id, error: String(error) });
		}
	}
}

async function bringInLine(id: string, now: Date): Promise<void> {
	for (let batch = 0; batch < BATCHES; batch++) {
		const isBehind = await inWork(async (work) => {
			const stored = await work.get<Delegation>(`delegations/${id}`);
			if (stored === null) return false;
			const { nextAt } = await settleDelegation(work, stored, now);
			return nextAt !== null && nextAt <= now;
		});
		if (!isBehind) return;
	}
}
