import type { Act, ActAnswer } from '@wenshu/domain/acts.ts';
import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import type { OfficialDocument, SealEvidence } from '@wenshu/domain/document/model.ts';
import { heldStep } from '@wenshu/domain/document/rights.ts';
import type { SealRecord, SealUse } from '@wenshu/domain/document/seal.ts';
import { nextInLine, organsOf, sealsOf } from '@wenshu/domain/document/sealing.ts';
import { recordDeed } from '../flow/case.ts';
import { defineAct, perform, readActor, type ActContext } from '../platform/act.ts';
import type { Caller } from '../platform/callable.ts';
import { db } from '../platform/firebase.ts';
import { UnitOfWork } from '../platform/unit-of-work.ts';
import { writeHand } from '../text/hands.ts';
import type { TextHead } from '../text/load.ts';
import { registerSealed } from '../verification/registry.ts';
import { press, type Pressed } from './press.ts';
import { mayPress, pressingSchema, purposeOf, type Pressing, type Ready } from './ready.ts';
import { openStamping } from './stamping.ts';
import { noteRefusal, unlockSeal, type Unlocked } from './unlock.ts';

/** A sealing that is ready to be written: the file, and the line of the register it completes. */
interface Finished extends Pressed {
	use: Unlocked['use'];
}

/** Writes the sealed state: evidence, frozen text, public record, register, and the line on the trail. */
async function writePressed(
	context: ActContext<Pressing>,
	{ files, evidence, code, version, use, ofdRoot }: Finished,
): Promise<Decision<Record<string, unknown>>> {
	const { work, input, now } = context;
	const ready = await mayPress(context, input);
	if (!ready.ok) return ready;
	const { document, found } = ready.value;
	if (document.version !== version) return refuse('core/stale');
	const seals = [...sealsOf(document), evidence];
	const isComplete = seals.length === organsOf(document).length;
	const sealed: OfficialDocument = {
		...document,
		seals,
		seal: isComplete ? evidence : null,
		status: isComplete ? 'sealed' : document.status,
		verification: code,
		frozen: true,
		version: document.version + 1,
		updatedAt: now,
	};
	for (const file of files) work.create(`files/${file.id}`, file);
	work.put(`documents/${document.id}`, sealed);
	await register(work, sealed, { code, size: files[0].size, last: evidence, seals, ofdRoot });
	await freezeText(context, ready.value);
	const { pdfSha256: fileSha256, place, stamp } = evidence;
	const line: SealUse = { ...use, result: 'done', fileSha256, page: place?.page ?? null };
	work.put(`sealUses/${use.id}`, stamp === undefined ? line : { ...line, stamp });
	recordDeed(context, found, {
		verb: 'seal',
		taskId: input.taskId,
		note: `${evidence.sealName}${evidence.demo === true ? '（演示）' : ''}（PDF 摘要 ${fileSha256.slice(0, 12)}）`,
	});
	return {
		ok: true,
		value: {
			fileId: evidence.fileId,
			pageCount: evidence.pageCount,
			complete: isComplete,
			next: nextInLine(sealed),
			/** Why it bears no time stamp although the office asked for one. */
			unstamped: stamp !== undefined && 'code' in stamp ? stamp.code : null,
		},
	};
}

async function register(
	work: UnitOfWork,
	document: OfficialDocument,
	made: {
		code: string;
		size: number;
		last: SealEvidence;
		seals: SealEvidence[];
		ofdRoot: string | null;
	},
): Promise<void> {
	const { code, size, last, seals, ofdRoot } = made;
	const records = await Promise.all(
		seals.map((each) => work.get<SealRecord>(`seals/${each.sealId}`)),
	);
	await registerSealed(work, document, {
		code,
		pages: last.pageCount,
		seals: seals.map(({ sealName, fingerprint, sealedAt, stamp }) => ({
			name: sealName,
			fingerprint: fingerprint ?? '',
			at: sealedAt,
			...(stamp !== undefined && 'at' in stamp && { stamp }),
		})),
		pdf: { sha256: last.pdfSha256, size },
		ofd: last.ofd === undefined ? null : { sha256: last.ofd.sha256, size: last.ofd.size },
		organs: organsOf(document),
		roots: [...records.flatMap((each) => each?.root ?? []), ...(ofdRoot === null ? [] : [ofdRoot])],
	});
}

async function freezeText(context: ActContext<Pressing>, { document, found }: Ready) {
	const { work, actor, now } = context;
	const text = await work.get<TextHead>(`texts/${document.id}`);
	if (text === null) return;
	work.put(`texts/${document.id}`, { ...text, editors: {}, frozen: true });
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

/** Seals a document for a keeper who knows the password. `now` is the server's time. */
export async function applySeal(input: Pressing, caller: Caller, now: Date): Promise<ActAnswer> {
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
	let finished: Finished | null = null;
	if ((await work.get(`journal/${input.id}`)) === null) {
		const context = { act, actor: actor.value, now, work };
		const ready = await mayPress(context, input);
		if (!ready.ok) return ready;
		const purpose = purposeOf(ready.value, input, 'apply');
		const out = await unlockSeal(ready.value.seal, input.password, purpose, context);
		if (!out.ok) return out;
		const { open, use } = out.value;
		const stamping = await openStamping(work);
		const made = await press(ready.value, open, input, { uid: caller.uid, now, stamping });
		if (!made.ok) {
			const stamp = stamping?.outcome() ?? null;
			return noteRefusal(stamp === null ? use : { ...use, stamp }, made);
		}
		finished = { ...made.value, use };
	}
	const definition = defineAct({
		type: 'seal/apply',
		input: pressingSchema,
		secret: ['password'],
		run: (context) =>
			finished === null ? Promise.resolve(refuse('core/stale')) : writePressed(context, finished),
	});
	const answer = await perform(definition, act, caller, () => now);
	if (!answer.ok && finished !== null) await noteRefusal(finished.use, answer);
	return answer;
}
