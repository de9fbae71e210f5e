import { webcrypto } from 'node:crypto';
import type { DocumentReference, Timestamp } from 'firebase-admin/firestore';
import { plainText } from '@wenshu/domain/document/body.ts';
import { WrittenText, forged, rehashed } from '@wenshu/domain/trace/log.test-support.ts';
import type { LogEntry } from '@wenshu/domain/trace/model.ts';
import { encodeRuns, signedBytes } from '@wenshu/domain/trace/relay.ts';
import { decodeEntries } from '@wenshu/domain/trace/segment.ts';
import { verifyRecord } from '@wenshu/domain/trace/verify.ts';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { SessionRecord, StoredEntry, StoredRelay, StoredText } from './load.ts';
import { planFold, type FoldPlan } from './plan-fold.ts';
import { judgeRelays, type JudgedRelays } from './relays.ts';
import { addUp } from './replay.ts';

const AMY = '21';
const BOB = '22';
const NOBODY: JudgedRelays = { good: [], bad: [] };
const now = new Date('2026-11-25T02:00:00Z');
const times = { now, relaysUntil: new Date(now.getTime() - 600_000) };
const place = (id: string) => ({ id }) as DocumentReference;
const seen = {} as Timestamp;

function stored(entry: LogEntry): StoredEntry {
	const ref = place(`${entry.session}_${String(entry.n)}`);
	return { ...entry, created: entry.at, ref, seen, fields: {} };
}

/** A text as it would lie in the database. */
function textOf(
	seed: Uint8Array,
	log: readonly LogEntry[],
	over: Partial<StoredText> = {},
): StoredText {
	return {
		ref: place('text'),
		head: { schema: 1, seed, editors: {}, frozen: false, readers: [] },
		headSeen: seen,
		base: seed,
		record: null,
		whole: true,
		tail: log.map(stored),
		relays: [],
		sessions: new Map([
			[AMY, { uid: 'amy' }],
			[BOB, { uid: 'bob' }],
		]),
		...over,
	};
}

/** The text after a fold, as the next reader finds it. */
function after(text: StoredText, plan: FoldPlan, more: readonly LogEntry[] = []): StoredText {
	const settled = new Set<unknown>([...plan.settled, ...plan.quarantine.map(({ stored: s }) => s)]);
	const sessions = new Map(text.sessions);
	for (const [session, { n, hash }] of plan.marks)
		sessions.set(session, { ...(sessions.get(session) ?? { uid: '' }), n, h: hash });
	return {
		...text,
		sessions,
		tail: [...text.tail.filter((entry) => !settled.has(entry)), ...more.map(stored)],
		record: plan.snapshot?.record ?? text.record,
		base: plan.snapshot ? Buffer.concat(plan.snapshot.chunks) : text.base,
	};
}
const words = (text: StoredText) =>
	plainText(
		addUp(
			text.base,
			text.tail.map(({ update }) => update),
		).body,
	);
const plan = (text: StoredText, relays = NOBODY, at = times): FoldPlan =>
	planFold(text, relays, at) ?? expect.fail('nothing to fold');
const badOf = ({ quarantine }: FoldPlan) =>
	quarantine.map(({ stored: { ref }, flaw }) => `${ref.id} ${flaw}`);

/** amy and bob write in turn: amy 0, bob 0, amy 1, bob 1, amy 2. */
function twoPeople() {
	const text = new WrittenText();
	const [amy, bob] = [text.open(0x21, 'amy'), text.open(0x22, 'bob')];
	amy.write('请');
	bob.read().write('认真');
	amy.read().write('贯彻');
	bob.read().remove(1);
	amy.read().write('落实。');
	return { text, amy, bob };
}
const WHOLE = '科室：请认真贯彻落实。';

