import { idSchema } from '@wenshu/domain/access/model.ts';
import { grant, refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import { createDelegation, endDelegation } from '@wenshu/domain/delegation/decide.ts';
import type { Delegation } from '@wenshu/domain/flow/delegation.ts';
import { moment } from '@wenshu/domain/flow/moment.ts';
import { z } from 'zod';
import type { Notice } from '../flow/notices.ts';
import { delegationsOf } from '../flow/stand-ins.ts';
import { readDirectory } from '../organisation/directory.ts';
import { defineAct, may, type ActContext } from '../platform/act.ts';
import { settleDelegation } from './settle.ts';

/** Tells those whom a delegation concerns and who did not do it themselves. */
function tell(
	{ work, act, actor, now }: ActContext<unknown>,
	{ principal, principalName, proxy, proxyName }: Delegation,
	words: { proxy: string; principal: string },
): void {
	const told = [
		[proxy, `${principalName}委托您代办`, words.proxy],
		[principal, `委托${proxyName}代办`, words.principal],
	] as const;
	for (const [uid, title, body] of told) {
		if (uid === actor.uid) continue;
		const id = `${act.id}-${uid}`;
		const facts = { kind: 'delegation', link: '/delegations', at: now, readAt: null };
		const notice: Notice = { id, uid, title, body: `${actor.person.name} · ${body}`, ...facts };
		work.create(`notices/${id}`, notice);
	}
}

async function create(
	context: ActContext<{
		principal: string;
		proxy: string;
		from: Date;
		until: Date;
		flowIds: string[];
		reason: string;
	}>,
): Promise<Decision<Record<string, unknown>>> {
	const { work, act, actor, input, now } = context;
	const directory = await readDirectory(work);
	const same = await work.get(`delegations/${act.target}`);
	if (same !== null) return refuse('core/stale');
	const scene = {
		now,
		actor: actor.uid,
		managesPeople: may(actor, 'org.manage'),
		isActive: (uid: string) => directory.isActive(uid),
		nameOf: (uid: string) => directory.nameOf(uid),
	};
	const standing = await delegationsOf(work, [input.principal]);
	const created = createDelegation(scene, { id: act.target, ...input }, standing);
	if (!created.ok) return created;
	const delegation = created.value;
	// Two of the same principal at once follow one another, so that they cannot overlap unseen.
	const path = `delegators/${delegation.principal}`;
	const count = (await work.get<{ count: number }>(path))?.count ?? 0;
	work.put(path, { count: count + 1 });
	await settleDelegation(work, delegation, now);
	const window = `${moment(delegation.from)} 至 ${moment(delegation.until)}`;
	tell(context, delegation, { proxy: window, principal: window });
	return grant({ id: delegation.id });
}

async function end(context: ActContext<unknown>): Promise<Decision<Record<string, unknown>>> {
	const { work, act, actor, now } = context;
	const stored = await work.get<Delegation>(`delegations/${act.target}`);
	if (stored === null) return refuse('core/notFound');
	const scene = { now, actor: actor.uid, managesPeople: may(actor, 'org.manage') };
	const ended = endDelegation(scene, stored);
	if (!ended.ok) return ended;
	await settleDelegation(work, ended.value, now);
	tell(context, ended.value, { proxy: '委托已结束', principal: '委托已结束' });
	return grant({});
}

/** Delegations (代办委托) as acts; the target is the delegation. */
export const delegationActs = [
	defineAct({
		type: 'delegation/create',
		input: z.object({
			principal: idSchema,
			proxy: idSchema,
			from: z.coerce.date(),
			until: z.coerce.date(),
			flowIds: z.array(idSchema).max(50),
			reason: z.string().trim().max(200),
		}),
		run: create,
	}),
	defineAct({ type: 'delegation/end', input: z.object({}), run: end }),
];
