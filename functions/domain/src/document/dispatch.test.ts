import { describe, expect, it } from 'vitest';
import type { Flow } from '../flow/definition.ts';
import type { FlowState } from '../flow/model.ts';
import { dispatchTo, dispatchUnits, mayDispatch, receiverIn } from './dispatch.ts';

describe('分发到单位', () => {
	it('goes out once a document is issued, or a letter has been registered', () => {
		const may = (direction: 'outgoing' | 'incoming', status: 'running' | 'draft' | 'numbered') =>
			mayDispatch({ direction, status }).ok;
		expect(may('outgoing', 'running')).toBe(false);
		expect(may('outgoing', 'numbered')).toBe(true);
		expect(may('incoming', 'draft')).toBe(false);
		expect(may('incoming', 'running')).toBe(true);
		expect(mayDispatch({ direction: 'outgoing', status: 'voided' })).toMatchObject({
			code: 'document/notIssued',
		});
	});

	it('keeps to the units of the step that holds it, and else of those that distribute', () => {
		const state = { tokens: {}, runs: { r: { id: 'r', nodeId: 'seal' } }, tasks: {} };
		const task = (id: string, units: string[] | null, duties: string[] = []) => ({
			kind: 'task',
			id,
			duties,
			dispatchTo: units,
		});
		const flow = (...nodes: object[]) => ({ nodes }) as unknown as Flow;
		const held = {
			...state,
			tasks: { t: { id: 't', runId: 'r', assignee: 'clerk', status: 'open' } },
		};
		const units = (which: Flow, at: object = state) => {
			const found = dispatchUnits(which, at as FlowState, 'clerk');
			return found === null ? null : [...found];
		};
		expect(units(flow(task('seal', ['a'])))).toBeNull();
		expect(units(flow(task('seal', ['a'])), held)).toEqual(['a']);
		expect(units(flow(task('seal', null), task('send', ['b'], ['distribute'])))).toEqual(['b']);
		expect(units(flow(task('seal', null), task('send', ['b'], ['distribute'])), held)).toBeNull();
	});

	it('knows nothing of units where a document was never dispatched', () => {
		expect(dispatchTo({}, 'a')).toBeUndefined();
	});

	it('is signed for by the clerk of the very unit, else its head', () => {
		const posts: Record<string, { unitId: string; isHead: boolean; roleIds: string[] }> = {
			head: { unitId: 'a', isHead: true, roleIds: [] },
			clerk: { unitId: 'a', isHead: false, roleIds: ['documentClerk'] },
			below: { unitId: 'a-1', isHead: false, roleIds: ['documentClerk'] },
			other: { unitId: 'b', isHead: true, roleIds: [] },
		};
		const find = (...held: string[]) =>
			receiverIn(
				'a',
				held.map((id) => ({ uid: `of-${id}`, postIds: [id] })),
				(id) => posts[id],
			);
		expect(find('head', 'clerk')).toBe('of-clerk');
		expect(find('below', 'head')).toBe('of-head');
		expect(find('below', 'other')).toBeNull();
	});
});
