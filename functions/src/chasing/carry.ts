import {
	accepted,
	failed,
	isReady,
	reported,
	taken,
	uncarried,
	type Channel,
	type Outgoing,
} from '@wenshu/domain/chasing/outgoing.ts';
import * as logger from 'firebase-functions/logger';
import { db } from '../platform/firebase.ts';
import { Conflict, fromStored, UnitOfWork } from '../platform/unit-of-work.ts';
import { NotCarried, type Carriers } from './carriers.ts';
import { configured } from './configured.ts';
import { inParallel } from './in-parallel.ts';
import { putMessage } from './put-message.ts';

const PAGE = 200;
const AT_ONCE = 8;

/** Job of the schedule: carries what is ready, and asks what became of what was carried (CH-6, CH-7, CH-9). */
export async function carryOutbox(now: Date, carriers: Carriers = configured): Promise<void> {
	const ready = await db
		.collection('outbox')
		.where('nextAt', '<=', now)
		.orderBy('nextAt')
		.limit(PAGE)
		.get();
	const ids = ready.docs.map((each) => each.id);
	await inParallel(ids, AT_ONCE, (id) => carry(id, now, carriers));
	for (const channel of ['mail', 'sms'] as const) await askReceipts(channel, now, carriers);
}

/** Carries one message at once, if it is ready. */
export async function carryOne(id: string, now: Date): Promise<void> {
	await carry(id, now, configured);
}

/** Changes a message if nobody else did meanwhile; null where somebody did or it is not for us. */
async function change(
	id: string,
	next: (message: Outgoing) => Outgoing | null,
): Promise<Outgoing | null> {
	const work = new UnitOfWork(db);
	const message = await work.get<Outgoing>(`outbox/${id}`);
	const changed = message === null ? null : next(message);
	if (changed === null) return null;
	putMessage(work, changed);
	try {
		await work.commit();
		return changed;
	} catch (error) {
		if (error instanceof Conflict) return null;
		throw error;
	}
}

async function carry(id: string, now: Date, carriers: Carriers): Promise<void> {
	const mine = await change(id, (message) => {
		if (!isReady(message, now)) return null;
		return carriers[message.channel] === undefined ? uncarried(message) : taken(message, now);
	});
	if (mine?.state !== 'sending') return;
	try {
		const answer = await carriers[mine.channel]?.send(mine);
		await change(id, (message) => accepted(message, answer?.ref ?? id, now));
	} catch (error) {
		const known = error instanceof NotCarried ? error : null;
		const words = known?.message ?? String(error);
		logger.warn('message not carried', { id, channel: mine.channel, error: words });
		await change(id, (message) => failed(message, words, now, known?.permanent));
	}
}

async function askReceipts(channel: Channel, now: Date, carriers: Carriers): Promise<void> {
	const ask = carriers[channel]?.receipts;
	if (ask === undefined) return;
	const sent = await db
		.collection('outbox')
		.where('channel', '==', channel)
		.where('state', '==', 'sent')
		.orderBy('sentAt', 'desc')
		.limit(PAGE)
		.get();
	const byRef = new Map(
		sent.docs
			.map((each) => fromStored(each.data()) as Outgoing)
			.map((message) => [message.ref ?? '', message.id]),
	);
	if (byRef.size === 0) return;
	for (const { ref, state, at } of await ask([...byRef.keys()])) {
		const id = byRef.get(ref);
		if (id !== undefined)
			await change(id, (message) => reported(message, state, at > now ? now : at));
	}
}
