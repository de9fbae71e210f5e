import { spawn } from 'node:child_process';
import { webcrypto } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Timestamp } from 'firebase-admin/firestore';
import { plainText, type BodyNode } from '@wenshu/domain/document/body.ts';
import { bodyHash } from '@wenshu/domain/document/freeze.ts';
import type { FreezeRecord, HandOver, SnapshotRecord } from '@wenshu/domain/trace/model.ts';
import { encodeRuns, signedBytes } from '@wenshu/domain/trace/relay.ts';
import { decodeEntries } from '@wenshu/domain/trace/segment.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { root } from '../../emulator-data/run/paths.ts';
import type { Folded } from '../../functions/src/text/fold.ts';
import type { TextHead } from '../../functions/src/text/load.ts';
import type { VerifiedText } from '../../functions/src/text/verify-text.ts';
import { call } from '../support/emulator.ts';
import { unpackAuthors, Writer } from '../support/log.ts';
import { aDraft, db, must, people, read, submit, tokenOf, type Role } from '../support/office.ts';

const { deriveFrom } = await import('../../functions/src/derive.ts');
const { commitFold, foldStale, foldText } = await import('../../functions/src/text/fold.ts');
const { loadText, readText } = await import('../../functions/src/text/load.ts');
const { verifyText } = await import('../../functions/src/text/verify-text.ts');
const { planFold } = await import('../../functions/src/text/plan-fold.ts');

beforeAll(async () => {
	await Promise.all((['drafter', 'head', 'outsider'] as Role[]).map(tokenOf));
});

const sizeOf = async (path: string): Promise<number> => (await db.collection(path).get()).size;
const linesOf = async (id: string): Promise<string[]> =>
	plainText((await loadText(db, id))?.body ?? { type: 'doc' }).split('\n');
const open = (id: string, role: Role = 'drafter'): Promise<Writer> => Writer.open(id, people[role]);
const numbered = (count: number, word = '第'): string[] =>
	Array.from({ length: count }, (_, index) => `${word}${String(index)}`);

/** Waits until the trigger has frozen the text at a line of the trail; then it folds no more. */
async function frozenAt(id: string, seq: number): Promise<FreezeRecord> {
	const place = `texts/${id}/freezes/${String(seq).padStart(6, '0')}`;
	const exists = async () => (await db.doc(place).get()).exists;
	await expect.poll(exists, { timeout: 30_000 }).toBe(true);
	return read<FreezeRecord>(place);
}
/** A draft that is at rest: what follows from its creation is written. */
async function aText(): Promise<string> {
	const id = await aDraft();
	await frozenAt(id, 1);
	return id;
}
/** The same once its author has handed it over to the head. */
async function handedOver(id: string): Promise<FreezeRecord> {
	expect(await submit('drafter', id)).toMatchObject({ ok: true });
	return frozenAt(id, 2);
}

async function ask<Result>(role: Role, op: 'fold' | 'verify' | 'authors', documentId: string) {
	const message = { op, documentId };
	return call<{ ok: boolean; code?: string; result: Result }>('text', message, await tokenOf(role));
}
const verified = async (id: string) => (await ask<VerifiedText>('drafter', 'verify', id)).result;

