import { createHash, randomUUID } from 'node:crypto';
import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import {
	admitFile,
	fileRequestSchema,
	matchesItsName,
	shownInline,
	uploadSchema,
	type StoredFile,
} from '@wenshu/domain/files/file.ts';
import * as logger from 'firebase-functions/logger';
import { onRequest, type Request } from 'firebase-functions/v2/https';
import type { Response } from 'express';
import { readActor, type Actor } from '../platform/act.ts';
import { auth, db } from '../platform/firebase.ts';
import { secretOptions } from '../platform/secrets.ts';
import { UnitOfWork } from '../platform/unit-of-work.ts';
import { blobs, folderBlobs } from './blobs.ts';
import { recordDownload } from './download-log.ts';
import { mayUploadFor, readableFile } from './rights.ts';
import { isTicketGood, issueTicket } from './tickets.ts';

type Answer = Decision<Record<string, unknown>>;

async function start(work: UnitOfWork, actor: Actor, request: Request): Promise<Answer> {
	const parsed = uploadSchema.safeParse(request.body);
	if (!parsed.success) return refuse('files/refused');
	const { name, size, owner } = parsed.data;
	const admitted = admitFile(name, size, owner.kind);
	if (!admitted.ok) return admitted;
	if (!(await mayUploadFor(work, actor, owner))) return refuse('files/mayNotUpload');
	const id = randomUUID();
	const file: StoredFile = {
		id,
		...admitted.value,
		size,
		owner,
		uploadedBy: actor.uid,
		state: 'sending',
		sha256: null,
		createdAt: new Date(),
	};
	work.create(`files/${id}`, file);
	await work.commit();
	const address = await blobs.startUpload(id, size, file.type, request.get('origin') ?? '');
	const local = folderBlobs !== null;
	const session = local ? `${address}?ticket=${issueTicket('write', id, Date.now())}` : address;
	return { ok: true, value: { fileId: id, session } };
}

/** Checks what has arrived: complete, and of the kind its name claims; only then it counts as stored. */
async function finish(work: UnitOfWork, actor: Actor, request: Request): Promise<Answer> {
	const parsed = fileRequestSchema.safeParse(request.body);
	if (!parsed.success) return refuse('files/refused');
	const { fileId } = parsed.data;
	const file = await work.get<StoredFile>(`files/${fileId}`);
	if (file?.uploadedBy !== actor.uid) return refuse('files/missing');
	if (file.state === 'stored') return { ok: true, value: { fileId } };
	if ((await blobs.size(fileId)) !== file.size) return refuse('files/incomplete');
	const bytes = await blobs.read(fileId);
	if (!matchesItsName(file.name, bytes.subarray(0, 4096))) {
		await blobs.remove(fileId);
		work.delete(`files/${fileId}`);
		await work.commit();
		return refuse('files/mismatch');
	}
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	work.put(`files/${fileId}`, { ...file, state: 'stored', sha256 });
	await work.commit();
	return { ok: true, value: { fileId } };
}

async function download(work: UnitOfWork, actor: Actor, request: Request): Promise<Answer> {
	const parsed = fileRequestSchema.safeParse(request.body);
	if (!parsed.success) return refuse('files/refused');
	const found = await readableFile(work, actor, parsed.data.fileId);
	if (!found.ok) return found;
	const { id, name, type } = found.value;
	await recordDownload(work, found.value, { actor, page: parsed.data.page, at: new Date() });
	await work.commit();
	const direct = await blobs.downloadAddress(id, name, type);
	const ticket = issueTicket('read', id, Date.now());
	return { ok: true, value: { url: direct ?? `/files/get/${id}?ticket=${ticket}` } };
}

const deeds: Record<string, typeof start> = { start, finish, download };

