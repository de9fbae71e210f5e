import { idSchema } from '@wenshu/domain/access/model.ts';
import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import {
	volumeSchema,
	type ArchiveItem,
	type OfficialDocument,
	type Volume,
} from '@wenshu/domain/document/model.ts';
import { archiveNumber, volumeId } from '@wenshu/domain/document/number.ts';
import { mayDoDuty } from '@wenshu/domain/document/rights.ts';
import type { Duty } from '@wenshu/domain/flow/definition.ts';
import { z } from 'zod';
import { moveCase, recordDeed } from '../flow/case.ts';
import { actsForIn } from '../flow/surroundings.ts';
import { openTasksOf, refreshTasks } from '../flow/tasks.ts';
import { defineAct, type ActContext } from '../platform/act.ts';
import { readDocumentCase, type DocumentCase } from './acts.ts';
import { takeNumber, takeReserved } from './numbering.ts';
import { factsOf } from './subject.ts';

/** What a check of a duty needs of an act. */
export type DutyContext = Omit<ActContext<unknown>, 'input'>;

/** Reads the document and checks that the actor's open task of it has this duty. */
export async function readForDuty(
	context: DutyContext,
	taskId: string,
	duty: Duty,
): Promise<Decision<DocumentCase>> {
	const found = await readDocumentCase(context);
	if (!found.ok) return found;
	const { flow, instance } = found.value;
	const { uid } = context.actor;
	const isOwn = instance.state.tasks[taskId]?.assignee === uid;
	const actsFor = isOwn ? undefined : await actsForIn(context, flow.id);
	const allowed = mayDoDuty(flow, instance.state, uid, taskId, duty, actsFor);
	return allowed.ok ? found : allowed;
}

async function number(
	context: ActContext<{ taskId: string; seriesId: string; reserved?: string | undefined }>,
): Promise<Decision<Record<string, unknown>>> {
	const { work, input, now } = context;
	const found = await readForDuty(context, input.taskId, 'number');
	if (!found.ok) return found;
	const { document } = found.value;
	if (document.number !== null) return refuse('document/numbered', { number: document.number });
	if (document.signedAt === null) return refuse('document/notSigned');
	const { seriesId, reserved } = input;
	// Everything is read before the number is taken: until then nobody waits for this act.
	const tasks = await openTasksOf(work, document.id);
	const taken =
		reserved === undefined
			? await takeNumber(context, seriesId, document.signedAt)
			: await takeReserved(context, seriesId, reserved, document.signedAt);
	if (!taken.ok) return taken;
	const next: OfficialDocument = {
		...document,
		number: taken.value,
		seriesId,
		status: 'numbered',
		version: document.version + 1,
		updatedAt: now,
	};
	work.put(`documents/${document.id}`, next);
	await refreshTasks(work, factsOf(next), tasks);
	recordDeed(context, found.value, {
		verb: 'number',
		taskId: input.taskId,
		note: taken.value,
		facts: { number: taken.value },
	});
	return { ok: true, value: { number: taken.value } };
}

async function distribute(
	context: ActContext<{ taskId: string; uids: string[]; remark: string }>,
): Promise<Decision<Record<string, unknown>>> {
	const { work, input, now } = context;
	const found = await readForDuty(context, input.taskId, 'distribute');
	if (!found.ok) return found;
	const { document, directory } = found.value;
	if (document.distributedAt !== null) return refuse('document/distributed');
	const moved = await moveCase(context, found.value, {
		verb: 'circulate',
		as: 'distribute',
		uids: input.uids,
		remark: input.remark,
	});
	if (!moved.ok) return moved;
	const after = await work.get<OfficialDocument>(`documents/${document.id}`);
	work.put(`documents/${document.id}`, {
		...(after ?? document),
		status: 'distributed',
		distributedAt: now,
		distributedTo: moved.value.trail.to.map((uid) => ({ uid, name: directory.nameOf(uid) })),
	});
	return { ok: true, value: { readers: moved.value.trail.to.length } };
}

async function file(
	context: ActContext<{ taskId: string; volumeId: string; remark: string }>,
): Promise<Decision<Record<string, unknown>>> {
	const { work, input, now, actor } = context;
	const found = await readForDuty(context, input.taskId, 'archive');
	if (!found.ok) return found;
	const { document } = found.value;
	if (document.archive !== null)
		return refuse('document/archived', { number: document.archive.archiveNumber });
	const volume = await work.get<Volume>(`volumes/${input.volumeId}`);
	if (volume === null) return refuse('document/volumeMissing');
	const shelfMark = archiveNumber(volume, volume.next);
	const item: ArchiveItem = {
		id: document.id,
		volumeId: volume.id,
		archiveNumber: shelfMark,
		itemNumber: volume.next,
		number: document.incoming?.senderNumber || document.number,
		author: document.issuer,
		title: document.elements.title,
		date: document.signedAt ?? document.createdAt,
		secrecy: document.elements.secrecy,
		pages: document.seal?.pageCount ?? document.incoming?.pages ?? 1,
		remark: input.remark,
		archivedBy: actor.uid,
		archivedAt: now,
		link: `/documents/${document.id}`,
	};
	work.put(`volumes/${volume.id}`, { ...volume, next: volume.next + 1 });
	work.create(`archive/${document.id}`, item);
	work.put(`documents/${document.id}`, {
		...document,
		status: 'archived',
		frozen: true,
		archive: {
			volumeId: volume.id,
			volumeTitle: volume.title,
			archiveNumber: shelfMark,
			archivedAt: now,
		},
		version: document.version + 1,
		updatedAt: now,
	});
	recordDeed(context, found.value, {
		verb: 'archive',
		taskId: input.taskId,
		note: `${volume.title}，档号 ${shelfMark}`,
	});
	return { ok: true, value: { archiveNumber: shelfMark } };
}

const taskId = z.string().min(1).max(128);
const remark = z.string().trim().max(500).default('');

/** The duties of steps as acts: numbering, distributing and filing a document, and opening volumes. */
export const dutyActs = [
	defineAct({
		type: 'document/number',
		permission: 'document.number',
		input: z.object({ taskId, seriesId: idSchema, reserved: idSchema.optional() }),
		run: number,
	}),
	defineAct({
		type: 'document/distribute',
		permission: 'document.distribute',
		input: z.object({ taskId, uids: z.array(idSchema).min(1).max(200), remark }),
		run: distribute,
	}),
	defineAct({
		type: 'document/archive',
		permission: 'archive.file',
		input: z.object({ taskId, volumeId: idSchema, remark }),
		run: file,
	}),
	defineAct({
		type: 'archive/createVolume',
		permission: 'archive.file',
		input: volumeSchema.omit({ id: true, next: true, createdAt: true }),
		async run({ work, act, input, now }) {
			if (act.target !== volumeId(input)) return refuse('core/badInput', { field: 'id' });
			const same = await work.get<Volume>(`volumes/${act.target}`);
			if (same !== null) return refuse('document/volumeExists', { title: same.title });
			work.create(`volumes/${act.target}`, { ...input, id: act.target, next: 1, createdAt: now });
			return { ok: true, value: { id: act.target } };
		},
	}),
];