describe('FO-1 folding keeps the text and shortens what opening reads', () => {
	it('a thousand updates open as one snapshot and nothing more', async () => {
		const id = await aText();
		const writer = (await open(id)).type(...numbered(1000));
		await writer.send();
		const before = await linesOf(id);
		expect((await ask<Folded>('drafter', 'fold', id)).result).toEqual({
			entries: 1000,
			quarantined: 0,
		});
		expect(await sizeOf(`texts/${id}/updates`)).toBe(0);
		const text = await readText(db, id);
		expect(text).toMatchObject({ tail: [], relays: [], record: { segments: 1, chunks: 1 } });
		expect(await linesOf(id)).toEqual(before);
		expect(before).toContain('第999');
		expect(await verified(id)).toMatchObject({ ok: true, entries: 1000, segments: 1, people: 1 });
	});

	it('a short tail is left alone, an outsider is refused', async () => {
		const id = await aText();
		await (await open(id)).type(...numbered(99)).send();
		expect((await ask<Folded>('drafter', 'fold', id)).result).toEqual({
			entries: 0,
			quarantined: 0,
		});
		expect(await sizeOf(`texts/${id}/updates`)).toBe(99);
		for (const op of ['fold', 'verify', 'authors'] as const)
			expect(await ask('outsider', op, id)).toMatchObject({ ok: false, code: 'document/noReader' });
	});

	it('several folds at once fold every entry exactly once', async () => {
		const id = await aText();
		await (await open(id)).type(...numbered(150)).send();
		const folds = [
			...Array.from({ length: 3 }, () => foldText(db, id, new Date())),
			ask<Folded>('drafter', 'fold', id).then(({ result }) => result),
		];
		const done = await Promise.all(folds);
		expect(done.map(({ entries }) => entries).filter((entries) => entries > 0)).toEqual([150]);
		expect(await sizeOf(`texts/${id}/segments`)).toBe(1);
		expect(await sizeOf(`texts/${id}/snapshots`)).toBe(1);
		expect(await verified(id)).toMatchObject({ ok: true, entries: 150, segments: 1 });
	});

	it('people write on while it is folded, and nothing is lost', async () => {
		const id = await aText();
		const writers = await Promise.all([open(id), open(id, 'head')]);
		let writing = true;
		const folding = (async () => {
			while (writing) await foldText(db, id, new Date());
		})();
		await Promise.all(
			writers.map((writer, index) => writer.type(...numbered(60, `${String(index)}-`)).send(false)),
		);
		writing = false;
		await folding;
		await foldText(db, id, new Date());
		const lines = await linesOf(id);
		for (const index of [0, 1])
			for (const word of numbered(60, `${String(index)}-`)) expect(lines).toContain(word);
		const { ok, entries, people: names, segments } = await verified(id);
		expect({ ok, entries, names }).toEqual({ ok: true, entries: 120, names: 2 });
		expect(segments).toBeGreaterThan(1);
		// The one before stays for those who just read the old head.
		expect(await sizeOf(`texts/${id}/snapshots`)).toBe(2);
	});

	it('a fold that dies after its commit leaves a whole text, and the next one clears up', async () => {
		const id = await aText();
		const writer = await open(id);
		const now = new Date();
		for (const word of ['甲', '乙', '丙']) {
			await writer.type(word).send();
			const text = (await readText(db, id)) ?? expect.fail('no text');
			const plan = planFold(text, { good: [], bad: [] }, { now, relaysUntil: now });
			await commitFold(db, text, plan ?? expect.fail('nothing to fold'), now);
			// The same plan once more, as after a lost answer, finds the head changed.
			await expect(commitFold(db, text, plan ?? expect.fail(), now)).rejects.toThrow();
		}
		expect((await linesOf(id)).slice(0, 3)).toEqual(['丙', '乙', '甲']);
		expect(await sizeOf(`texts/${id}/snapshots`)).toBe(3);
		await writer.type('丁').send();
		await foldText(db, id, now);
		const left = await db.collection(`texts/${id}/snapshots`).get();
		const segments = left.docs.map((each) => (each.data() as SnapshotRecord).segments);
		expect(segments.sort()).toEqual([3, 4]);
		expect(await verified(id)).toMatchObject({ ok: true, segments: 4 });
	});

	it('the schedule folds what has lain for hours', async () => {
		const id = await aText();
		await (await open(id)).type('昨日').send();
		await foldStale(new Date());
		expect(await sizeOf(`texts/${id}/updates`)).toBe(1);
		await foldStale(new Date(Date.now() + 7 * 3_600_000));
		expect(await sizeOf(`texts/${id}/updates`)).toBe(0);
		expect(await linesOf(id)).toContain('昨日');
	});
});