describe('FO-1 a fold changes where the entries lie, not what the text says', () => {
	test('all of a good tail goes into a segment, a snapshot and marks', () => {
		const { seed, log } = twoPeople().text;
		const text = textOf(seed, log);
		const made = plan(text);
		expect(made).toMatchObject({ quarantine: [], more: false });
		expect(made.settled).toHaveLength(5);
		expect(decodeEntries(made.segments[0]?.entries ?? new Uint8Array())).toEqual(log);
		expect(made.snapshot?.record).toMatchObject({ segments: 1, folded: { [AMY]: 2, [BOB]: 1 } });
		expect(words(after(text, made))).toBe(WHOLE);
		expect(planFold(after(text, made), NOBODY, times)).toBeNull();
	});
	test('a second fold chains to the first, and both together verify', () => {
		const { text, amy, bob } = twoPeople();
		const first = textOf(text.seed, text.log);
		const one = plan(first);
		amy.write('甲');
		bob.read().write('乙');
		const second = after(first, one, text.log.slice(5));
		const two = plan(second);
		const folded = after(second, two);
		expect(two.segments[0]).toMatchObject({ k: 1, previous: one.segments[0]?.hash });
		expect(folded.record?.folded).toEqual({ [AMY]: 3, [BOB]: 2 });
		const record = {
			textId: 'text',
			sessions: folded.sessions,
			segmentCount: 2,
			segments: [...one.segments, ...two.segments],
			tail: [],
		};
		expect(verifyRecord(record)).toEqual({ findings: [], log: text.log });
		expect(words(folded)).toBe(`${WHOLE}甲乙`);
	});
	test('entries that still wait for others are not lost', () => {
		const { seed, log } = twoPeople().text;
		// Bob's entries rest on Amy's, which have not arrived.
		const [first, , third, , fifth] = log;
		const text = textOf(
			seed,
			log.filter(({ session }) => session === BOB),
		);
		const waiting = after(
			text,
			plan(text),
			[first, third, fifth].filter((each) => each !== undefined),
		);
		expect(addUp(waiting.base, []).incomplete).toBe(true);
		expect(words(waiting)).toBe(WHOLE);
		expect(words(after(waiting, plan(waiting)))).toBe(WHOLE);
	});
	test('a long tail is folded in several commits, each a prefix of the text’s time', () => {
		const text = new WrittenText();
		const amy = text.open(0x21, 'amy');
		for (let turn = 0; turn < 50; turn += 1) amy.write('长'.repeat(40_000));
		let lying = textOf(text.seed, text.log);
		const counts: number[] = [];
		for (let more = true; more;) {
			const made = plan(lying);
			for (const segment of made.segments)
				expect(segment.entries.byteLength).toBeLessThan(1_000_000);
			for (const chunk of made.snapshot?.chunks ?? [])
				expect(chunk.byteLength).toBeLessThanOrEqual(900_000);
			counts.push(made.settled.length);
			lying = after(lying, made);
			more = made.more;
		}
		expect(counts.length).toBeGreaterThan(1);
		expect(counts.reduce((sum, count) => sum + count)).toBe(50);
		expect(words(lying)).toHaveLength(4 + 50 * 40_000);
	});
});

describe('FO-2 what fails verification is put aside, with all that rests on it in its session', () => {
	test('a changed byte', () => {
		const { seed, log } = twoPeople().text;
		const update = (log[2]?.update ?? new Uint8Array()).slice();
		update[update.length - 2] = (update.at(-2) ?? 0) ^ 1;
		const text = textOf(seed, forged(log, 2, { update }));
		const made = plan(text);
		expect(badOf(made)).toEqual([`${AMY}_1 chain`, `${AMY}_2 gap`]);
		expect(made.marks.get(AMY)?.n).toBe(0);
		expect(words(after(text, made))).toBe('科室：请认真');
	});
	test('structs of somebody else under a fitting hash', () => {
		const { seed, log } = twoPeople().text;
		const [amys, bobs] = [log[0] ?? expect.fail(), log[1] ?? expect.fail()];
		const update = Y.mergeUpdates([amys.update, bobs.update]);
		const made = plan(textOf(seed, [rehashed(amys, AMY, update)]));
		expect(badOf(made)).toEqual([`${AMY}_0 foreign`]);
		expect(made.snapshot).toBeNull();
	});
	test('a back-dated entry, a foreign uid, a missing one', () => {
		const { seed, log, at } = twoPeople().text;
		const bad = (entries: LogEntry[]) => badOf(plan(textOf(seed, entries)));
		const dated = textOf(seed, log);
		dated.tail = dated.tail.map((entry, index) =>
			index === 4 ? { ...entry, created: at(3600) } : entry,
		);
		expect(badOf(plan(dated))).toEqual([`${AMY}_2 time`]);
		expect(bad(forged(log, 3, { by: 'amy' }))).toEqual([`${BOB}_1 author`]);
		expect(bad(log.filter((_, index) => index !== 1))).toEqual([`${BOB}_1 gap`]);
	});
});

