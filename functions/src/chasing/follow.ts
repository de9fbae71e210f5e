import { followed, type ChaseRecord } from '@wenshu/domain/chasing/model.ts';
import type { Outgoing, OutgoingState } from '@wenshu/domain/chasing/outgoing.ts';
import type { Notice } from '../flow/notices.ts';
import { db } from '../platform/firebase.ts';
import { fromStored, isConflict } from '../platform/unit-of-work.ts';

const PAGE = 200;

/** Job of the schedule: notes in the records of chases how far their messages got (CH-9), longest unseen first. */
export async function followChases(now: Date): Promise<void> {
	const open = await db
		.collectionGroup('chases')
		.where('settled', '==', false)
		.orderBy('followedAt')
		.limit(PAGE)
		.get();
	if (open.empty) return;
	const chases = open.docs.map((each) => ({
		snapshot: each,
		chase: fromStored(each.data()) as ChaseRecord,
	}));
	const refs = chases.flatMap(({ chase }) =>
		chase.deliveries.map(({ channel, ref }) =>
			db.doc(channel === 'app' ? `notices/${ref}` : `outbox/${ref}`),
		),
	);
	const states = new Map<string, { state: OutgoingState; at: Date }>();
	if (refs.length > 0)
		for (const each of await db.getAll(...refs)) {
			const found = each.exists ? stateOf(each.ref.parent.id, fromStored(each.data()), now) : null;
			if (found !== null) states.set(each.id, found);
		}
	for (const { snapshot, chase } of chases) {
		const { deliveries, settled, followedAt } = followed(chase, states, now);
		try {
			await snapshot.ref.update(
				{ deliveries, settled, followedAt },
				{ lastUpdateTime: snapshot.updateTime },
			);
		} catch (error) {
			if (!isConflict(error)) throw error;
		}
	}
}

function stateOf(
	collection: string,
	stored: unknown,
	now: Date,
): { state: OutgoingState; at: Date } | null {
	if (collection === 'outbox') {
		const message = stored as Outgoing;
		return { state: message.state, at: message.deliveredAt ?? message.sentAt ?? now };
	}
	const notice = stored as Notice & { deliveredAt?: Date | null };
	if (notice.readAt !== null) return { state: 'read', at: notice.readAt };
	return notice.deliveredAt ? { state: 'delivered', at: notice.deliveredAt } : null;
}
