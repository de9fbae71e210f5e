import type { ChaseKind, ChaseRecord } from '@wenshu/domain/chasing/model.ts';
import type { SupervisionOutcome } from '@wenshu/domain/supervision/decide.ts';
import type { Supervision } from '@wenshu/domain/supervision/model.ts';
import { enqueue } from '../chasing/enqueue.ts';
import { holderOf } from '../chasing/write-chases.ts';
import type { Notice } from '../flow/notices.ts';
import type { OrganisationView } from '../organisation/directory.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';

/** Writes a matter and the line of its story under its number; a line that exists makes the act fail. */
export function writeSupervision(work: UnitOfWork, { item, entry }: SupervisionOutcome): void {
	work.put(`supervisions/${item.id}`, item);
	work.create(`supervisions/${item.id}/log/${String(entry.seq).padStart(6, '0')}`, entry);
}

/** Those who answer for a matter: its handler, or the heads of the responsible unit. */
export function responsibleFor(item: Supervision, directory: OrganisationView): string[] {
	return item.handler !== null && directory.isActive(item.handler)
		? [item.handler]
		: directory.headsOfUnit(item.leadUnitId);
}

/** Tells people of a matter. Ids follow from the act, so nobody is told twice. */
export function tellOf(
	work: UnitOfWork,
	item: Supervision,
	telling: {
		actId: string;
		by: string;
		to: readonly string[];
		body: string;
		now: Date;
		kind: string;
	},
): Notice[] {
	const to = [...new Set(telling.to)].filter((uid) => uid !== telling.by);
	return to.map((uid, index) => {
		const notice: Notice = {
			id: `${telling.actId}-n${index + 1}`,
			uid,
			kind: telling.kind,
			title: `督办：${item.title}`,
			body: telling.body,
			link: `/supervision/${item.id}`,
			at: telling.now,
			readAt: null,
		};
		work.create(`notices/${notice.id}`, notice);
		return notice;
	});
}

/** Records a chase of a matter (CH-3) and sends it outside the app too. */
export async function writeSupervisionChase(
	work: UnitOfWork,
	item: Supervision,
	chase: {
		actId: string;
		kind: ChaseKind;
		by: string;
		byName: string;
		words: string | null;
		now: Date;
		notices: readonly Notice[];
	},
	directory: OrganisationView,
): Promise<void> {
	const { actId: id, now, notices, ...facts } = chase;
	const holder = responsibleFor(item, directory)[0];
	const lead = { unitId: item.leadUnitId, unitName: item.leadUnitName };
	const record: ChaseRecord = {
		...facts,
		id,
		at: now,
		about: 'supervision',
		aboutId: item.id,
		title: item.title,
		number: null,
		link: `/supervision/${item.id}`,
		stepName: '督办',
		...(holder === undefined ? { holder: '', holderName: '' } : holderOf(directory, holder)),
		...lead,
		dueAt: item.dueAt,
		deliveries: await enqueue(work, notices, directory, now),
		settled: notices.length === 0,
		followedAt: now,
	};
	work.create(`supervisions/${item.id}/chases/${id}`, record);
}
