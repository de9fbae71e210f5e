import { createHash } from 'node:crypto';
import { idSchema } from '@wenshu/domain/access/model.ts';
import type { Act, ActAnswer } from '@wenshu/domain/acts.ts';
import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import type { OfficialDocument, SealEvidence } from '@wenshu/domain/document/model.ts';
import { heldStep } from '@wenshu/domain/document/rights.ts';
import { countTry, openLock, triesLeft } from '@wenshu/domain/document/seal-lock.ts';
import type { StoredFile } from '@wenshu/domain/files/file.ts';
import { z } from 'zod';
import type { DocumentCase } from '../documents/acts.ts';
import { readForDuty, type DutyContext } from '../documents/duties.ts';
import { elementsHash, printable, printableText } from '../documents/print.ts';
import { blobs } from '../files/blobs.ts';
import { recordDeed } from '../flow/case.ts';
import { layoutPdf } from '../layout/layout.ts';
import { defineAct, may, forbidden, perform, readActor, type ActContext } from '../platform/act.ts';
import { callable, type Caller } from '../platform/callable.ts';
import { db } from '../platform/firebase.ts';
import { installationSecret, secretOptions } from '../platform/secrets.ts';
import { Conflict, UnitOfWork } from '../platform/unit-of-work.ts';
import { writeHand } from '../text/hands.ts';
import type { TextHead } from '../text/load.ts';
import { openSeal, type OpenSeal } from './create-seal.ts';
import type { SealRecord, Vault } from './records.ts';
import { signPdf } from './sign-pdf.ts';

const sealSchema = z.object({
	id: z.string().regex(/^[A-Za-z0-9-]{8,64}$/),
	documentId: idSchema,
	taskId: z.string().min(1).max(128),
	sealId: idSchema,
	password: z.string().min(1).max(200),
});
type SealInput = z.infer<typeof sealSchema>;

interface Ready {
	found: DocumentCase;
	document: OfficialDocument;
	seal: SealRecord;
}

/** Whether this person may put this seal on this document now; everything but the password. */
async function mayPress(context: DutyContext, input: SealInput): Promise<Decision<Ready>> {
	const { work, actor } = context;
	if (!may(actor, 'seal.use')) return forbidden('seal.use');
	const found = await readForDuty(context, input.taskId, 'seal');
	if (!found.ok) return found;
	const { document } = found.value;
	if (document.seal !== null) return refuse('seal/already');
	if (document.number === null) return refuse('seal/notNumbered');
	const seal = await work.get<SealRecord>(`seals/${input.sealId}`);
	if (seal === null || seal.disabled || !seal.keepers.includes(actor.uid))
		return refuse('seal/noSeal');
	return { ok: true, value: { found: found.value, document, seal } };
}

/**
 * Opens the vault. The try is counted and committed before the password is looked at, so that neither a
 * crash nor many tries at once gain free ones.
 */
async function unlock(input: SealInput, now: Date): Promise<Decision<OpenSeal>> {
	const path = `vault/${input.sealId}`;
	for (;;) {
		const work = new UnitOfWork(db);
		const vault = await work.get<Vault>(path);
		if (vault === null) return refuse('seal/noSeal');
		const counted = countTry(vault.lock, now);
		if (!counted.ok) return counted;
		work.put(path, { ...vault, lock: counted.value });
		try {
			await work.commit();
		} catch (error) {
			if (error instanceof Conflict) continue;
			throw error;
		}
		const pepper = installationSecret();
		const open = await openSeal(vault.record, input.password, { pepper, sealId: input.sealId });
		if (open !== null) {
			await db.doc(path).update({ lock: openLock });
			return { ok: true, value: open };
		}
		const left = triesLeft(counted.value);
		return left === 0
			? refuse('seal/frozen')
			: refuse('seal/wrongPassword', { left: String(left) });
	}
}

interface Pressed {
	file: StoredFile;
	evidence: SealEvidence;
	version: number;
}

