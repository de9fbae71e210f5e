import * as Y from 'yjs';
import { FRAGMENT, readFragment } from '@wenshu/domain/document/fragment.ts';
import { siftTail, type SessionFacts } from '@wenshu/domain/trace/verify.ts';
import { expect, it } from 'vitest';
import type { LoggedUpdate } from '../functions/src/text/replay.ts';
import { readBody } from './bureau/body.ts';
import { documents } from './bureau/documents.ts';
import { uidOf } from './bureau/people.ts';
import { momentOf } from './bureau/story.ts';
import { MemoryStore } from './memory-store.ts';
import { writeText } from './writing.ts';

type StoredUpdate = LoggedUpdate & { at: Date };

const now = new Date('2026-11-23T02:00:00Z');

it.each(documents(2026).filter((each) => each.writing !== undefined))(
	'the log of $id holds, and adds up to its text with all suggestions',
	async ({ id, text, writing }) => {
		if (!writing) throw new Error('not written');
		const body = readBody(text, 2026, (name) => {
			const sitting = writing.suggestions.find(({ by }) => by === name);
			return { by: uidOf(name), at: momentOf(sitting?.at ?? expect.fail(name), now) };
		});
		const store = new MemoryStore();
		store.put(`texts/${id}`, {});
		await writeText({ store, now }, id, writing, body);

		const head = await store.doc(`texts/${id}`).get();
		const updates = await store.collection(`texts/${id}/updates`).get();
		const sessions = await store.collection(`texts/${id}/sessions`).get();
		const claims = updates.docs.map((entry) => {
			const { s, n, u, h, by, at } = entry.data() as unknown as StoredUpdate;
			return { session: s, n, update: u, hash: h, by, at };
		});
		const owners = new Map(
			sessions.docs.map((each) => [each.id, each.data() as unknown as SessionFacts]),
		);
		const { good, bad } = siftTail(claims, owners);
		expect(bad).toEqual([]);
		expect(new Set(good.map(({ by }) => by)).size).toBeGreaterThan(2);
		const doc = new Y.Doc();
		Y.applyUpdate(doc, head.get('seed') as Uint8Array);
		for (const { update } of good) Y.applyUpdate(doc, update);
		expect(readFragment(doc.getXmlFragment(FRAGMENT))).toEqual(body);
	},
);