describe('FO-2 what was forged in the database is found, put aside and told', () => {
	it('a changed entry leaves the text, and its author and holders learn of it', async () => {
		const id = await aText();
		await handedOver(id);
		const writer = (await open(id, 'head')).type('好', '坏', '后');
		await writer.send();
		const forged = writer.place(1);
		const u = Buffer.from((await forged.get()).get('u') as Buffer);
		u[4] = (u[4] ?? 0) ^ 1;
		await forged.update({ u });
		expect((await verified(id)).findings[0]).toMatchObject({ where: 'entry', flaw: 'chain', n: 1 });
		expect(await linesOf(id)).not.toContain('后');
		expect(await foldText(db, id, new Date())).toEqual({ entries: 1, quarantined: 2 });

		const aside = await db.collection(`texts/${id}/quarantine`).get();
		expect(
			aside.docs.map((each) => `${String(each.get('n'))} ${String(each.get('flaw'))}`),
		).toEqual(['1 chain', '2 gap']);
		expect(aside.docs[0]?.get('u')).toEqual(u);
		expect(await read(`texts/${id}`)).toMatchObject({ epoch: 1, snapshot: { segments: 1 } });
		expect(await linesOf(id)).toContain('好');
		const notices = await db
			.collection('notices')
			.where('link', '==', `/documents/${id}`)
			.where('kind', '==', 'quarantine')
			.get();
		expect(notices.docs.map((each) => each.get('uid') as string).sort()).toEqual(
			[people.drafter, people.head].sort(),
		);
		expect(notices.docs[0]?.get('body')).toMatch(/2条修改未通过核验.*请打开公文核对内容/);
		expect(await verified(id)).toMatchObject({ ok: true, quarantined: 2, entries: 1 });
		expect(await foldText(db, id, new Date())).toEqual({ entries: 0, quarantined: 0 });
	});

	it('back-dating shows against the database’s own time', async () => {
		const id = await aText();
		const writer = (await open(id)).type('昨天写的');
		await writer.send();
		const place = writer.place(0);
		const fields = (await place.get()).data() ?? {};
		await place.set({ ...fields, at: Timestamp.fromMillis(Date.now() - 86_400_000) });
		const { ok, findings } = await verified(id);
		expect(ok).toBe(false);
		expect(findings[0]).toMatchObject({ flaw: 'time', by: people.drafter });
		expect(findings[0]?.sentence[0]).toMatch(/^\S+的第1条记录标注的时间.*与数据库收到它的时间/);
	});

	it('a tampered segment, snapshot or frozen text is named', async () => {
		const id = await aText();
		await (await open(id)).type('一', '二').send();
		await handedOver(id);
		const tampers = async (path: string, change: object) => {
			const place = db.doc(path);
			const before = (await place.get()).data() ?? expect.fail(path);
			await place.update({ ...change });
			const found = (await verified(id)).findings.map(({ where, flaw, k }) => [where, flaw, k]);
			await place.set(before);
			return found;
		};
		expect(await tampers(`texts/${id}/freezes/000002`, { characters: 1 })).toEqual([
			['freeze', 'altered', 2],
		]);
		expect(await tampers(`texts/${id}/segments/000000`, { previous: 'x' })).toEqual([
			['segment', 'chain', 0],
		]);
		expect(await tampers(`texts/${id}`, { seed: Buffer.from([0, 0]) })).toContainEqual([
			'snapshot',
			'altered',
			null,
		]);
		expect(
			await tampers(`texts/${id}/segments/000000`, { entries: 'x', from: null }),
		).toContainEqual(['segment', 'chain', 0]);
		const head = await read<TextHead>(`texts/${id}`);
		const chunk = `texts/${id}/snapshots/${head.snapshot?.id ?? ''}/chunks/0`;
		expect(await tampers(chunk, { b: Buffer.from([0, 0]) })).toEqual([
			['snapshot', 'altered', null],
		]);
		expect((await verified(id)).ok).toBe(true);
	}, 120_000);

	it('half a snapshot is never taken for the text', async () => {
		const id = await aText();
		await (await open(id)).type('全文').send();
		await foldText(db, id, new Date());
		const head = await read<TextHead>(`texts/${id}`);
		await db.doc(`texts/${id}/snapshots/${head.snapshot?.id ?? ''}/chunks/0`).delete();
		await expect(loadText(db, id)).rejects.toThrow('incomplete');
		expect((await verified(id)).findings).toMatchObject([{ where: 'snapshot', flaw: 'altered' }]);
	});
});

