import { randomInt, randomUUID } from 'node:crypto';
import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import { closingOf } from '@wenshu/domain/document/elements.ts';
import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import type { SealUse } from '@wenshu/domain/document/seal.ts';
import { sealsOf } from '@wenshu/domain/document/sealing.ts';
import { makeCode, printedCode } from '@wenshu/domain/verification/code.ts';
import {
	continued,
	endVerification,
	verificationOf,
	type SealedFiles,
	type Verification,
	type VerificationPointer,
	type VerificationRoots,
} from '@wenshu/domain/verification/model.ts';
import type { Actor } from '../platform/act.ts';
import { siteAddress } from '../platform/site.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';

/** Where the certificates lie that seals and their time stamps hang on. */
export const ROOTS_PATH = 'verificationRoots/installation';

/** What the page carries: the code in groups of four, and the address its QR leads to. */
export interface PrintedVerification {
	/** As stored: `verifications/{code}`. */
	id: string;
	code: string;
	url: string;
}

/**
 * The code of a document, to be asked for before its page is set: the one it has from an earlier seal, or a
 * new one. Nothing is stored until {@link registerSealed}; a code that is never registered is lost.
 */
export function verificationFor(
	document: Pick<OfficialDocument, 'verification'>,
): PrintedVerification {
	const id = document.verification ?? makeCode(randomInt);
	return { id, code: printedCode(id), url: `${siteAddress()}/verify?c=${id}` };
}

/**
 * Records a sealed file for everybody who holds its code (VE-4), as part of the work that stores the file.
 * A further seal on the same document replaces the record. The caller puts `code` into the document's
 * `verification`. `roots` are PEM certificates the seals hang on.
 */
export async function registerSealed(
	work: UnitOfWork,
	document: OfficialDocument,
	sealed: SealedFiles & { organs?: readonly string[]; roots: readonly string[] },
): Promise<void> {
	const { organs, roots, ...files } = sealed;
	const path = `verifications/${files.code}`;
	const earlier = await work.get<Verification>(path);
	const record = verificationOf(document, files, organs);
	if (earlier === null) work.create(path, record);
	else {
		for (const old of filesOf(earlier)) work.delete(`verificationFiles/${old.sha256}`);
		work.put(path, continued(record, earlier));
	}
	const pointer: VerificationPointer = { code: files.code };
	for (const { sha256 } of filesOf(record)) work.put(`verificationFiles/${sha256}`, pointer);
	await publishRoots(work, roots);
}

function filesOf({ pdf, ofd }: Verification) {
	return ofd === null ? [pdf] : [pdf, ofd];
}

/** Makes root certificates, of seals or of time stamps, known to everybody; one that was published stays. */
export async function publishRoots(
	work: UnitOfWork,
	given: readonly string[],
	kind: keyof VerificationRoots = 'certificates',
): Promise<void> {
	const roots = await work.get<VerificationRoots>(ROOTS_PATH);
	const known = roots?.[kind] ?? [];
	const fresh = given.filter((root) => !known.includes(root));
	if (fresh.length > 0)
		work.put(ROOTS_PATH, { certificates: [], ...roots, [kind]: [...known, ...fresh] });
}

/** Takes its force from the record of a document, with a reason everybody reads (VE-5). */
export function revoke(
	work: UnitOfWork,
	document: Pick<OfficialDocument, 'verification'>,
	end: { at: Date; reason: string },
): Promise<Decision<Verification>> {
	return conclude(work, document, { ...end, replacedBy: null });
}

/** What strangers read where a case ended by itself takes its document's force (VE-6). */
const ENDINGS = {
	void: '发文单位已作废此文件。',
	terminate: '发文单位已终止办理此文件，文件不再有效。',
	revoke: '发文单位已撤回此文件，文件不再有效。',
} as const;

/** A document that was voided, ended or withdrawn is no longer in force for strangers either (VE-6). */
export async function revokeEnded(
	work: UnitOfWork,
	document: OfficialDocument,
	ending: keyof typeof ENDINGS,
	by: { actor: Actor; now: Date; reason: string },
): Promise<void> {
	const ended = await revoke(work, document, { at: by.now, reason: ENDINGS[ending] });
	// No record, or one that ended before: nothing to end.
	if (ended.ok) enterDeed(work, document, 'endRecord', by);
}

/** Enters in 用印登记 who did what to the force of a sealed file. */
export function enterDeed(
	work: UnitOfWork,
	document: OfficialDocument,
	action: 'endRecord' | 'proposeRestore' | 'restoreRecord',
	{ actor, now, reason }: { actor: Actor; now: Date; reason: string },
): void {
	const last = sealsOf(document).at(-1);
	if (last === undefined) return;
	const id = randomUUID();
	const line: SealUse = {
		id,
		sealId: last.sealId,
		sealName: last.sealName,
		kind: closingOf(document.elements) === '签名章' ? 'signature' : 'organ',
		action,
		reason,
		result: 'done',
		code: null,
		by: actor.uid,
		byName: actor.person.name,
		byUnit: actor.unitName,
		at: now,
		documentId: document.id,
		title: document.elements.title,
		number: document.number,
		page: null,
		fileSha256: last.pdfSha256,
	};
	work.create(`sealUses/${id}`, line);
}

/** Says that another sealed file, known by its code, takes the place of a document (VE-5). */
export async function replace(
	work: UnitOfWork,
	document: Pick<OfficialDocument, 'verification'>,
	end: { at: Date; reason: string; by: string },
): Promise<Decision<Verification>> {
	const replacedBy = await work.get<Verification>(`verifications/${end.by}`);
	if (replacedBy === null) return refuse('verification/replacementMissing');
	return conclude(work, document, { at: end.at, reason: end.reason, replacedBy });
}

/** The public record of a document; refused where it has none. */
export async function recordOf(
	work: UnitOfWork,
	{ verification: code }: Pick<OfficialDocument, 'verification'>,
): Promise<Decision<Verification>> {
	const record = code === undefined ? null : await work.get<Verification>(`verifications/${code}`);
	return record === null ? refuse('verification/missing') : { ok: true, value: record };
}

async function conclude(
	work: UnitOfWork,
	document: Pick<OfficialDocument, 'verification'>,
	end: { at: Date; reason: string; replacedBy: Verification | null },
): Promise<Decision<Verification>> {
	const found = await recordOf(work, document);
	if (!found.ok) return found;
	const ended = endVerification(found.value, end);
	if (ended.ok) work.put(`verifications/${found.value.code}`, ended.value);
	return ended;
}
