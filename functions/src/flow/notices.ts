import type { FlowOutcome } from '@wenshu/domain/flow/engine.ts';
import { stepOf } from '@wenshu/domain/flow/graph.ts';
import type { Flow } from '@wenshu/domain/flow/definition.ts';
import type { CaseFacts } from '@wenshu/domain/flow/records.ts';
import type { Actor } from '../platform/act.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';

/** `notices/{id}`: one line in somebody's bell. The reader alone may set `readAt`. */
export interface Notice {
	id: string;
	uid: string;
	kind: string;
	title: string;
	body: string;
	link: string;
	at: Date;
	readAt: Date | null;
}

interface Telling {
	outcome: FlowOutcome;
	facts: CaseFacts;
	actor: Actor;
	now: Date;
	actId: string;
	flow: Flow;
}

/** Tells everybody whom a move concerns. Ids follow from the act, so nobody is told twice. */
export function writeNotices(work: UnitOfWork, telling: Telling): void {
	const { outcome, facts, actor, now, actId } = telling;
	const told = new Map<string, string>();
	for (const event of outcome.events) {
		if (event.type === 'taskOpened' && event.task.status === 'open')
			told.set(event.task.assignee, `${stepName(telling, event.task.runId)}：请您办理`);
		if (event.type === 'taskActivated') {
			const task = outcome.state.tasks[event.taskId];
			if (task) told.set(task.assignee, `${stepName(telling, task.runId)}：轮到您办理`);
		}
		if (event.type === 'taskUrged') {
			const task = outcome.state.tasks[event.taskId];
			const message = outcome.trail.opinion;
			if (task) told.set(task.assignee, `催办${message === null ? '' : `：${message}`}`);
		}
		if (event.type === 'readOpened') told.set(event.read.reader, '请您阅知');
		if (event.type === 'statusChanged' && event.status !== 'running')
			told.set(outcome.state.initiator, event.status === 'closed' ? '已办结' : '已终止');
	}
	const returned = outcome.trail.verb === 'return';
	let count = 0;
	for (const [uid, words] of told) {
		if (uid === actor.uid) continue;
		const id = `${actId}-n${++count}`;
		const notice: Notice = {
			id,
			uid,
			kind: outcome.trail.verb,
			title: facts.title || '（未填标题）',
			body: `${actor.person.name}${returned ? '退回' : ''} · ${words}`,
			link: facts.link,
			at: now,
			readAt: null,
		};
		work.create(`notices/${id}`, notice);
	}
}

function stepName({ flow, outcome }: Telling, runId: string): string {
	const run = outcome.state.runs[runId];
	return run === undefined ? '' : stepOf(flow, run.nodeId).name;
}
