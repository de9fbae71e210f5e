import type { TaskNode } from '@wenshu/domain/flow/definition.ts';
import type { FlowState, TrailEntry } from '@wenshu/domain/flow/model.ts';
import { describe, expect, test } from 'vitest';
import { byBox, isVoidOpinion, noteWords, signature } from '@wenshu/domain/flow/opinion-words.ts';
import { scanOf, scanWords } from '@wenshu/domain/flow/scan.ts';
import { tally } from './tally.ts';
import { filterTrail } from './trail-filter.ts';

const entry = (seq: number, change: Partial<TrailEntry> = {}): TrailEntry => ({
	seq,
	actId: `act-${String(seq)}`,
	verb: 'submit',
	actor: 'he',
	actorName: '何听澜',
	actorUnit: '待遇科',
	actorPost: '科员',
	onBehalfOf: null,
	at: new Date(seq),
	nodeId: 'review',
	nodeName: '审核',
	opinionBox: '审核意见',
	opinion: '同意。',
	taskId: `t${String(seq)}`,
	to: [],
	note: null,
	printed: true,
	events: [],
	...change,
});

describe('opinions', () => {
	test('a proxy signs for the principal, a clerk for the leader', () => {
		expect(signature(entry(1))).toBe('何听澜');
		expect(signature(entry(1, { onBehalfOf: '周望川' }))).toBe('何听澜（代 周望川）');
		expect(signature(entry(1, { verb: 'proxyRecord', onBehalfOf: '沈砚舟' }))).toBe(
			'沈砚舟（何听澜 代录）',
		);
	});

	test('stand in their boxes by rank, then by time', () => {
		const ranks: Record<string, number> = { he: 50, zhou: 20, shen: 10 };
		const groups = byBox(
			[
				entry(3, { actor: 'shen' }),
				entry(2, { actor: 'zhou', opinionBox: '会签意见' }),
				entry(1),
				entry(4, { opinionBox: null, nodeName: null }),
			],
			({ actor }) => ranks[actor] ?? 1000,
			'其他意见',
		);
		expect(groups.map(({ box, entries }) => [box, entries.map(({ seq }) => seq)])).toEqual([
			['审核意见', [3, 1]],
			['会签意见', [2]],
			['其他意见', [4]],
		]);
	});

	const stateOf = (status: 'done' | 'returned', kept: string[] = []) =>
		({
			tasks: { t1: { id: 't1', runId: 'r1', assignee: 'he' } },
			runs: {
				r1: { id: 'r1', nodeId: 'review', status, openedAt: new Date(1), kept: [] },
				r2: {
					id: 'r2',
					nodeId: 'review',
					status: 'active',
					openedAt: new Date(2),
					kept: kept.map((uid) => ({ uid, verdict: 'agree' })),
				},
			},
		}) as unknown as FlowState;

	test('do not count once their step was returned, unless the verdict is kept', () => {
		const given = entry(1);
		expect(isVoidOpinion(given, stateOf('done'), [given])).toBe(false);
		expect(isVoidOpinion(given, stateOf('returned'), [given])).toBe(true);
		expect(isVoidOpinion(given, stateOf('returned', ['he']), [given])).toBe(false);
		expect(isVoidOpinion(given, stateOf('done'), []), 'taken back').toBe(true);
		expect(isVoidOpinion(entry(1, { verb: 'return' }), stateOf('returned'), [])).toBe(false);
	});
});

describe('the scan of a decision on paper', () => {
	const scan = { name: '签批#2.pdf', fileId: '0f8b-11' };

	test('comes back from the words of the trail', () => {
		const note = `代录，原件：${scanWords(scan)}`;
		expect(scanOf(note)).toEqual(scan);
		expect(noteWords(entry(1, { note }))).toBe('原件：签批#2.pdf');
		expect(scanOf('退回到拟稿')).toBeNull();
	});
	test('has room for the id whatever its name', () => {
		const words = scanWords({ name: '长'.repeat(300), fileId: '0f8b-11' });
		expect(words.length).toBeLessThanOrEqual(200);
		expect(words.endsWith('#0f8b-11')).toBe(true);
	});
});

describe('a vote', () => {
	const node = {
		mode: 'vote',
		vote: { pass: { by: 'ratio', ratio: 2 / 3 }, weights: { shen: 2 } },
	} as unknown as TaskNode;
	const vote = (assignee: string, status: string, verdict: string | null) => ({
		id: assignee,
		runId: 'r1',
		assignee,
		status,
		verdict,
		kind: 'member',
		order: 0,
		openedAt: new Date(1),
	});
	const state = (...tasks: ReturnType<typeof vote>[]) =>
		({
			runs: { r1: { id: 'r1', kept: [] } },
			tasks: Object.fromEntries(tasks.map((task) => [task.id, task])),
		}) as unknown as FlowState;

	test('counts weights, and what is needed as the engine does', () => {
		const votes = state(
			vote('shen', 'done', 'agree'),
			vote('he', 'done', 'disagree'),
			vote('zhou', 'open', null),
			vote('gone', 'cancelled', null),
		);
		expect(tally(node, votes, 'r1')).toEqual({
			agree: 2,
			disagree: 1,
			open: 1,
			total: 4,
			needed: 3,
			weighted: true,
		});
	});
	test('needs two voices of three for two thirds', () => {
		const plain = { ...node, vote: { pass: { by: 'ratio', ratio: 2 / 3 }, weights: {} } };
		const votes = state(...['a', 'b', 'c'].map((uid) => vote(uid, 'open', null)));
		expect(tally(plain as TaskNode, votes, 'r1')).toMatchObject({ needed: 2, weighted: false });
	});
	test('is none where the step does not vote', () => {
		expect(tally({ ...node, mode: 'all' }, state(), 'r1')).toBeNull();
	});
});

describe('the record', () => {
	const trail = [
		entry(1),
		entry(2, { verb: 'addBefore', to: [{ uid: 'cheng', name: '程以墨' }] }),
		entry(3, { verb: 'pause', opinion: '等待财政批复' }),
	];
	test.each([
		['people', '', [2]],
		['system', '', [3]],
		[null, '程以墨', [2]],
		[null, '财政', [3]],
		['moves', '程以墨', []],
		[null, '', [1, 2, 3]],
	] as const)('of %s with “%s”', (kind, text, found) => {
		expect(filterTrail(trail, kind, text).map(({ seq }) => seq)).toEqual(found);
	});
});
