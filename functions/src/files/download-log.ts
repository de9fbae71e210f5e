import { randomUUID } from 'node:crypto';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import type { DownloadRecord, StoredFile } from '@wenshu/domain/files/file.ts';
import type { Actor } from '../platform/act.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';

/** What is said of a download besides the file: who, when, and on which page of the app. */
interface Download {
	actor: Actor;
	page: string;
	at: Date;
}

/**
 * 下载登记: writes down that a file was handed out, in the same work that decides it. What belongs to a
 * document is written beside it, so that its handlers see it; anything else lies apart for auditors.
 */
export async function recordDownload(
	work: UnitOfWork,
	{ id, name, owner }: Pick<StoredFile, 'id' | 'name' | 'owner'>,
	{ actor, page, at }: Download,
): Promise<void> {
	const document =
		owner.kind === 'document' ? await work.get<OfficialDocument>(`documents/${owner.id}`) : null;
	const record: DownloadRecord = {
		fileId: id,
		name,
		owner,
		what: whatOf(document, id),
		by: actor.uid,
		byName: actor.person.name,
		byUnit: actor.unitName,
		page,
		at,
	};
	const place = document === null ? 'downloads' : `documents/${owner.id}/downloads`;
	work.create(`${place}/${randomUUID()}`, record);
}

function whatOf(document: OfficialDocument | null, fileId: string): DownloadRecord['what'] {
	if (document?.seal?.fileId === fileId) return 'sealed';
	return document?.attachments.some((each) => each.fileId === fileId) === true
		? 'attachment'
		: 'other';
}