describe('FO-3 a neighbour hands in only what its writer signed', () => {
	const curve = { name: 'ECDSA', namedCurve: 'P-256' };
	async function vanished() {
		const keys = await webcrypto.subtle.generateKey(curve, true, ['sign', 'verify']);
		const jwk = await webcrypto.subtle.exportKey('jwk', keys.publicKey);
		const text = new WrittenText();
		const amy = text.open(0x21, 'amy');
		amy.write('请').write('落实。');
		const sign = async (updates: Uint8Array[], first: number, session = AMY) => {
			const bytes = signedBytes('text', session, { first, updates });
			const signed = await webcrypto.subtle.sign(
				{ name: 'ECDSA', hash: 'SHA-256' },
				keys.privateKey,
				bytes,
			);
			return { first, updates, signature: new Uint8Array(signed) };
		};
		const updates = text.log.map(({ update }) => update);
		const run = await sign(updates, 0);
		const session: SessionRecord = { uid: 'amy', key: JSON.stringify(jwk) };
		return { text, amy, sessions: new Map([[AMY, session]]), sign, updates, run };
	}
	function relay(changes: Uint8Array, at = new Date(now.getTime() - 700_000)): StoredRelay {
		return { of: AMY, by: 'bob', at, changes, ref: place('relay'), seen, fields: {} };
	}
	const flaws = async (sessions: Map<string, SessionRecord>, changes: Uint8Array) =>
		(await judgeRelays('text', [relay(changes)], sessions)).bad.map(({ flaw }) => flaw);

	test('signed words are the writer’s, handed in by the neighbour', async () => {
		const { text, sessions, run } = await vanished();
		const judged = await judgeRelays('text', [relay(encodeRuns([run]))], sessions);
		expect(judged.bad).toEqual([]);
		expect(judged.good[0]?.entry).toMatchObject({
			session: AMY,
			n: -1,
			by: 'amy',
			relayedBy: 'bob',
		});
		const made = plan(textOf(text.seed, [], { sessions }), judged);
		expect(made.settled.map(({ ref }) => ref.id)).toEqual(['relay']);
		expect(made.marks).toEqual(new Map());
		const folded = after(textOf(text.seed, [], { sessions }), made);
		expect(words(folded)).toBe('各科室：请落实。');
		expect(decodeEntries(made.segments[0]?.entries ?? new Uint8Array())).toMatchObject([
			{ n: -1, by: 'amy', relayedBy: 'bob', hash: '' },
		]);
	});
	test('a forged signature, session, place or key is refused', async () => {
		const { sessions, sign, updates, run } = await vanished();
		const other = new WrittenText();
		other.open(0x22, 'bob').write('我写的');
		const bobs = other.log[0]?.update ?? new Uint8Array();
		expect(await flaws(sessions, encodeRuns([{ ...run, first: 9 }]))).toEqual(['author']);
		expect(await flaws(sessions, encodeRuns([await sign(updates, 0, BOB)]))).toEqual(['author']);
		expect(await flaws(sessions, encodeRuns([await sign([bobs], 0)]))).toEqual(['foreign']);
		expect(await flaws(sessions, encodeRuns([await sign([...updates, bobs], 0)]))).toEqual([
			'foreign',
		]);
		expect(await flaws(sessions, new Uint8Array([200]))).toEqual(['unreadable']);
		const keyless = new Map([[AMY, { uid: 'amy' }]]);
		expect(await flaws(keyless, encodeRuns([run]))).toEqual(['author']);
		expect(await flaws(new Map(), encodeRuns([run]))).toEqual(['author']);
	});
	test('a signature covers its run as it is: nothing is left out, added or put elsewhere', async () => {
		const { sessions, updates, run } = await vanished();
		const [one, two] = updates;
		if (!one || !two) return expect.fail();
		expect(await flaws(sessions, encodeRuns([run]))).toEqual([]);
		for (const altered of [[one], [two], [two, one], [one, two, two], [one, one]])
			expect(await flaws(sessions, encodeRuns([{ ...run, updates: altered }]))).toEqual(['author']);
		expect(await flaws(sessions, encodeRuns([{ ...run, first: 1, updates: [two] }]))).toEqual([
			'author',
		]);
		const empty = encodeRuns([{ ...run, updates: [] }]);
		expect(await flaws(sessions, empty)).toEqual(['unreadable']);
	});
	test('it waits for the writer’s own entries, and goes once they are there', async () => {
		const { text, sessions, run } = await vanished();
		const young = relay(encodeRuns([run]), now);
		const judged = await judgeRelays('text', [young], sessions);
		expect(planFold(textOf(text.seed, [], { sessions }), judged, times)).toBeNull();
		const handOver = { now, relaysUntil: now };
		expect(plan(textOf(text.seed, [], { sessions }), judged, handOver).segments).toHaveLength(1);
		const arrived = plan(textOf(text.seed, text.log, { sessions }), judged);
		expect(arrived.settled.map(({ ref }) => ref.id)).toEqual([`${AMY}_0`, `${AMY}_1`, 'relay']);
		expect(decodeEntries(arrived.segments[0]?.entries ?? new Uint8Array())).toHaveLength(2);
	});
	test('it waits on when only part of it, or its deletion, is not there', async () => {
		const { text, amy, sessions, sign } = await vanished();
		amy.remove(1);
		const deletion = await sign([text.log[2]?.update ?? new Uint8Array()], 2);
		const judged = await judgeRelays('text', [relay(encodeRuns([deletion]), now)], sessions);
		expect(
			plan(textOf(text.seed, text.log.slice(0, 2), { sessions }), judged).settled,
		).toHaveLength(2);
		expect(judged.good).toHaveLength(1);
	});
});
