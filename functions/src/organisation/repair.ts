import { auth, db } from '../platform/firebase.ts';
import { finishAccessUpdates } from './access-update.ts';
import { repairDirtyAccounts } from './accounts.ts';

/** Finishes what acts on people could not: access left over from large changes, accounts behind. For the schedule. */
export async function repairAccounts(now: Date): Promise<void> {
	await finishAccessUpdates();
	await repairDirtyAccounts(db, auth, now);
}
