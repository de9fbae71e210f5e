import { gzipSync } from 'node:zlib';
import { authorshipDigest } from '@wenshu/domain/trace/authorship.ts';
import type { FreezeRecord } from '@wenshu/domain/trace/model.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ToldAuthors } from '../../functions/src/text/authors.ts';
import type { VerifiedText } from '../../functions/src/text/verify-text.ts';
import { call } from '../support/emulator.ts';
import { unpackAuthors, Writer } from '../support/log.ts';
import { aDraft, db, people, read, submit, tokenOf, type Role } from '../support/office.ts';

const { foldText } = await import('../../functions/src/text/fold.ts');

beforeAll(async () => {
	await Promise.all((['drafter', 'head'] as Role[]).map(tokenOf));
});

const open = (id: string, role: Role = 'drafter'): Promise<Writer> => Writer.open(id, people[role]);

async function ask<Result>(op: 'verify' | 'authors', documentId: string): Promise<Result> {
	const message = { op, documentId };
	return (await call<{ result: Result }>('text', message, await tokenOf('drafter'))).result;
}
const verified = (id: string): Promise<VerifiedText> => ask('verify', id);

/** Waits until the trigger has frozen the text at a line of the trail. */
async function frozenAt(id: string, seq: number): Promise<FreezeRecord> {
	const place = `texts/${id}/freezes/${String(seq).padStart(6, '0')}`;
	const exists = async () => (await db.doc(place).get()).exists;
	await expect.poll(exists, { timeout: 30_000 }).toBe(true);
	return read<FreezeRecord>(place);
}
async function aText(): Promise<string> {
	const id = await aDraft();
	await frozenAt(id, 1);
	return id;
}
async function handedOver(id: string): Promise<FreezeRecord> {
	expect(await submit('drafter', id)).toMatchObject({ ok: true });
	return frozenAt(id, 2);
}

type Found = ReturnType<typeof unpackAuthors>;

describe('FO-5 the server derives who wrote what', () => {
	async function found(id: string): Promise<{ told: ToldAuthors; finding: Found }> {
		const told = await ask<ToldAuthors>('authors', id);
		return { told, finding: unpackAuthors(Buffer.from(told.packed, 'base64')) };
	}
	/** What each hand wrote of the text, as `name:words`. */
	const words = ({ runs, hands }: Found): string[] =>
		runs.flatMap(({ text, hand }) => {
			const by = hands[hand]?.by;
			return by === undefined ? [] : [`${by}:${text.replaceAll('\n', '')}`];
		});

	it('two authors and a deletion, in their steps, at the hand-over and now', async () => {
		const id = await aText();
		const drafter = (await open(id)).type('拟稿人写的', '又一段');
		await drafter.send();
		const frozen = await handedOver(id);
		const head = await open(id, 'head');
		await head.readLog();
		await head.type('科长写的').erase(1).send();

		const kept = await db.collection(`texts/${id}/freezes/000002/authors`).get();
		const early = unpackAuthors(Buffer.concat(kept.docs.map((each) => each.get('b') as Buffer)));
		expect(frozen.authors).toMatchObject({ sha256: authorshipDigest(early), pieces: 1 });
		expect(words(early)).toEqual([`${people.drafter}:又一段`, `${people.drafter}:拟稿人写的`]);
		expect(early.hands[0]).toMatchObject({ stepName: '拟稿', onBehalfOf: null, relayedBy: null });
		expect(frozen.authors.shares.find((each) => each.by === people.drafter)).toMatchObject({
			by: people.drafter,
			written: 8,
			deleted: 0,
		});

		const { told, finding } = await found(id);
		expect(told.sha256).toBe(authorshipDigest(finding));
		expect(words(finding)).toEqual([`${people.head}:科长写的`, `${people.drafter}:拟稿人写的`]);
		const [gone] = finding.deletions;
		expect(gone?.text).toBe('又一段');
		expect(finding.hands[gone?.written ?? -1]?.by).toBe(people.drafter);
		expect(finding.hands[gone?.hand ?? -1]).toMatchObject({ by: people.head });
		expect(finding.hands[gone?.hand ?? -1]?.stepName).not.toBe('拟稿');
		expect(told.shares.find(({ by }) => by === people.head)).toMatchObject({
			name: finding.names[people.head],
			written: 4,
			deleted: 3,
		});
		expect((await verified(id)).shares).toEqual(told.shares);
	});

	it('a forged entry has no author, and a changed finding is named', async () => {
		const id = await aText();
		const writer = (await open(id)).type('真的', '假的');
		await writer.send();
		const honest = (await writer.place(1).get()).data() ?? expect.fail('not sent');
		await writer.place(1).update({ by: people.head });
		expect(words((await found(id)).finding)).toEqual([`${people.drafter}:真的`]);
		await foldText(db, id, new Date());
		const { told, finding } = await found(id);
		expect(words(finding)).toEqual([`${people.drafter}:真的`]);
		expect(told.shares.map(({ by }) => by)).not.toContain(people.head);
		expect(honest['by']).toBe(people.drafter);

		await handedOver(id);
		expect(await verified(id)).toMatchObject({ ok: true, quarantined: 1 });
		const piece = db.doc(`texts/${id}/freezes/000002/authors/0`);
		const kept = (await piece.get()).get('b') as Buffer;
		const forged = JSON.stringify(unpackAuthors(kept)).replaceAll(people.drafter, people.head);
		await piece.update({ b: gzipSync(forged) });
		expect((await verified(id)).findings).toMatchObject([
			{
				where: 'authors',
				flaw: 'altered',
				k: 2,
				sentence: [expect.stringContaining('作者'), expect.anything()],
			},
		]);
	});
});