describe('FO-3 the words of somebody who vanished', () => {
	it('are in the text once a neighbour hands them in, and are folded as theirs', async () => {
		const id = await aText();
		const curve = { name: 'ECDSA', namedCurve: 'P-256' };
		const keys = await webcrypto.subtle.generateKey(curve, true, ['sign', 'verify']);
		const jwk = JSON.stringify(await webcrypto.subtle.exportKey('jwk', keys.publicKey));
		const gone = (await Writer.open(id, people.drafter, jwk)).type('未及发出');
		const { updates } = gone;
		const hash = { name: 'ECDSA', hash: 'SHA-256' };
		const bytes = signedBytes(id, gone.session, { first: 0, updates });
		const signature = new Uint8Array(await webcrypto.subtle.sign(hash, keys.privateKey, bytes));
		const relays = db.collection(`texts/${id}/relays`);
		const relay = { of: gone.session, by: people.head, at: Timestamp.now() };
		const held = (first: number) => ({
			...relay,
			m: Buffer.from(encodeRuns([{ first, updates, signature }])),
		});
		await relays.doc('good').create(held(0));
		await relays.doc('bad').create(held(1));
		expect(await linesOf(id)).toContain('未及发出');

		expect(await foldText(db, id, new Date())).toEqual({ entries: 0, quarantined: 1 });
		expect((await db.doc(`texts/${id}/quarantine/bad`).get()).get('flaw')).toBe('author');
		expect((await read<{ epoch: number }>(`texts/${id}`)).epoch).toBe(0);
		await foldText(db, id, new Date(Date.now() + 11 * 60_000));
		expect(await sizeOf(`texts/${id}/relays`)).toBe(0);
		const segment = await db.doc(`texts/${id}/segments/000000`).get();
		const { result } = await ask<{ packed: string }>('drafter', 'authors', id);
		const [hand] = unpackAuthors(Buffer.from(result.packed, 'base64')).hands;
		expect(hand).toMatchObject({ by: people.drafter, relayedBy: people.head });
		expect(decodeEntries(segment.get('entries') as Buffer)).toMatchObject([
			{ by: people.drafter, relayedBy: people.head, n: -1 },
		]);
		expect(await linesOf(id)).toContain('未及发出');
		expect((await verified(id)).ok).toBe(true);
	});
});

