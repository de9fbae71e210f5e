import { createHash } from 'node:crypto';
import type { OfficialDocument, SealEvidence } from '@wenshu/domain/document/model.ts';
import type { SealRecord } from '@wenshu/domain/document/seal.ts';
import type { SealCheck, SealFinding } from '@wenshu/domain/document/seal-check.ts';
import { organsOf, sealsOf } from '@wenshu/domain/document/sealing.ts';
import type { VerificationRoots } from '@wenshu/domain/verification/model.ts';
import { elementsHash, printableText } from '../documents/print.ts';
import { blobs } from '../files/blobs.ts';
import { db } from '../platform/firebase.ts';
import { fromStored } from '../platform/unit-of-work.ts';
import { ROOTS_PATH } from '../verification/registry.ts';
import type { Authority } from './create-seal.ts';
import { AUTHORITY_PATH } from './records.ts';
import { verifyPdf, type SealVerdict } from './verify-pdf.ts';

const unsealed: SealCheck = {
	sealed: false,
	valid: false,
	digest: false,
	signature: false,
	chain: false,
	coversWhole: false,
	textUnchanged: false,
	elementsUnchanged: false,
	unrevoked: false,
	seals: [],
	missing: [],
	signer: null,
	at: null,
};

/** Proves, from the stored file, text and elements, that nothing of a sealed document was altered. */
export async function checkSealed(document: OfficialDocument): Promise<SealCheck> {
	const evidences = sealsOf(document);
	const evidence = evidences.at(-1);
	if (evidence === undefined) return unsealed;
	const [bytes, text, records, roots] = await Promise.all([
		blobs.read(evidence.fileId),
		printableText(document.id),
		Promise.all(evidences.map(({ sealId }) => readSeal(sealId))),
		readRoots(),
	]);
	const trusted = [...roots.own, ...records.flatMap((seal) => seal?.root ?? [])];
	const verdict = await verifyPdf(bytes, [...new Set(trusted)], roots.stamps);
	const seals = evidences.map((one, at) => findingOf(one, verdict.seals[at], records[at] ?? null));
	const sameFile = createHash('sha256').update(bytes).digest('hex') === evidence.pdfSha256;
	const parts = {
		digest: verdict.digest && sameFile,
		signature: verdict.signature,
		chain: verdict.chain,
		coversWhole: verdict.coversWhole,
		textUnchanged: text.sha256 === evidence.textSha256,
		elementsUnchanged: elementsHash(document.elements) === evidence.elementsSha256,
		unrevoked: seals.every(({ revoked }) => revoked === null || revoked.before),
	};
	const isWhole = verdict.seals.length === seals.length && seals.every(({ valid }) => valid);
	return {
		sealed: true,
		valid: isWhole && Object.values(parts).every(Boolean),
		...parts,
		seals,
		missing: document.seal === null ? organsOf(document).slice(seals.length) : [],
		signer: verdict.signer,
		at: verdict.at?.toISOString() ?? null,
	};
}

function findingOf(
	evidence: SealEvidence,
	verdict: SealVerdict | undefined,
	seal: SealRecord | null,
): SealFinding {
	const { fingerprint } = evidence;
	const isNamed = fingerprint === undefined || verdict?.fingerprint === fingerprint;
	const revoked = seal?.revoked ?? null;
	const stamp = verdict?.stamp ?? null;
	return {
		name: evidence.sealName,
		signer: verdict?.signer ?? null,
		at: verdict?.at?.toISOString() ?? null,
		valid: (verdict?.valid ?? false) && isNamed,
		demo: evidence.demo ?? true,
		// By the server's own time of sealing, not by what the file says of itself.
		revoked: revoked && {
			at: revoked.at.toISOString(),
			reason: revoked.reason,
			before: evidence.sealedAt < revoked.at,
		},
		stamp: stamp && {
			at: stamp.at?.toISOString() ?? '',
			by: stamp.by ?? '',
			sound: stamp.sound,
			trusted: stamp.trusted,
		},
		unstamped: evidence.stamp !== undefined && 'code' in evidence.stamp,
	};
}

async function readSeal(id: string): Promise<SealRecord | null> {
	const stored = (await db.doc(`seals/${id}`).get()).data();
	return stored === undefined ? null : (fromStored(stored) as SealRecord);
}

/** PEM of our own root, and of those whose time stamps are trusted. */
async function readRoots(): Promise<{ own: string[]; stamps: string[] }> {
	const [authority, published] = await Promise.all([
		db.doc(AUTHORITY_PATH).get(),
		db.doc(ROOTS_PATH).get(),
	]);
	const own = (authority.data() as Authority | undefined)?.certificate;
	const stamps = (published.data() as VerificationRoots | undefined)?.stampCertificates;
	return { own: own === undefined ? [] : [own], stamps: stamps ?? [] };
}
