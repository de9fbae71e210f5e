import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { plainText, type BodyNode } from '../document/body.ts';
import { freezeText } from '../document/freeze.ts';
import { findingSentence } from './finding.ts';
import { WrittenText, forged, rehashed } from './log.test-support.ts';
import type { LogEntry, SegmentRecord } from './model.ts';
import { segmentsOf } from './segment.ts';
import { bodiesAt, momentAt, verifyFreezes } from './text-at.ts';
import { verifyRecord, verifySession, type TextRecord } from './verify.ts';

const AMY = '21';
const BOB = '22';

/** amy and bob write in turn: amy 0, bob 0, amy 1, bob 1, amy 2. */
function twoPeople(): WrittenText {
	const text = new WrittenText();
	const [amy, bob] = [text.open(0x21, 'amy'), text.open(0x22, 'bob')];
	amy.write('请');
	bob.read().write('认真');
	amy.read().write('贯彻');
	bob.read().remove(1);
	amy.read().write('落实。');
	return text;
}
const owners = { [AMY]: { uid: 'amy' }, [BOB]: { uid: 'bob' } };

function recordOf(
	tail: TextRecord['tail'],
	segments: readonly SegmentRecord[] = [],
	marks: Record<string, { n: number; h: string }> = {},
): TextRecord {
	const sessions = new Map(
		Object.entries(owners).map(([session, owner]) => [session, { ...owner, ...marks[session] }]),
	);
	return { textId: 'text', sessions, segmentCount: segments.length, segments, tail };
}
const brief = (record: TextRecord) =>
	verifyRecord(record).findings.map(({ where, flaw, session, n, k }) =>
		[where, flaw, session ?? k, n].filter((each) => each !== null).join(' '),
	);
const entryOf = (log: readonly LogEntry[], index: number): LogEntry => {
	const entry = log[index];
	if (!entry) throw new Error(`no entry ${String(index)}`);
	return entry;
};

describe('TR-1 what people wrote holds, and nothing else does', () => {
	test('an honest log', () => {
		const { log } = twoPeople();
		expect(verifyRecord(recordOf(log))).toEqual({ findings: [], log });
		expect(brief(recordOf(log.toReversed()))).toEqual([]);
	});
	test('a changed byte names one entry, not all that follow', () => {
		const { log } = twoPeople();
		const update = entryOf(log, 2).update.slice();
		update[update.length - 2] = (update.at(-2) ?? 0) ^ 1;
		expect(brief(recordOf(forged(log, 2, { update })))).toEqual([`entry chain ${AMY} 1`]);
	});
	test('a changed hash names the entry and the one that follows it', () => {
		const { log } = twoPeople();
		expect(brief(recordOf(forged(log, 2, { hash: 'f'.repeat(64) })))).toEqual([
			`entry chain ${AMY} 1`,
			`entry chain ${AMY} 2`,
		]);
	});
	test('a missing entry, at the beginning and in the middle', () => {
		const { log } = twoPeople();
		expect(brief(recordOf(log.filter((_, index) => index !== 0)))).toEqual([`entry gap ${AMY} 1`]);
		expect(brief(recordOf(log.filter((_, index) => index !== 2)))).toEqual([`entry gap ${AMY} 2`]);
	});
	test('bytes of a forged client, and of two clients merged', () => {
		const { log } = twoPeople();
		const [amys, bobs] = [entryOf(log, 0), entryOf(log, 1)];
		const foreign = rehashed(amys, AMY, bobs.update);
		expect(brief(recordOf([foreign, bobs]))).toEqual([`entry foreign ${AMY} 0`]);
		const merged = rehashed(amys, AMY, Y.mergeUpdates([amys.update, bobs.update]));
		expect(brief(recordOf([merged, bobs]))).toEqual([`entry foreign ${AMY} 0`]);
	});
	test('deletions alone are nobody else’s structs', () => {
		const { log } = twoPeople();
		expect(Y.decodeUpdate(entryOf(log, 3).update).structs).toEqual([]);
		expect(brief(recordOf(log))).toEqual([]);
	});
	test('a foreign uid, and a session nobody registered', () => {
		const { log } = twoPeople();
		expect(brief(recordOf(forged(log, 3, { by: 'amy' })))).toEqual([`entry author ${BOB} 1`]);
		const record = { ...recordOf(log.slice(0, 1)), sessions: new Map() };
		expect(brief(record)).toEqual([`entry author ${AMY} 0`]);
	});
	test('bytes that are no update', () => {
		const { log } = twoPeople();
		const broken = rehashed(entryOf(log, 0), AMY, new Uint8Array([9, 255, 3]));
		expect(brief(recordOf([broken]))).toEqual([`entry unreadable ${AMY} 0`]);
	});
	test('a time the database did not see, or before an earlier entry', () => {
		const text = twoPeople();
		const tail = text.log.map((entry) => ({ ...entry, created: entry.at }));
		expect(brief(recordOf(tail))).toEqual([]);
		const late = tail.map((entry, index) =>
			index === 4 ? { ...entry, created: text.at(120) } : entry,
		);
		expect(brief(recordOf(late))).toEqual([`entry time ${AMY} 2`]);
		expect(brief(recordOf(forged(text.log, 4, { at: text.at(0) })))).toEqual([
			`entry time ${AMY} 2`,
		]);
	});
	test('the first broken link in the order of the record comes first', () => {
		const { log } = twoPeople();
		const both = forged(forged(log, 4, { by: 'bob' }), 1, { by: 'amy' });
		expect(brief(recordOf(both))).toEqual([`entry author ${BOB} 0`, `entry author ${AMY} 2`]);
	});
	test('a session goes on after what was folded of it', () => {
		const { log } = twoPeople();
		const [first, second] = [entryOf(log, 0), entryOf(log, 2)];
		expect(verifySession([second], 'amy', { n: 0, hash: first.hash })).toEqual([]);
		expect(verifySession([second], 'amy', { n: 0, hash: AMY })).toEqual([
			{ entry: second, flaw: 'chain' },
		]);
		expect(verifySession([first], 'amy', { n: 0, hash: first.hash })).toEqual([
			{ entry: first, flaw: 'gap' },
		]);
	});
});

