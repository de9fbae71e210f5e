import type { ChaseDelivery } from '@wenshu/domain/chasing/model.ts';
import { outgoing, type Channel } from '@wenshu/domain/chasing/outgoing.ts';
import type { Notice } from '../flow/notices.ts';
import type { OrganisationView } from '../organisation/directory.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';

/** `chasing/settings`: over which channels reminders go besides the notice in the app. */
export interface ChasingSettings {
	mail: boolean;
	sms: boolean;
}

/** Both, until somebody says otherwise. */
export const usualSettings: ChasingSettings = { mail: true, sms: true };

/**
 * Puts notices that chase somebody into the queues for mail and short messages too (CH-2), and answers
 * all ways by which people are told. Ids follow from the notices, so nobody is told twice.
 */
export async function enqueue(
	work: UnitOfWork,
	notices: readonly Notice[],
	directory: OrganisationView,
	now: Date,
): Promise<ChaseDelivery[]> {
	if (notices.length === 0) return [];
	const settings = (await work.get<ChasingSettings>('chasing/settings')) ?? usualSettings;
	const deliveries: ChaseDelivery[] = [];
	for (const notice of notices) {
		const { uid } = notice;
		const person = directory.person(uid);
		const name = directory.nameOf(uid);
		deliveries.push({ uid, name, channel: 'app', ref: notice.id, state: 'sent', at: now });
		const addresses: Record<Channel, string> = {
			mail: settings.mail ? (person?.email ?? '') : '',
			sms: settings.sms ? (person?.phone ?? '') : '',
		};
		for (const channel of ['mail', 'sms'] as const) {
			const to = addresses[channel];
			if (to === '') continue;
			const id = `${notice.id}-${channel}`;
			const words = {
				subject: `【文枢】${notice.title}`,
				body: `${notice.body}（${notice.title}）`,
			};
			work.create(`outbox/${id}`, outgoing({ id, channel, uid, name, to, ...words }, now));
			deliveries.push({ uid, name, channel, ref: id, state: 'waiting', at: now });
		}
	}
	return deliveries;
}
