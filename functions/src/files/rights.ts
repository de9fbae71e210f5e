import type { FileOwner, StoredFile } from '@wenshu/domain/files/file.ts';
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
	if (owner.kind === 'record') return permissions[`${owner.id.split('/')[0] ?? ''}.read`] === true;
	if (permissions['document.readAll'] === true) return true;
	const document = await work.get<OfficialDocument>(`documents/${owner.id}`);
	return document?.readers.includes(actor.uid) ?? false;
}

/** Whether the actor may upload for this owner; what does not exist yet is the uploader's own to be. */
export async function mayUploadFor(
	work: UnitOfWork,
	actor: Actor,
	owner: FileOwner,
): Promise<boolean> {
	const permissions: Record<string, true> = actor.access.permissions;
	if (owner.kind === 'record') return permissions[`${owner.id.split('/')[0] ?? ''}.write`] === true;
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
	if (file.uploadedBy === actor.uid || (await mayReadOwner(work, actor, file.owner)))
		return { ok: true, value: file };
	return refuse('files/forbidden');
}