describe('TR-2 segments are chained, complete and in order', () => {
	const fold = (log: readonly LogEntry[]) =>
		segmentsOf(log, { k: 0, previous: 'text', at: new Date(0) }, 250);
	function folded() {
		const { log } = twoPeople();
		const segments = fold(log.slice(0, 4));
		const marks = {
			[AMY]: { n: 1, h: entryOf(log, 2).hash },
			[BOB]: { n: 1, h: entryOf(log, 3).hash },
		};
		return { log, segments, marks, tail: log.slice(4) };
	}

	test('an honest record', () => {
		const { log, segments, marks, tail } = folded();
		expect(segments.map(({ count }) => count)).toEqual([2, 2]);
		expect(verifyRecord(recordOf(tail, segments, marks))).toEqual({ findings: [], log });
	});
	test('a segment in which an entry was changed', () => {
		const { log, segments, marks, tail } = folded();
		const other = forged(log, 1, { by: 'amy' }).slice(0, 2);
		const entries = fold(other)[0]?.entries ?? new Uint8Array();
		const tampered = segments.map((segment, k) => (k === 0 ? { ...segment, entries } : segment));
		expect(brief(recordOf(tail, tampered, marks))).toEqual([
			'segment chain 0',
			`entry author ${BOB} 0`,
		]);
	});
	test('a segment whose times or number were changed, or that cannot be read', () => {
		const { segments, marks, tail } = folded();
		const change = (over: Partial<SegmentRecord>) =>
			brief(
				recordOf(
					tail,
					segments.map((segment, k) => (k === 1 ? { ...segment, ...over } : segment)),
					marks,
				),
			);
		expect(change({ count: 3 })).toEqual(['segment chain 1']);
		expect(change({ to: new Date(5) })).toEqual(['segment chain 1']);
		expect(change({ entries: new Uint8Array([7]) })[0]).toBe('segment chain 1');
	});
	test('reordered segments', () => {
		const { segments, marks, tail } = folded();
		expect(brief(recordOf(tail, segments.toReversed(), marks))[0]).toBe('segment gap 1');
		const renamed = segments.toReversed().map((segment, k) => ({ ...segment, k }));
		expect(brief(recordOf(tail, renamed, marks)).slice(0, 2)).toEqual([
			'segment chain 0',
			'segment chain 1',
		]);
	});
	test('a segment taken away at the end', () => {
		const { segments, marks, tail } = folded();
		const record = { ...recordOf(tail, segments.slice(0, 1), marks), segmentCount: 2 };
		expect(brief(record)).toContain('segment gap 1');
		expect(brief({ ...record, segmentCount: 1, tail: [] })).toEqual([
			`session chain ${AMY} 1`,
			`session chain ${BOB} 1`,
		]);
	});
	test('what a neighbour handed in must be its writer’s', () => {
		const { log } = twoPeople();
		const relayed = { ...entryOf(log, 0), n: -1, hash: '', relayedBy: 'bob' };
		expect(brief(recordOf([], fold([relayed])))).toEqual([]);
		expect(brief(recordOf([], fold([{ ...relayed, by: 'bob' }])))).toEqual([
			`entry author ${AMY} -1`,
		]);
	});
});

