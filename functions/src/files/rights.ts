import type { FileOwner, StoredFile } from '@wenshu/domain/files/file.ts';
import type { Approval } from '@wenshu/domain/approval/model.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import { type Actor } from '../platform/act.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';

/** Whether the actor may read what belongs to this owner: the same question the rules ask of the owner. */
export async function mayReadOwner(
	work: UnitOfWork,
	actor: Actor,
	owner: FileOwner,
): Promise<boolean> {
	const permissions: Record<string, true> = actor.access.permissions;
	if (owner.kind === 'record') return mayReadRecord(work, actor, owner.id);
	if (owner.kind === 'approval') return mayReadApproval(work, actor, owner.id);
	// The office's fonts are licensed to the office: they leave the server only inside pages.
	if (owner.kind === 'font') return false;
	if (permissions['document.readAll'] === true) return true;
	const document = await work.get<OfficialDocument>(`documents/${owner.id}`);
	return document?.readers.includes(actor.uid) ?? false;
}

/** Writers of the module read every file of it, readers those of records meant for them (RC-1 of the rules). */
async function mayReadRecord(work: UnitOfWork, actor: Actor, ownerId: string): Promise<boolean> {
	const [module = '', id = ''] = ownerId.split('/');
	const permissions: Record<string, true> = actor.access.permissions;
	if (permissions[`${module}.write`] === true) return true;
	if (permissions[`${module}.read`] !== true || !/^[a-z]{2,40}$/.test(module) || id === '')
		return false;
	const record = await work.get<{ audience: string[] }>(`records/${module}/items/${id}`);
	const units = actor.access.unitPath;
	return record?.audience.some((each) => each === 'all' || units.includes(each)) ?? false;
}

/** FL-6 of the rules: whom a matter concerns, and those who watch the flows. */
async function mayReadApproval(work: UnitOfWork, actor: Actor, id: string): Promise<boolean> {
	const permissions: Record<string, true> = actor.access.permissions;
	if (permissions['flow.monitor'] === true) return true;
	const approval = await work.get<Approval>(`approvals/${id}`);
	return approval?.readers.includes(actor.uid) ?? false;
}

/**
 * Whether the actor may upload for this owner; what does not exist yet is the uploader's own to be. Who records
 * decisions made on paper (代录) uploads the scan for whatever they may read.
 */
export async function mayUploadFor(
	work: UnitOfWork,
	actor: Actor,
	owner: FileOwner,
): Promise<boolean> {
	const permissions: Record<string, true> = actor.access.permissions;
	if (owner.kind === 'record') return permissions[`${owner.id.split('/')[0] ?? ''}.write`] === true;
	if (owner.kind === 'font') return permissions['font.manage'] === true;
	if (permissions['flow.record'] === true && (await mayReadOwner(work, actor, owner))) return true;
	if (owner.kind === 'approval') {
		const approval = await work.get<Approval>(`approvals/${owner.id}`);
		return approval?.readers.includes(actor.uid) ?? true;
	}
	const document = await work.get<OfficialDocument>(`documents/${owner.id}`);
	return document === null || (document.readers.includes(actor.uid) && !document.frozen);
}

/** A stored file that the actor may read: their own, or one whose owner they may read. */
export async function readableFile(
	work: UnitOfWork,
	actor: Actor,
	fileId: string,
): Promise<Decision<StoredFile>> {
	const file = await work.get<StoredFile>(`files/${fileId}`);
	if (file?.state !== 'stored') return refuse('files/missing');
	if (file.owner.kind === 'font') return refuse('files/forbidden');
	const mayRead =
		file.uploadedBy === actor.uid ||
		(await mayReadOwner(work, actor, file.owner)) ||
		(await readsLetter(work, actor, file.sharedWith ?? []));
	return mayRead ? { ok: true, value: file } : refuse('files/forbidden');
}

/** Whether the actor reads one of the letters that carry a file. */
async function readsLetter(
	work: UnitOfWork,
	actor: Actor,
	ids: readonly string[],
): Promise<boolean> {
	const paths = ids.map((id) => `documents/${id}`);
	await work.getAll(paths);
	const letters = await Promise.all(paths.map((path) => work.get<OfficialDocument>(path)));
	return letters.some((letter) => letter?.readers.includes(actor.uid) ?? false);
}
