import { describe, expect, test } from 'vitest';
import type { Flow, FlowNode, StepDraft } from './definition.ts';
import { migrationOf } from './migrate.ts';
import { aFlow, aNode, aStep, Play, type EdgeDraft } from './testing.ts';

const first = aStep('first', { handler: { by: 'initiator' } });
const edges: EdgeDraft[] = [
	['start', 'first'],
	['first', 'fork'],
	['fork', 'a'],
	['fork', 'b'],
	['a', 'join'],
	['b', 'join'],
	['join', 'c'],
	['c', 'end'],
];
const a = (part: Partial<StepDraft> = {}) => aStep('a', part);
const b = aStep('b', { mode: 'all', handler: { by: 'person', uids: ['b', 'd'] } });
const c = aStep('c');

function version(number: number, nodes: FlowNode[], ways: readonly EdgeDraft[] = edges): Flow {
	return aFlow([first, ...nodes], ways, { version: number });
}
const whole = [aNode('fork', 'fork'), a(), b, aNode('join', 'join'), c];
const old = version(1, whole);

/** A case that stands in both branches. */
function inBranches(): Play {
	const play = new Play(old).start('x');
	play.submit('x');
	return play;
}

describe('migration of a running case', () => {
	test('goes over where everything it needs is there, whatever else changed', () => {
		const next = version(
			2,
			[...whole.slice(0, -1), aStep('c', { mode: 'any' }), aStep('more')],
			[...edges.slice(0, -1), ['c', 'more'], ['more', 'end']],
		);
		expect(migrationOf(old, next, inBranches().state)).toEqual({
			ok: true,
			value: {
				from: 1,
				to: 2,
				steps: [
					{ nodeId: 'a', name: 'a' },
					{ nodeId: 'b', name: 'b' },
				],
				note: '流程由第 1 版改为第 2 版',
			},
		});
	});

	test('a step that is open or was walked must be there', () => {
		const without = version(
			2,
			whole.filter(({ id }) => id !== 'a').concat(aStep('other')),
			edges.map(([from, to]) => [from === 'a' ? 'other' : from, to === 'a' ? 'other' : to]),
		);
		const refused = { ok: false, code: 'flow/migrateGone', detail: { step: 'a' } };
		const play = inBranches();
		expect(migrationOf(old, without, play.state)).toEqual(refused);
		for (const who of ['a', 'b', 'd']) play.submit(who);
		expect(play.open).toEqual({ c: ['c'] });
		expect(migrationOf(old, without, play.state)).toEqual(refused);
	});

	test('an open step must complete in the same way, one that is done need not', () => {
		const next = version(
			2,
			whole.map((node) => (node.id === 'b' ? aStep('b', { mode: 'any' }) : node)),
		);
		const play = inBranches();
		expect(migrationOf(old, next, play.state)).toMatchObject({
			code: 'flow/migrateDiffers',
			detail: { step: 'b' },
		});
		for (const who of ['a', 'b', 'd']) play.submit(who);
		expect(migrationOf(old, next, play.state).ok).toBe(true);
	});

	test('an open fork must be the same fork, and a step lie in the same branches', () => {
		const renamed = version(
			2,
			whole.map((node) => (node.id === 'fork' ? aNode('split', 'fork') : node)),
			edges.map(([from, to]) => [from === 'fork' ? 'split' : from, to === 'fork' ? 'split' : to]),
		);
		expect(migrationOf(old, renamed, inBranches().state)).toMatchObject({
			code: 'flow/migrateGone',
			detail: { step: 'fork' },
		});
		const flat = version(
			2,
			[a(), b, c, aNode('fork', 'fork')],
			[
				['start', 'first'],
				['first', 'a'],
				['a', 'b'],
				['b', 'c'],
				['c', 'end'],
			],
		);
		const play = inBranches();
		expect(migrationOf(old, flat, play.state)).toMatchObject({ code: 'flow/migrateBranches' });
		expect(migrationOf(old, flat, new Play(old).start('x').state).ok).toBe(true);
	});

	test('another kind of node under the same id is another place', () => {
		const sub: FlowNode = {
			id: 'a',
			kind: 'sub',
			name: 'a',
			flowId: 'other',
			wait: true,
			onFailure: 'return',
			fieldsIn: {},
			fieldsOut: {},
		};
		const next = version(
			2,
			whole.map((node) => (node.id === 'a' ? sub : node)),
		);
		expect(migrationOf(old, next, inBranches().state)).toMatchObject({
			code: 'flow/migrateDiffers',
		});
	});

	test('only between versions of one flow, and only while it runs', () => {
		const next = version(2, whole);
		const play = inBranches();
		expect(migrationOf(old, { ...next, id: 'other' }, play.state)).toMatchObject({
			code: 'flow/migrateOther',
		});
		expect(migrationOf(old, old, play.state)).toMatchObject({ code: 'flow/migrateSame' });
		const ended = { ...play.state, status: 'closed' as const };
		expect(migrationOf(old, next, ended)).toMatchObject({ code: 'flow/migrateEnded' });
	});
});