describe('TR-3 a frozen text is what the entries add up to at its moment', () => {
	function frozen(text: WrittenText, seconds: number) {
		const moment = momentAt(text.log, text.at(seconds));
		const [body = { type: 'doc' }] = bodiesAt(text.seed, text.log, [moment]);
		const { sha256, markedSha256, characters, marked } = freezeText(body);
		const told = { seq: seconds, by: 'amy', byName: 'Amy', verb: 'submit', stepName: '拟稿' };
		return {
			...told,
			...moment,
			sha256,
			markedSha256,
			characters,
			marked: marked as BodyNode | null,
		};
	}

	test('the moments of a text', () => {
		const { log, seed, at } = twoPeople();
		const moments = [0, 2, 4, 9].map((seconds) => momentAt(log, at(seconds)));
		expect(moments.map(({ cut }) => cut)).toEqual([
			{},
			{ [AMY]: 0, [BOB]: 0 },
			{ [AMY]: 1, [BOB]: 1 },
			{ [AMY]: 2, [BOB]: 1 },
		]);
		expect(bodiesAt(seed, log, moments).map(plainText)).toEqual([
			'各科室：',
			'各科室：请认真',
			'科室：请认真贯彻',
			'科室：请认真贯彻落实。',
		]);
	});
	test('an honest one holds, also when entries follow and when several are checked', () => {
		const text = twoPeople();
		const freezes = [4, 2, 9].map((seconds) => frozen(text, seconds));
		expect(verifyFreezes(text.seed, text.log, freezes)).toEqual([]);
	});
	test('a changed hash, count, cut or body is named', () => {
		const text = twoPeople();
		const honest = frozen(text, 4);
		for (const over of [
			{ sha256: 'x' },
			{ markedSha256: 'x' },
			{ characters: 3 },
			{ cut: { [AMY]: 2, [BOB]: 1 } },
			{ marked: { type: 'doc' } },
			{ marked: null },
		])
			expect(verifyFreezes(text.seed, text.log, [{ ...honest, ...over }])).toMatchObject([
				{ where: 'freeze', flaw: 'altered', k: 4 },
			]);
	});
});

describe('TR-4 each broken link is told in words', () => {
	test('of an entry: who, when and which', () => {
		const { log } = twoPeople();
		const { findings } = verifyRecord(recordOf(forged(log, 3, { by: 'amy' })));
		const [zh, en] = findingSentence(findings[0] ?? expect.fail(), (uid) => `${uid}·某`);
		expect(zh).toContain('2026-11-25 09:00:04写入的第2条记录署名amy·某，但写入它的会话属于他人');
		expect(en).toContain('Entry 2 (2026-11-25 09:00:04) is signed amy·某');
	});
	test('of a segment: which, counted from one', () => {
		const { log } = twoPeople();
		const segments = segmentsOf(log, { k: 0, previous: 'other', at: new Date(0) });
		const [finding] = verifyRecord(recordOf([], segments)).findings;
		expect(finding && findingSentence(finding, String)[0]).toContain('第1段归并记录');
	});
});

test('a paper of 34,000 entries is verified within two seconds', () => {
	const text = new WrittenText();
	const pens = [text.open(0x21, 'amy'), text.open(0x22, 'bob')];
	for (let turn = 0; turn < 34_000; turn += 1) pens[turn % 2]?.write('字');
	const segments = segmentsOf(text.log, { k: 0, previous: 'text', at: new Date(0) });
	const last = (by: string) => text.log.findLast((entry) => entry.by === by);
	const marks = {
		[AMY]: { n: last('amy')?.n ?? 0, h: last('amy')?.hash ?? '' },
		[BOB]: { n: last('bob')?.n ?? 0, h: last('bob')?.hash ?? '' },
	};
	const start = performance.now();
	expect(brief(recordOf([], segments, marks))).toEqual([]);
	expect(performance.now() - start).toBeLessThan(2000);
});
