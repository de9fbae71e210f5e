import { idSchema } from '@wenshu/domain/access/model.ts';
import { grant, refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import { listed, nextItems, send, type Handover } from '@wenshu/domain/handover/model.ts';
import * as logger from 'firebase-functions/logger';
import { z } from 'zod';
import { systemActor } from '../flow/system.ts';
import { readDirectory } from '../organisation/directory.ts';
import { defineAct, readActor, type ActContext } from '../platform/act.ts';
import { db } from '../platform/firebase.ts';
import { inWork } from '../platform/in-work.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';
import { holdingsOf } from './holdings.ts';
import { moveItems } from './move.ts';

const permission = 'org.manage';
/** Batches in one run of the schedule. */
const BATCHES = 40;

const pathOf = (uid: string) => `handovers/${uid}`;

function remaining(handover: Handover): Record<string, unknown> {
	return { waiting: nextItems(handover, Infinity).length };
}

async function list({
	work,
	act,
	now,
}: ActContext<unknown>): Promise<Decision<Record<string, unknown>>> {
	const directory = await readDirectory(work);
	const name = directory.nameOf(act.target);
	if (directory.isActive(act.target)) return refuse('handover/stillHere', { name });
	const before = await work.get<Handover>(pathOf(act.target));
	const next = listed(before, { uid: act.target, name }, await holdingsOf(act.target), now);
	work.put(pathOf(act.target), next);
	return grant({ held: next.items.filter(({ status }) => status === 'held').length });
}

async function move(
	context: ActContext<{ to: string; itemIds: string[] }>,
): Promise<Decision<Record<string, unknown>>> {
	const { work, act, actor, input } = context;
	const directory = await readDirectory(work);
	const before = await work.get<Handover>(pathOf(act.target));
	const sent = send(
		before,
		input.itemIds,
		{ to: input.to, by: actor.uid },
		{
			isActive: (uid) => directory.isActive(uid),
			nameOf: (uid) => directory.nameOf(uid),
		},
	);
	return sent.ok ? grant(remaining(await moveItems(context, sent.value))) : sent;
}

async function goOn(context: ActContext<unknown>): Promise<Decision<Record<string, unknown>>> {
	const before = await context.work.get<Handover>(pathOf(context.act.target));
	if (before === null) return refuse('handover/notListed');
	return grant(remaining(await moveItems(context, before)));
}

/** Handing over what a leaver holds (离职交接) as acts; the target is the leaver. */
export const handoverActs = [
	defineAct({ type: 'handover/list', permission, input: z.object({}), run: list }),
	defineAct({
		type: 'handover/move',
		permission,
		input: z.object({ to: idSchema, itemIds: z.array(z.string().max(200)).min(1).max(800) }),
		run: move,
	}),
	defineAct({ type: 'handover/continue', permission, input: z.object({}), run: goOn }),
];

/** Whoever ordered a move, as they are now; in their name only, once their own account is gone. */
async function orderer(work: UnitOfWork, uid: string, name: string) {
	const found = await readActor(work, { uid, authTime: Number.MAX_SAFE_INTEGER });
	return found.ok ? found.value : systemActor(uid, name);
}

/** Job of the schedule: goes on with what was sent on its way and stopped. */
export async function goOnHandingOver(now: Date): Promise<void> {
	const found = await db.collection('handovers').where('pending', '==', true).limit(20).get();
	for (const { id } of found.docs) {
		try {
			for (let batch = 0; batch < BATCHES; batch++) if (!(await moveMore(id, now, batch))) break;
		} catch (error) {
			logger.error('handing over stopped', {
				id,
				error: String(error),
				stack: (error as Error).stack,
			});
		}
	}
}

/** One batch of a leaver's things; whether more is under way. */
function moveMore(id: string, now: Date, batch: number): Promise<boolean> {
	return inWork(async (work) => {
		const handover = await work.get<Handover>(pathOf(id));
		const [next] = handover === null ? [] : nextItems(handover, 1);
		if (handover === null) return false;
		if (next === undefined) {
			work.put(pathOf(id), { ...handover, pending: false });
			return false;
		}
		const actor = await orderer(work, next.by ?? '', next.byName ?? '');
		const actId = `handover-${id}-${String(now.getTime())}-${String(batch)}`;
		const act = { id: actId, type: 'handover/continue', target: id, input: {}, version: null };
		return (await moveItems({ work, now, actor, act }, handover)).pending;
	});
}
