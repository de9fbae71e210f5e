import { messages } from '@wenshu/domain/messages.ts';
import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import { createDelegation, endDelegation } from '@wenshu/domain/delegation/decide.ts';
import { readersWith } from '@wenshu/domain/delegation/standing.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import type { Delegation } from '@wenshu/domain/flow/delegation.ts';
import {
	done,
	nextItems,
	type Handover,
	type HandoverItem,
} from '@wenshu/domain/handover/model.ts';
import type { Supervision } from '@wenshu/domain/supervision/model.ts';
import { settleDelegation } from '../delegations/settle.ts';
import { moveCase, readCase, type Context } from '../flow/case.ts';
import { delegationsOf } from '../flow/stand-ins.ts';
import { taskWatch } from '../flow/surroundings.ts';
import { readDirectory } from '../organisation/directory.ts';
import { endLoanOf } from '../organisation/loan-acts.ts';
import { moveSupervision } from '../supervision/acts.ts';
import type { Actor } from '../platform/act.ts';

/** So many things are moved in one commit. */
export const ITEMS_AT_ONCE = 8;

/** Whoever hands over what a leaver held may move every case for that, whatever else they may. */
function asSupervisor(actor: Actor): Actor {
	const permissions = { ...actor.access.permissions, 'flow.monitor': true as const };
	return { ...actor, access: { ...actor.access, permissions } };
}

/** Moves the next things of a list and writes how each of them went (HO-4, HO-5). */
export async function moveItems(context: Context, handover: Handover): Promise<Handover> {
	let list = handover;
	for (const [index, item] of nextItems(handover, ITEMS_AT_ONCE).entries()) {
		// Ids of what a move creates follow from the act's: one of its own for each thing.
		const act = { ...context.act, id: `${context.act.id}-h${String(index)}` };
		const moved = await moveItem({ ...context, act }, handover.id, item);
		const isGone =
			!moved.ok && (moved.code === 'flow/nothingHeld' || moved.code === 'core/notFound');
		const status = moved.ok ? 'moved' : isGone ? 'gone' : 'failed';
		const reason = moved.ok || isGone ? null : sentence(moved.code, moved.detail);
		list = done(list, item.id, { status, reason }, context.now);
	}
	context.work.put(`handovers/${list.id}`, list);
	return list;
}

function sentence(code: string, detail: Record<string, string> = {}): string {
	const [chinese = code] = messages[code] ?? [];
	return chinese.replace(/\{(\w+)\}/g, (slot, name: string) => detail[name] ?? slot);
}

async function moveItem(
	context: Context,
	from: string,
	{ kind, ref, to }: HandoverItem,
): Promise<Decision<unknown>> {
	if (to === null) throw new Error(`${ref} goes to nobody`);
	switch (kind) {
		case 'task':
		case 'draft':
		case 'read': {
			const supervisor = { ...context, actor: asSupervisor(context.actor) };
			const found = await readCase(supervisor, ref);
			return found.ok ? moveCase(supervisor, found.value, { verb: 'handover', from, to }) : found;
		}
		case 'supervision':
			return assignSupervision(context, ref, to);
		case 'coauthor':
			return replaceCoauthor(context, ref, from, to);
		case 'principal':
			return endOne(context, ref);
		case 'proxy':
			return passProxyOn(context, ref, to);
		case 'lent':
		case 'borrowed':
			return isOver(await endLoanOf(context.work, ref, context.actor.uid, context.now));
	}
}

/** The matter stays with its unit: in place of the unit's head it is given to somebody else there. */
async function assignSupervision(
	context: Context,
	id: string,
	uid: string,
): Promise<Decision<unknown>> {
	const { work, actor } = context;
	const matter = await work.get<Supervision>(`supervisions/${id}`);
	if (matter === null) return refuse('core/notFound');
	const headOf = [...actor.access.headOf, matter.leadUnitId];
	const asHead = { ...actor, access: { ...actor.access, headOf } };
	const act = { ...context.act, target: id, version: null };
	return moveSupervision({ ...context, input: {}, actor: asHead, act }, { verb: 'assign', uid });
}

/** What ended by itself meanwhile needs no ending. */
function isOver(decision: Decision<unknown>): Decision<unknown> {
	const over = ['delegation/ended', 'access/loanEnded'];
	return !decision.ok && over.includes(decision.code) ? refuse('core/notFound') : decision;
}

async function endOne({ work, actor, now }: Context, id: string): Promise<Decision<Delegation>> {
	const stored = await work.get<Delegation>(`delegations/${id}`);
	if (stored === null) return refuse('core/notFound');
	const ended = endDelegation({ now, actor: actor.uid, managesPeople: true }, stored);
	if (!ended.ok) return ended.code === 'delegation/ended' ? refuse('core/notFound') : ended;
	await settleDelegation(work, ended.value, now);
	return ended;
}

/** HO-3: the receiver acts for the principal for the rest of the time; for themselves nobody needs to. */
async function passProxyOn(context: Context, id: string, to: string): Promise<Decision<unknown>> {
	const { work, actor, now, act } = context;
	const ended = await endOne(context, id);
	if (!ended.ok || ended.value.principal === to) return ended;
	const directory = await readDirectory(work);
	const { principal, from, until, flowIds, reason } = ended.value;
	const created = createDelegation(
		{
			now,
			actor: actor.uid,
			managesPeople: true,
			isActive: (uid) => directory.isActive(uid),
			nameOf: (uid) => directory.nameOf(uid),
		},
		{ id: act.id, principal, proxy: to, from, until, flowIds, reason },
		(await delegationsOf(work, [principal])).filter((each) => each.id !== id),
	);
	// Who acts for the principal already needs no second one.
	if (!created.ok) return created.code === 'delegation/overlaps' ? ended : created;
	await settleDelegation(work, created.value, now);
	return created;
}

async function replaceCoauthor(
	context: Context,
	id: string,
	from: string,
	to: string,
): Promise<Decision<unknown>> {
	const { work, actor, now, act } = context;
	const document = await work.get<OfficialDocument>(`documents/${id}`);
	if (document?.coauthors.includes(from) !== true) return refuse('core/notFound');
	const found = await readCase({ ...context, actor: asSupervisor(actor) }, id);
	if (!found.ok) return found;
	const { instance, flow, subject } = found.value;
	const { state } = instance;
	const others = document.coauthors.filter((uid) => uid !== from && uid !== to);
	const coauthors = document.createdBy === to ? others : [...others, to];
	const { proxiesOf } = await taskWatch(context, found.value, state);
	const besides = [...coauthors, document.createdBy];
	const kept = readersWith(instance.readers, state, proxiesOf, [from], besides);
	const readers = [...new Set([...kept, ...coauthors])];
	work.put(`documents/${id}`, { ...document, coauthors, version: document.version + 1 });
	work.put(`instances/${id}`, { ...instance, readers });
	const by = { by: actor.uid, byName: actor.person.name };
	await subject.shared(work, id, { flow, state, readers, proxiesOf, now, by, id: act.id });
	return { ok: true, value: null };
}
