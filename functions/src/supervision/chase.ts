import { chaseByTime } from '@wenshu/domain/supervision/chase.ts';
import type { Supervision } from '@wenshu/domain/supervision/model.ts';
import * as logger from 'firebase-functions/logger';
import { readCalendar } from '../calendar/read-calendar.ts';
import { inParallel } from '../chasing/in-parallel.ts';
import { readDirectory, type OrganisationView } from '../organisation/directory.ts';
import { db } from '../platform/firebase.ts';
import { Conflict, UnitOfWork } from '../platform/unit-of-work.ts';
import { responsibleFor, tellOf, writeSupervision, writeSupervisionChase } from './store.ts';

const PAGE = 500;
const AT_ONCE = 8;

/**
 * Job of the schedule: asks for reports and reminds of limits of matters under supervision (SV-4, SV-8). The
 * chase of a day has an id of its own: a second run finds it done.
 */
export async function chaseSupervisions(now: Date): Promise<void> {
	const due = await db
		.collection('supervisions')
		.where('nextChaseAt', '<=', now)
		.orderBy('nextChaseAt')
		.limit(PAGE)
		.get();
	const ids = due.docs.map((each) => each.id);
	await inParallel(ids, AT_ONCE, async (id) => {
		try {
			await chaseOne(id, now);
		} catch (error) {
			if (!(error instanceof Conflict))
				logger.error('supervision not chased', { id, error: String(error) });
		}
	});
}

async function chaseOne(id: string, now: Date): Promise<void> {
	const work = new UnitOfWork(db);
	const item = await work.get<Supervision>(`supervisions/${id}`);
	if (item === null || item.nextChaseAt === null || item.nextChaseAt > now) return;
	const chased = chaseByTime(item, await readCalendar(work), now);
	if (chased.told === null) {
		work.put(`supervisions/${id}`, chased.item);
		await work.commit();
		return;
	}
	const directory = await readDirectory(work);
	writeSupervision(work, chased);
	const { words, reasons } = chased.told;
	const facts = { actId: chased.id, by: 'system', now };
	const to = recipients(chased.item, reasons.includes('over'), directory);
	const notices = tellOf(work, chased.item, { ...facts, to, body: words, kind: 'feedback' });
	await writeSupervisionChase(
		work,
		chased.item,
		{ ...facts, byName: '系统', kind: 'feedback', words, notices },
		directory,
	);
	await work.commit();
}

function recipients(item: Supervision, isOver: boolean, directory: OrganisationView): string[] {
	const responsible = responsibleFor(item, directory);
	if (!isOver) return responsible;
	const heads = directory.headsOfUnit(item.leadUnitId);
	return [
		...responsible,
		...heads,
		...heads.flatMap((uid) => directory.superiorsOf(uid)),
		item.createdBy,
	];
}