describe('FO-4 hand-overs', () => {
	const bodyOf = (freeze: FreezeRecord): BodyNode =>
		JSON.parse(gunzipSync(freeze.marked).toString('utf8')) as BodyNode;

	it('each is noted with who may write from then on, and invitations too', async () => {
		const id = await aText();
		await must('drafter', 'document/coauthors', id, { uids: [people.otherHead] });
		await submit('drafter', id);
		const found = await db.collection(`texts/${id}/hands`).get();
		const hands = found.docs.map((each) => each.data() as HandOver);
		expect(hands.map(({ seq, verb }) => [seq, verb])).toEqual([
			[1, 'start'],
			[1, 'coauthors'],
			[2, 'submit'],
		]);
		const drafting = { right: 'edit', stepName: '拟稿', onBehalfOf: null };
		expect(hands[0]?.capacities).toEqual({ [people.drafter]: drafting });
		expect(hands[1]?.capacities).toEqual({
			[people.drafter]: drafting,
			[people.otherHead]: drafting,
		});
		expect(hands[2]).toMatchObject({
			by: people.drafter,
			stepName: '拟稿',
			capacities: { [people.head]: { right: 'suggest', onBehalfOf: null } },
		});
	});

	it('the frozen text is the text at that moment, however often and late it is written', async () => {
		const id = await aText();
		const writer = (await open(id)).type('交出前');
		await writer.send();
		const atThatMoment = (await loadText(db, id))?.body ?? expect.fail('no text');
		const freeze = await handedOver(id);
		const path = db.doc(`texts/${id}/freezes/000002`);
		expect(bodyOf(freeze)).toEqual(atThatMoment);
		expect(freeze).toMatchObject({
			seq: 2,
			by: people.drafter,
			verb: 'submit',
			cut: { [writer.session]: 0 },
		});
		expect(freeze.markedSha256).toBe(bodyHash(atThatMoment));
		// The tail was folded at the hand-over.
		expect(await sizeOf(`texts/${id}/updates`)).toBe(0);

		await writer.type('交出后').send();
		await Promise.all([deriveFrom(id, new Date()), deriveFrom(id, new Date())]);
		expect(await read(path.path)).toEqual(freeze);
		await path.delete();
		await Promise.all([deriveFrom(id, new Date()), deriveFrom(id, new Date())]);
		const again = await read<FreezeRecord>(path.path);
		expect({ ...again, marked: bodyOf(again) }).toEqual({ ...freeze, marked: atThatMoment });
		expect(await sizeOf(`texts/${id}/freezes`)).toBe(2);
	}, 120_000);

	it('a removed draft takes all that was written of its text with it', async () => {
		const id = await aText();
		await (await open(id)).type('作废').send();
		await must('drafter', 'document/remove', id, {});
		const left = async (): Promise<number> =>
			(
				await Promise.all(
					['updates', 'sessions', 'hands', 'freezes'].map((each) => sizeOf(`texts/${id}/${each}`)),
				)
			).reduce((sum, size) => sum + size);
		await expect.poll(left, { timeout: 30_000 }).toBe(0);
	});
});

it('a sealed document of the sample bureau has its texts frozen and verifies', async () => {
	const sealed = await db.collection('documents').where('status', '==', 'sealed').limit(1).get();
	const id = sealed.docs[0]?.id ?? expect.fail('no sealed sample');
	const found = (await verifyText(db, id)) ?? expect.fail('no text');
	expect(found).toMatchObject({ ok: true, findings: [] });
	const hands = await db.collection(`texts/${id}/hands`).get();
	const moves = hands.docs.filter((each) => each.get('verb') !== 'coauthors');
	expect(found.freezes).toBe(moves.length);
	expect(moves.map((each) => each.get('verb') as string)).toContain('seal');
});

describe('npm run verify', () => {
	/** What the command says and the code it ends with. */
	async function command(id: string): Promise<{ code: number; said: string }> {
		const main = path.join(root, 'emulator-data/run/main.ts');
		const child = spawn(process.execPath, [main, 'verify', id], { env: process.env });
		let said = '';
		for (const stream of [child.stdout, child.stderr])
			stream.on('data', (part: Buffer) => (said += part.toString('utf8')));
		const [code] = (await once(child, 'close')) as [number];
		return { code, said };
	}

	it('ends well on an honest record and names the first broken link of another', async () => {
		const id = await aText();
		const writer = (await open(id)).type('一', '二');
		await writer.send();
		expect(await command(id)).toMatchObject({
			code: 0,
			said: expect.stringMatching(/写 2 字[^]*全链核验通过/) as string,
		});
		await writer.place(0).delete();
		const { code, said } = await command(id);
		expect(code).toBe(1);
		expect(said).toMatch(/第一处断裂[^]*的第2条记录之前缺少记录，可能被删除/);
		expect(await command('nothing')).toMatchObject({ code: 1 });
	});
});