async function perform(
	name: string,
	request: Request,
): Promise<{ status: number; answer: Answer }> {
	const deed = deeds[name];
	const bearer = /^Bearer (.+)$/.exec(request.get('authorization') ?? '')?.[1];
	if (deed === undefined || request.method !== 'POST')
		return { status: 404, answer: refuse('files/missing') };
	if (bearer === undefined) return { status: 401, answer: refuse('core/signedOut') };
	const token = await auth.verifyIdToken(bearer).catch(() => null);
	if (token === null) return { status: 401, answer: refuse('core/signedOut') };
	const work = new UnitOfWork(db);
	const actor = await readActor(work, { uid: token.uid, authTime: token.auth_time });
	if (!actor.ok) return { status: 403, answer: actor };
	const answer = await deed(work, actor.value, request);
	return { status: answer.ok ? 200 : 400, answer };
}

function ticketOf(request: Request): string {
	const ticket = request.query['ticket'];
	return typeof ticket === 'string' ? ticket : '';
}

/** A part of an upload, by Cloud Storage's resumable protocol; only on the emulators. */
async function receive(id: string, request: Request, response: Response): Promise<void> {
	const ticket = ticketOf(request);
	if (folderBlobs === null || !isTicketGood('write', id, ticket, Date.now())) {
		response.status(403).end();
		return;
	}
	const range = /^bytes (?:(\d+)-(\d+)|\*)\/(\d+)$/.exec(request.get('content-range') ?? '');
	if (range === null) {
		response.status(400).end();
		return;
	}
	const total = Number(range[3]);
	const body = request.rawBody as Buffer | undefined;
	const held =
		range[1] === undefined || body === undefined
			? ((await folderBlobs.size(id)) ?? 0)
			: await folderBlobs.append(id, Number(range[1]), body);
	if (held >= total) response.status(200).end();
	else {
		if (held > 0) response.set('Range', `bytes=0-${held - 1}`);
		response.status(308).end();
	}
}

/** Serves a file to whoever holds a good ticket, whole or in ranges; only on the emulators. */
async function serve(id: string, request: Request, response: Response): Promise<void> {
	const ticket = ticketOf(request);
	if (folderBlobs === null || !isTicketGood('read', id, ticket, Date.now())) {
		response.status(403).json({ code: 'files/expired' });
		return;
	}
	const file = (await db.doc(`files/${id}`).get()).data() as StoredFile | undefined;
	const size = await folderBlobs.size(id);
	if (file === undefined || size === null) {
		response.status(404).json({ code: 'files/missing' });
		return;
	}
	const disposition = shownInline.has(file.type) ? 'inline' : 'attachment';
	response.set({
		'Content-Type': file.type,
		'Content-Disposition': `${disposition}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
		'X-Content-Type-Options': 'nosniff',
		'Content-Security-Policy': "default-src 'none'; sandbox",
		'Cache-Control': 'private, no-store',
		'Accept-Ranges': 'bytes',
	});
	const range = /^bytes=(\d*)-(\d*)$/.exec(request.get('range') ?? '');
	const from = range === null ? 0 : range[1] === '' ? size - Number(range[2]) : Number(range[1]);
	const to = range === null || range[1] === '' || range[2] === '' ? size - 1 : Number(range[2]);
	if (from < 0 || from > to || to >= size) {
		response.status(416).set('Content-Range', `bytes */${size}`).end();
		return;
	}
	response.status(range === null ? 200 : 206).set('Content-Length', String(to - from + 1));
	if (range !== null) response.set('Content-Range', `bytes ${from}-${to}/${size}`);
	folderBlobs.stream(id, { start: from, end: to }).pipe(response);
}

/** Files: asks the access questions, then hands out upload sessions and short-lived download addresses. */
export const files = onRequest(
	{ memory: '512MiB', ...secretOptions },
	async (request, response) => {
		const [, deed = '', id = ''] = request.path.replace(/^\/files/, '').split('/');
		try {
			if (deed === 'upload' && request.method === 'PUT') await receive(id, request, response);
			else if (deed === 'get' && request.method === 'GET') await serve(id, request, response);
			else {
				const { status, answer } = await perform(deed, request);
				response.status(status).json(answer.ok ? answer.value : answer);
			}
		} catch (error) {
			logger.error('files failed', { deed, id, error: String(error) });
			response.status(500).json({ code: 'files/failed' });
		}
	},
);
