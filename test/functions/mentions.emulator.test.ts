import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { act, aDraft, db, people, submit, tokenOf, type Role } from '../support/office.ts';

beforeAll(async () => {
	await Promise.all((Object.keys(people) as Role[]).map(tokenOf));
});

/** An annotation as the rules let its author write it. */
async function annotation(id: string, uid: string, mentions: string[]): Promise<string> {
	const name = randomUUID();
	await db.doc(`texts/${id}/annotations/${name}`).set({ uid, words: '请看这里', mentions });
	return name;
}
const noticesOf = async (annotationId: string): Promise<Record<string, unknown>[]> => {
	const link = `#note-${annotationId}`;
	const all = await db.collection('notices').where('kind', '==', 'mention').get();
	return all.docs.map((each) => each.data()).filter((each) => String(each['link']).endsWith(link));
};

describe('CE-9 who is mentioned in an annotation is told', () => {
	it('readers of the text are told once, others never', async () => {
		const id = await aDraft();
		await submit('drafter', id);
		const { drafter, head, outsider } = people;
		const note = await annotation(id, head, [drafter, drafter, head, outsider]);
		for (let time = 0; time < 2; time += 1)
			expect(await act('head', 'text/mention', id, { annotationId: note })).toMatchObject({
				ok: true,
				result: { told: [drafter] },
			});
		const notices = await noticesOf(note);
		expect(notices).toHaveLength(1);
		expect(notices[0]).toMatchObject({
			uid: drafter,
			link: `/documents/${id}#note-${note}`,
			readAt: null,
		});
	});

	it('nobody sends notices by an annotation of somebody else, or by none', async () => {
		const id = await aDraft();
		await submit('drafter', id);
		const note = await annotation(id, people.head, [people.drafter]);
		for (const annotationId of [note, 'nothing'])
			expect(await act('drafter', 'text/mention', id, { annotationId })).toMatchObject({
				ok: false,
				code: 'document/annotationGone',
			});
		expect(await noticesOf(note)).toEqual([]);
	});
});
