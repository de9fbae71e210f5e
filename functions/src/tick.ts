import * as logger from 'firebase-functions/logger';
import { onSchedule } from 'firebase-functions/v2/scheduler';
import { warnOfMissingYears } from './calendar/warn.ts';
import { carryOutbox } from './chasing/carry.ts';
import { chaseTasks } from './chasing/chase.ts';
import { chaseCases } from './chasing/chase-cases.ts';
import { followChases } from './chasing/follow.ts';
import { moveDelegations } from './delegations/schedule.ts';
import { sweepUploads } from './files/sweep.ts';
import { goOnHandingOver } from './handovers/acts.ts';
import { moveLoans } from './organisation/loan-acts.ts';
import { repairAccounts } from './organisation/repair.ts';
import { mailOptions } from './platform/secrets.ts';
import { chaseSupervisions } from './supervision/chase.ts';
import { foldStale } from './text/fold.ts';

/** One job of the schedule; it must be able to run twice, and to run late. `now` is the server's time. */
type Job = (now: Date) => Promise<unknown>;

/** What runs every ten minutes. A feature adds its job here and nowhere else. */
const jobs: Record<string, Job> = {
	repairAccounts,
	sweepUploads,
	foldStale,
	warnOfMissingYears,
	chaseSupervisions,
	chaseTasks,
	chaseCases,
	carryOutbox,
	followChases,
	moveDelegations,
	moveLoans,
	goOnHandingOver,
};

/** The one schedule. A job that fails is logged and does not keep the others from running. */
export const tick = onSchedule(
	{
		schedule: 'every 10 minutes',
		timeZone: 'Asia/Shanghai',
		timeoutSeconds: 540,
		memory: '512MiB',
		maxInstances: 1,
		...mailOptions,
	},
	async () => {
		const now = new Date();
		for (const [name, job] of Object.entries(jobs)) {
			try {
				await job(now);
			} catch (error) {
				logger.error('job failed', { name, error: String(error), stack: (error as Error).stack });
			}
		}
	},
);
