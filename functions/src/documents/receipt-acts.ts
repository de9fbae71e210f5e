import { idSchema } from '@wenshu/domain/access/model.ts';
import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import type { ReadTask, TaskRecord } from '@wenshu/domain/flow/model.ts';
import { z } from 'zod';
import { enqueue } from '../chasing/enqueue.ts';
import { moveCase, recordDeed } from '../flow/case.ts';
import type { Notice } from '../flow/notices.ts';
import { openTasksOf } from '../flow/tasks.ts';
import { defineAct, type ActContext } from '../platform/act.ts';
import type { TextHead } from '../text/load.ts';
import { readDocumentCase, type DocumentCase } from './acts.ts';

type Answer = Promise<Decision<Record<string, unknown>>>;

/** The document, if it has been distributed and still counts. */
async function distributed(context: ActContext<unknown>): Promise<Decision<DocumentCase>> {
	const found = await readDocumentCase(context);
	if (!found.ok) return found;
	const { distributedAt, status } = found.value.document;
	const counts = distributedAt !== null && status !== 'terminated' && status !== 'voided';
	return counts ? found : refuse('document/notDistributed');
}

/** 增加分发对象: more people get a finished distribution to read. */
async function distributeMore(context: ActContext<{ uids: string[]; remark: string }>): Answer {
	const { work, input } = context;
	const found = await distributed(context);
	if (!found.ok) return found;
	const { document, directory } = found.value;
	const moved = await moveCase(context, found.value, {
		verb: 'circulate',
		as: 'distribute',
		uids: input.uids,
		remark: input.remark,
	});
	if (!moved.ok) return moved;
	const after = (await work.get<OfficialDocument>(`documents/${document.id}`)) ?? document;
	const known = new Set(after.distributedTo.map(({ uid }) => uid));
	const added = moved.value.trail.to.filter((uid) => !known.has(uid));
	work.put(`documents/${document.id}`, {
		...after,
		distributedTo: [
			...after.distributedTo,
			...added.map((uid) => ({ uid, name: directory.nameOf(uid) })),
		],
	});
	return { ok: true, value: { readers: moved.value.trail.to.length } };
}

const isUnread = ({ kind, status }: ReadTask): boolean =>
	kind === 'distribute' && status === 'unread';

/** 催阅: reminds those who have not read it, by all ways by which chases go. */
async function urgeReaders(context: ActContext<{ readIds: string[] }>): Answer {
	const { work, act, actor, input, now } = context;
	const found = await distributed(context);
	if (!found.ok) return found;
	const { document, instance, directory } = found.value;
	const asked = new Set(input.readIds);
	const unread = Object.values(instance.state.reads).filter(
		(read) => isUnread(read) && (asked.size === 0 || asked.has(read.id)),
	);
	if (unread.length === 0) return refuse('document/allRead');
	const notices = unread.map(({ id, reader }): Notice => {
		return {
			id: `${act.id}-${id}`,
			uid: reader,
			kind: 'urge',
			title: document.elements.title,
			body: `${actor.person.name}催阅 · 请您阅知`,
			link: `/documents/${document.id}`,
			at: now,
			readAt: null,
		};
	});
	for (const notice of notices) work.create(`notices/${notice.id}`, notice);
	await enqueue(work, notices, directory, now);
	const readUrges = { ...document.readUrges };
	for (const { id } of unread) readUrges[id] = { count: (readUrges[id]?.count ?? 0) + 1, at: now };
	work.put(`documents/${document.id}`, { ...document, readUrges });
	const names = unread.map(({ reader }) => directory.nameOf(reader)).join('、');
	recordDeed(context, found.value, {
		verb: 'urge',
		taskId: null,
		note: `催阅：${names}`,
		printed: false,
	});
	return { ok: true, value: { urged: unread.length } };
}

/** Takes a distribution back from somebody who has not opened it; what they do not read otherwise closes. */
async function withdrawReader(context: ActContext<{ readId: string }>): Answer {
	const { work, input } = context;
	const found = await distributed(context);
	if (!found.ok) return found;
	const { instance, directory } = found.value;
	const read = instance.state.reads[input.readId];
	if (read?.kind !== 'distribute') return refuse('document/noReceipt');
	const task = await work.get<TaskRecord>(`tasks/${read.id}`);
	if (task !== null && task.firstReadAt !== null)
		return refuse('document/opened', { name: directory.nameOf(read.reader) });
	const proxies = (await openTasksOf(work, instance.id)).flatMap((each) => each.proxies);
	const moved = await moveCase(context, found.value, { verb: 'withdraw', readId: read.id });
	if (!moved.ok) return moved;
	const document = await work.get<OfficialDocument>(`documents/${instance.id}`);
	if (document === null) return refuse('core/notFound');
	const { tasks, reads } = moved.value.state;
	const others = new Set([
		...Object.values(tasks).map(({ assignee }) => assignee),
		...Object.values(reads).flatMap(({ status, reader }) => (status === 'withdrawn' ? [] : reader)),
		...(document.dispatches ?? []).map(({ receiver }) => receiver),
		...[document.createdBy, ...document.coauthors, ...proxies],
	]);
	const stays = others.has(read.reader);
	const readers = stays ? document.readers : document.readers.filter((uid) => uid !== read.reader);
	const isListed = Object.values(reads).some(
		({ kind, status, reader }) =>
			kind === 'distribute' && status !== 'withdrawn' && reader === read.reader,
	);
	work.put(`documents/${document.id}`, {
		...document,
		readers,
		distributedTo: document.distributedTo.filter(({ uid }) => uid !== read.reader || isListed),
	});
	if (stays) return { ok: true, value: {} };
	const after = await work.get<DocumentCase['instance']>(`instances/${instance.id}`);
	if (after !== null) work.put(`instances/${instance.id}`, { ...after, readers });
	const text = await work.get<TextHead>(`texts/${instance.id}`);
	if (text !== null) work.put(`texts/${instance.id}`, { ...text, readers });
	return { ok: true, value: {} };
}

const uids = z.array(idSchema).min(1).max(100);

/** Acts on what was distributed for reading, after it was; the target is the document. */
export const receiptActs = [
	defineAct({
		type: 'document/distributeMore',
		permission: 'document.distribute',
		input: z.object({ uids, remark: z.string().trim().max(500).default('') }),
		run: distributeMore,
	}),
	defineAct({
		type: 'document/urgeReaders',
		permission: 'document.distribute',
		input: z.object({ readIds: z.array(z.string().min(1).max(128)).max(200).default([]) }),
		run: urgeReaders,
	}),
	defineAct({
		type: 'document/withdrawReader',
		permission: 'document.distribute',
		input: z.object({ readId: z.string().min(1).max(128) }),
		run: withdrawReader,
	}),
];
