import { describe, expect, test } from 'vitest';
import {
	authorshipDigest,
	deriveAuthorship,
	firstDifference,
	sharesOf,
	type Authorship,
} from './authorship.ts';
import { sessionName } from './entry.ts';
import { forged, WrittenText } from './log.test-support.ts';
import type { HandOver, LogEntry } from './model.ts';
import { provenLog } from './proven.ts';
import { momentAt } from './text-at.ts';

const names = { amy: '甲', bob: '乙' };

/** Amy writes five letters, Bob adds three and takes away two of the template and one of hers. */
function written(): WrittenText {
	const text = new WrittenText('各科室：');
	text.open(101, 'amy').write('请认真学习');
	text.open(102, 'bob').write('并落实').remove(2);
	return text;
}
function handOver(seq: number, seconds: number, capacities: HandOver['capacities']): HandOver {
	const at = new WrittenText().at(seconds);
	return { seq, at, by: 'amy', byName: '甲', verb: 'submit', stepName: null, capacities };
}
const hands = [
	handOver(1, 0, { amy: { right: 'edit', stepName: '拟稿', onBehalfOf: null } }),
	handOver(2, 1.5, { bob: { right: 'suggest', stepName: '核稿', onBehalfOf: 'carol' } }),
];
const end = (log: readonly LogEntry[]) => momentAt(log, new Date(8e15));
function derive(text: WrittenText, log: readonly LogEntry[] = text.log): Authorship {
	return deriveAuthorship(text.seed, log, hands, end(log));
}
/** The record of a text whose log is still the tail. */
function recordOf(tail: LogEntry[], owners: Record<number, string> = { 101: 'amy', 102: 'bob' }) {
	const sessions = Object.entries(owners).map(([client, uid]) => {
		return [sessionName(Number(client)), { uid }] as const;
	});
	const bare = { textId: 't', segmentCount: 0, segments: [] };
	return { ...bare, sessions: new Map(sessions), tail };
}

describe('the authorship of a text', () => {
	test('says who wrote and who deleted what, when, in which step and on whose behalf', () => {
		const text = written();
		const { hands: found, runs, deletions } = derive(text);
		expect(runs).toEqual([
			{ text: '室：', hand: -1, struck: null },
			{ text: '请认真学习', hand: 0, struck: null },
			{ text: '并落实', hand: 1, struck: null },
			{ text: '\n', hand: -1, struck: null },
		]);
		expect(deletions).toEqual([{ text: '各科', written: -1, hand: 2, suggested: null }]);
		const bob = { by: 'bob', stepName: '核稿', onBehalfOf: 'carol', relayedBy: null };
		expect(found).toEqual([
			{ by: 'amy', at: text.at(1).getTime(), stepName: '拟稿', onBehalfOf: null, relayedBy: null },
			{ ...bob, at: text.at(2).getTime() },
			{ ...bob, at: text.at(3).getTime() },
		]);
		expect(sharesOf(derive(text), names)).toEqual([
			{ by: 'amy', name: '甲', written: 5, deleted: 0 },
			{ by: 'bob', name: '乙', written: 3, deleted: 2 },
			{ by: null, name: '', written: 2, deleted: 0 },
		]);
	});

	test('is the same in whatever order the entries were read, and after a journey as JSON', () => {
		const text = written();
		const digest = authorshipDigest(derive(text));
		expect(digest).toBe('f83044fa3c1c1316e1dc63c7ac8faabb66ef42e005c8b8f9f7b45d55738b2a66');
		expect(authorshipDigest(derive(text, text.log.toReversed()))).toBe(digest);
		const travelled = JSON.parse(JSON.stringify(derive(text))) as Authorship;
		const reordered = {
			deletions: travelled.deletions,
			runs: travelled.runs,
			hands: travelled.hands,
		};
		expect(authorshipDigest(reordered)).toBe(digest);
	});

	test('of an earlier moment knows nothing of what came later', () => {
		const text = written();
		const early = deriveAuthorship(text.seed, text.log, hands, momentAt(text.log, text.at(1)));
		expect(early.runs.map((run) => run.text)).toEqual(['各科室：', '请认真学习', '\n']);
		expect(early.deletions).toEqual([]);
	});

	test('names who handed in the words of somebody who vanished', () => {
		const text = written();
		const log = forged(text.log, 0, { n: -1, hash: '', relayedBy: 'bob' });
		expect(derive(text, log).hands[0]).toMatchObject({ by: 'amy', relayedBy: 'bob' });
	});
});

describe('a forged entry', () => {
	test('has no author, nor has what rests on it in its session', () => {
		const text = written();
		for (const change of [{ by: 'eve' }, { hash: '0'.repeat(64) }, { n: 7 }]) {
			const log = provenLog(recordOf(forged(text.log, 1, change)));
			expect(log.map(({ by }) => by)).toEqual(['amy']);
			const { hands: found } = derive(text, log);
			expect(found.map(({ by }) => by)).toEqual(['amy']);
		}
		expect(provenLog(recordOf(text.log))).toEqual(text.log);
	});
});

describe('two derivations', () => {
	test('are compared letter by letter, and the first difference is named', () => {
		const one = derive(written());
		expect(firstDifference(one, derive(written()))).toBeNull();
		const text = written();
		const other = derive(text, forged(text.log, 1, { by: 'eve' }));
		expect(firstDifference(one, other)).toMatchObject({
			where: 'text',
			at: 7,
			words: ['并落实', '并落实'],
			hands: [{ by: 'bob' }, { by: 'eve' }],
		});
		const short = derive(text, text.log.slice(0, 1));
		expect(firstDifference(short, one)).toMatchObject({ where: 'text', at: 0 });
		const kept = { ...one, deletions: [] };
		expect(firstDifference(kept, one)).toMatchObject({
			where: 'deletions',
			at: 0,
			words: ['', '各科'],
			hands: [null, { by: 'bob' }],
		});
	});
});
