import { missingYears } from '@wenshu/domain/calendar/model.ts';
import type { Access } from '@wenshu/domain/access/model.ts';
import { FieldPath } from 'firebase-admin/firestore';
import type { Notice } from '../flow/notices.ts';
import { db } from '../platform/firebase.ts';
import { UnitOfWork } from '../platform/unit-of-work.ts';
import { readCalendar, untouchedOffice, type StoredOffice } from './read-calendar.ts';

/** Job of the schedule: tells those who keep the calendar, once for a year, that its table is missing (CD-6). */
export async function warnOfMissingYears(now: Date): Promise<void> {
	const work = new UnitOfWork(db);
	const calendar = await readCalendar(work);
	const office = (await work.get<StoredOffice>('calendar/office')) ?? untouchedOffice;
	const missing = missingYears(calendar, now).filter((year) => !office.warned.includes(year));
	if (missing.length === 0) return;
	const keepers = await db
		.collection('access')
		.where(new FieldPath('permissions', 'calendar.manage'), '==', true)
		.get();
	for (const year of missing)
		for (const { uid } of keepers.docs.map((each) => each.data() as Access)) {
			const id = `calendar-${year}-${uid}`;
			const notice: Notice = {
				id,
				uid,
				kind: 'calendar',
				title: `${year} 年工作日历尚未设置`,
				body: '期限暂按周末计算，请导入国务院办公厅的放假安排。',
				link: `/admin/calendar?year=${year}`,
				at: now,
				readAt: null,
			};
			work.create(`notices/${id}`, notice);
		}
	work.put('calendar/office', { ...office, warned: [...office.warned, ...missing] });
	await work.commit();
}
