import type { FlowOutcome } from '@wenshu/domain/flow/engine.ts';
import { stepOf } from '@wenshu/domain/flow/graph.ts';
import type { Flow } from '@wenshu/domain/flow/definition.ts';
import type { InstanceStatus } from '@wenshu/domain/flow/model.ts';
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
	/** Who may act for somebody now; they are told of new tasks too. */
	proxiesOf: (uid: string) => string[];
	nameOf: (uid: string) => string;
}

/** Tells everybody whom a move concerns. Ids follow from the act, so nobody is told twice. */
export function writeNotices(work: UnitOfWork, telling: Telling): Notice[] {
	const { outcome, facts, actor, now, actId } = telling;
	const told = new Map<string, string>();
	const tellOfTask = (uid: string, words: string) => {
		for (const proxy of telling.proxiesOf(uid))
			if (!told.has(proxy)) told.set(proxy, `代${telling.nameOf(uid)} · ${words}`);
		told.set(uid, words);
	};
	for (const event of outcome.events) {
		if (event.type === 'taskOpened' && event.task.status === 'open')
			tellOfTask(event.task.assignee, `${stepName(telling, event.task.runId)}：请您办理`);
		if (event.type === 'taskActivated') {
			const task = outcome.state.tasks[event.taskId];
			if (task) tellOfTask(task.assignee, `${stepName(telling, task.runId)}：轮到您办理`);
		}
		if (event.type === 'taskUrged') {
			const task = outcome.state.tasks[event.taskId];
			const message = outcome.trail.opinion;
			if (task) told.set(task.assignee, `催办${message === null ? '' : `：${message}`}`);
		}
		if (event.type === 'readOpened')
			told.set(event.read.reader, event.read.kind === 'ask' ? '请您答复' : '请您阅知');
		if (event.type === 'statusChanged' && event.status !== 'running')
			told.set(outcome.state.initiator, endWords[event.status]);
	}
	const { verb, note, to } = outcome.trail;
	if (verb === 'remind' || verb === 'expire')
		for (const uid of to) if (!told.has(uid)) told.set(uid, note ?? reminder(telling));
	const returned = verb === 'return';
	const written: Notice[] = [];
	for (const [uid, words] of told) {
		if (uid === actor.uid) continue;
		const id = `${actId}-n${written.length + 1}`;
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
		written.push(notice);
	}
	return written;
}

/** What a reminder says: of whose step it is, and whether the limit has passed. */
function reminder(telling: Telling): string {
	const { outcome, now } = telling;
	const task = outcome.state.tasks[outcome.trail.taskId ?? ''];
	if (task === undefined) return '即将到期，请及时办理';
	const isOver = task.dueAt !== null && task.dueAt <= now;
	return `${stepName(telling, task.runId)}：${isOver ? '已超期，请尽快办理' : '即将到期，请及时办理'}`;
}

const endWords: Record<InstanceStatus, string> = {
	draft: '',
	running: '',
	closed: '已办结',
	terminated: '已终止',
	revoked: '已撤销',
	voided: '已作废',
};

function stepName({ flow, outcome }: Telling, runId: string): string {
	const run = outcome.state.runs[runId];
	return run === undefined ? '' : stepOf(flow, run.nodeId).name;
}