/** Sets the page, presses the seal where name and date stand, and stores the file. */
async function press(
	{ document, seal }: Ready,
	open: OpenSeal,
	by: { id: string; uid: string; now: Date },
): Promise<Decision<Pressed>> {
	const text = await printableText(document.id);
	const { page, ...options } = await printable(document, text, null);
	const laid = await layoutPdf(page, options);
	if (laid.sealAnchor === null) return refuse('seal/noAnchor');
	// What the page cannot show must not be sealed: missing characters and pictures.
	const lacking = laid.warnings.find((warning) => warning.code.startsWith('layout/missing'));
	if (lacking !== undefined) return refuse(lacking.code, lacking.detail);
	const bytes = await signPdf(
		laid.pdf,
		{
			...laid.sealAnchor,
			sizeMm: seal.sizeMm,
			picture: open.picture,
			name: seal.name,
			reason: document.number ?? '',
			at: by.now,
		},
		{ chain: open.chain, privateKey: open.privateKey },
	);
	const fileId = `${by.id}-sealed`;
	await blobs.write(fileId, bytes, 'application/pdf');
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	const file: StoredFile = {
		id: fileId,
		name: `${document.elements.title.slice(0, 150)}.pdf`,
		size: bytes.length,
		type: 'application/pdf',
		owner: { kind: 'document', id: document.id },
		uploadedBy: by.uid,
		state: 'stored',
		sha256,
		createdAt: by.now,
	};
	const evidence: SealEvidence = {
		sealId: seal.id,
		sealName: seal.name,
		sealedBy: by.uid,
		sealedAt: by.now,
		pdfSha256: sha256,
		textSha256: text.sha256,
		elementsSha256: elementsHash(document.elements),
		fileId,
		pageCount: laid.pageCount,
	};
	return { ok: true, value: { file, evidence, version: document.version } };
}

/** Writes the sealed state: evidence, frozen text, and the line on the trail. */
async function writePressed(
	context: ActContext<SealInput>,
	pressed: Pressed,
): Promise<Decision<Record<string, unknown>>> {
	const { work, input, now } = context;
	const ready = await mayPress(context, input);
	if (!ready.ok) return ready;
	const { document, found } = ready.value;
	if (document.version !== pressed.version) return refuse('core/stale');
	const { file, evidence } = pressed;
	work.create(`files/${file.id}`, file);
	work.put(`documents/${document.id}`, {
		...document,
		seal: evidence,
		status: 'sealed',
		frozen: true,
		version: document.version + 1,
		updatedAt: now,
	});
	const text = await work.get<TextHead>(`texts/${document.id}`);
	if (text !== null) {
		work.put(`texts/${document.id}`, { ...text, editors: {}, frozen: true });
		const { actor } = context;
		writeHand(work, document.id, {
			seq: found.instance.state.seq + 1,
			at: now,
			by: actor.uid,
			byName: actor.person.name,
			verb: 'seal',
			stepName: heldStep(found.flow, found.instance.state, actor.uid)?.name ?? null,
			capacities: {},
		});
	}
	recordDeed(context, found, {
		verb: 'seal',
		taskId: input.taskId,
		note: `${evidence.sealName}（PDF 摘要 ${evidence.pdfSha256.slice(0, 12)}）`,
	});
	return { ok: true, value: { fileId: file.id, pageCount: evidence.pageCount } };
}

/** Seals a document for a keeper who knows the password. `now` is the server's time. */
export async function applySeal(input: SealInput, caller: Caller, now: Date): Promise<ActAnswer> {
	const act: Act = {
		id: input.id,
		type: 'seal/apply',
		target: input.documentId,
		input,
		version: null,
	};
	const work = new UnitOfWork(db);
	const actor = await readActor(work, caller);
	if (!actor.ok) return actor;
	let pressed: Pressed | null = null;
	if ((await work.get(`journal/${input.id}`)) === null) {
		const ready = await mayPress({ act, actor: actor.value, now, work }, input);
		if (!ready.ok) return ready;
		const open = await unlock(input, now);
		if (!open.ok) return open;
		const made = await press(ready.value, open.value, { id: input.id, uid: caller.uid, now });
		if (!made.ok) return made;
		pressed = made.value;
	}
	const definition = defineAct({
		type: 'seal/apply',
		input: sealSchema,
		secret: ['password'],
		run: (context) =>
			pressed === null ? Promise.resolve(refuse('core/stale')) : writePressed(context, pressed),
	});
	return perform(definition, act, caller, () => now);
}

/** The callable through which keepers place seals. Memory-hard on purpose, so few at a time. */
export const seal = callable(
	'seal',
	sealSchema,
	(input, caller) => applySeal(input, caller, new Date()),
	{ memory: '1GiB', concurrency: 2, ...secretOptions },
);
