import { exportBpmn, importBpmn } from '@wenshu/domain/flow/bpmn.ts';
import type { Flow, FlowField } from '@wenshu/domain/flow/definition.ts';
import { directoryOf, monitorRoles } from '@wenshu/domain/flow/directory.ts';
import { edgesFrom, openTasks, stepOf } from '@wenshu/domain/flow/graph.ts';
import { candidatesOf } from '@wenshu/domain/flow/handlers.ts';
import { SYSTEM } from '@wenshu/domain/flow/scene.ts';
import { Play } from '@wenshu/domain/flow/testing.ts';
import { expect, it } from 'vitest';
import { flows } from './flows.ts';
import { people, uidOf } from './people.ts';
import { posts } from './posts.ts';
import { roles } from './roles.ts';
import { units } from './units.ts';

const directory = directoryOf({ people, posts, units, monitorRoleIds: monitorRoles(roles) });
const initiator = uidOf('叶知秋');

/** Two ways to fill in a form: little and harmless, much and delicate. */
function filled({ fields }: Flow, isMuch: boolean): Record<string, unknown> {
	const valueOf = ({ type, options }: FlowField): unknown => {
		if (type === 'number') return isMuch ? 1_000_000 : 1;
		if (type === 'boolean') return isMuch;
		if (type === 'choice') return isMuch ? options.at(-1) : options[0];
		if (type === 'people') return [uidOf('何听澜')];
		return type === 'date' ? '2026-11-26' : '事项';
	};
	return Object.fromEntries(fields.map((field) => [field.id, valueOf(field)]));
}

/** Plays a case to its end: everybody agrees, and goes the first or the last way where there are several. */
function walk(flow: Flow, isMuch: boolean): { play: Play; walked: Set<string> } {
	const play = new Play(flow, directory);
	play.fields = filled(flow, isMuch);
	for (const duty of ['number', 'seal', 'distribute', 'archive'] as const) play.duties.add(duty);
	play.start(initiator, 'benefits');
	const walked = new Set<string>();
	for (let turn = 0; turn < 80 && play.state.status !== 'closed'; turn++) {
		const waiting = Object.values(play.state.subs).find(
			(sub) => sub.wait && sub.status === 'running',
		);
		const [task] = openTasks(play.state);
		if (task === undefined) {
			play.do(SYSTEM, { verb: 'subEnded', subId: waiting?.id ?? 'none', closed: true });
			continue;
		}
		const nodeId = play.state.runs[task.runId]?.nodeId ?? '';
		walked.add(nodeId);
		// Whoever put the papers in order does not find them lacking again.
		if (nodeId === 'supplement') play.fields = { ...play.fields, complete: true };
		if (nodeId === 'check' && walked.has('publish'))
			play.fields = { ...play.fields, objection: false };
		const chosen = Object.fromEntries(
			flow.nodes.flatMap((node) => {
				if (node.kind !== 'task') return [];
				const { uids, choose } = candidatesOf(node, play.state, {
					directory,
					fields: play.fields,
				});
				return choose === null ? [] : [[node.id, uids.slice(0, choose.min)]];
			}),
		);
		const ways = edgesFrom(flow, nodeId).filter(({ disagree, when }) => !disagree && when === null);
		const way = isMuch ? ways[0] : ways.at(-1);
		play.do(task.assignee, {
			verb: 'submit',
			taskId: task.id,
			edgeId: way?.id ?? null,
			chosen,
			opinion: stepOf(flow, nodeId).opinion === 'none' ? '' : '同意',
		});
	}
	return { play, walked };
}

it.each(flows)('$name comes to its end, whatever the form says', (flow) => {
	const steps = new Set<string>();
	for (const isMuch of [false, true]) {
		const { play, walked } = walk(flow, isMuch);
		expect(play.state.status).toBe('closed');
		for (const id of walked) steps.add(id);
	}
	const all = flow.nodes.filter((node) => node.kind === 'task').map(({ id }) => id);
	// Together the two walks see most of the flow.
	expect(steps.size / all.length).toBeGreaterThan(0.7);
});

it.each(flows)('$name goes to a BPMN file and comes back the same', async (flow) => {
	const read = await importBpmn(await exportBpmn(flow), 'other');
	expect(read).toEqual({ ok: true, value: { flow, problems: [] } });
});
