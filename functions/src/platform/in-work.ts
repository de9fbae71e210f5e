import { db } from './firebase.ts';
import { Conflict, UnitOfWork } from './unit-of-work.ts';

const ATTEMPTS = 5;

/** Does one unit of work for the schedule and commits it; where somebody else was faster, afresh. */
export async function inWork<T>(run: (work: UnitOfWork) => Promise<T>): Promise<T> {
	for (let attempt = 1; ; attempt++) {
		const work = new UnitOfWork(db);
		try {
			const done = await run(work);
			await work.commit();
			return done;
		} catch (error) {
			if (!(error instanceof Conflict) || attempt >= ATTEMPTS) throw error;
		} finally {
			work.release();
		}
	}
}
