import { expect, it } from 'vitest';
import type { TrailEntry, TrailVerb } from './model.ts';
import { standingOpinions } from './opinions.ts';

function entry(seq: number, verb: TrailVerb, taskId: string | null, opinion: string | null) {
	return { seq, verb, taskId, opinion } as TrailEntry;
}
const said = (...trail: TrailEntry[]) => standingOpinions(trail).map(({ opinion }) => opinion);

it('an opinion taken back with its act stands no longer, until it is handed in again', () => {
	const before = [entry(0, 'start', null, null), entry(1, 'submit', 'a', '请审')];
	const after = [...before, entry(2, 'retract', 'a', null)];
	expect(said(...before)).toEqual(['请审']);
	expect(said(...after)).toEqual([]);
	expect(said(...after, entry(3, 'submit', 'a', '请审核'))).toEqual(['请审核']);
});

it('returns and remarks stay, newest first; the words of an urge are no opinion', () => {
	expect(
		said(
			entry(0, 'return', 'a', '补依据'),
			entry(1, 'urge', null, '请尽快'),
			entry(2, 'read', 'r', '已布置'),
			entry(3, 'submit', 'b', '同意'),
			entry(4, 'retract', 'c', null),
		),
	).toEqual(['同意', '已布置', '补依据']);
});
