/**
 * The state of the routing engine. An instance (流程实例) is a set of tokens on a definition; each
 * activation of a step is a run; one person's share of a run is a task.
 */

/** 草稿, 运行, 办结, 终止, 撤销, 作废. */
export type InstanceStatus = 'draft' | 'running' | 'closed' | 'terminated' | 'revoked' | 'voided';
export type RunStatus = 'active' | 'done' | 'returned' | 'retracted' | 'skipped' | 'cancelled';
export type TaskStatus =
	| 'open'
	| 'waiting'
	| 'done'
	| 'returned'
	| 'transferred'
	| 'cancelled'
	| 'retracted'
	/** Closed by the system: a skipped step, or time. */
	| 'automatic';
export type ReadStatus = 'unread' | 'read' | 'withdrawn';
export type Verdict = 'agree' | 'disagree';

/** Where the instance stands; a fork makes several, sharing `forkId`. */
export interface Token {
	id: string;
	nodeId: string;
	/** Innermost fork run this token belongs to, outermost first; empty outside forks. */
	forks: string[];
}

/** One activation of a step. */
export interface Run {
	id: string;
	nodeId: string;
	tokenId: string;
	status: RunStatus;
	/** The run before this one on the path, which a return walks back along; null for the first. */
	fromRunId: string | null;
	/** The task whose act opened this run; null for the first. */
	openedBy: string | null;
	/** The task whose act completed this run. */
	completedBy: string | null;
	/** A pending straight-back return (退回直送): submitting goes to these people of that step. */
	ticket: Ticket | null;
	/** Verdicts of an earlier run that still count, where agreement is kept. */
	kept: KeptVerdict[];
	openedAt: Date;
	closedAt: Date | null;
}

/** Where a straight-back return leads: the step, who is asked again, and what stands of its verdicts. */
export interface Ticket {
	nodeId: string;
	uids: string[];
	fromRunId: string | null;
	kept: KeptVerdict[];
}

/** A verdict that was given in an earlier run of the step and still counts. */
export interface KeptVerdict {
	uid: string;
	verdict: Verdict;
}

/** One person's share of a run. */
export interface Task {
	id: string;
	runId: string;
	assignee: string;
	status: TaskStatus;
	/** Why somebody is on the run: named by the step, or added by the holder of `addedBy`. */
	kind: 'member' | 'parallel' | 'before' | 'after' | 'delegate';
	/** The task whose holder added this one; null for members. */
	addedBy: string | null;
	/** How people added together take turns; they share `addedBy` and `round`. */
	order: number;
	turns: 'all' | 'queue' | 'any';
	/** Counts the times somebody was added by the same task. */
	round: number;
	/** What a waiting task waits for: its turn, or those whom its holder added. */
	waitsFor: 'turn' | 'added' | null;
	openedAt: Date;
	dueAt: Date | null;
	closedAt: Date | null;
	/** Why it was closed without its holder's act, in words. */
	reason: string | null;
	urged: number;
	/** How many rungs of the ladder of reminders were climbed. */
	rung: number;
	/** The clock stands since then, and why; null while it runs. */
	paused: { since: Date; cause: string } | null;
	/** The opinion given with the closing act, or kept as a draft after a retract. */
	opinion: string | null;
	verdict: Verdict | null;
	/** Who acted for the assignee (代), or null. */
	actedBy: string | null;
}

/** A task of reading (传阅), or a question outside the verdict (征求意见). */
export interface ReadTask {
	id: string;
	kind: 'circulate' | 'distribute' | 'ask';
	/** The question asked, or the words the sender added. */
	words: string | null;
	reader: string;
	sender: string;
	status: ReadStatus;
	sentAt: Date;
	readAt: Date | null;
	remark: string | null;
}

/** An open fork: what it came from, so that it can be undone, joined and added to. */
export interface Fork {
	nodeId: string;
	/** The token that forked; the join gives it back. */
	tokenId: string;
	forks: string[];
	/** Run and task whose completion led here; null where a move of the system did. */
	runId: string | null;
	taskId: string | null;
}

/** Another case that a step started (子流程). */
export interface SubCase {
	id: string;
	runId: string;
	nodeId: string;
	wait: boolean;
	status: 'running' | 'closed' | 'failed';
}

/** A move by a supervisor (跳转) that waits for a second person. */
export interface Reroute {
	id: string;
	by: string;
	tokenIds: string[];
	toNodeId: string;
	uids: string[];
	reason: string;
	at: Date;
}

/** The whole state of an instance; the trail alone rebuilds it. */
export interface FlowState {
	status: InstanceStatus;
	initiator: string;
	/** Unit the initiator acts in: decides 'head of the drafter's unit'. */
	unitId: string;
	tokens: Record<string, Token>;
	runs: Record<string, Run>;
	tasks: Record<string, Task>;
	reads: Record<string, ReadTask>;
	/** Tokens created by each fork run and not yet joined: what the join waits for. */
	pendingJoins: Record<string, string[]>;
	/** Forks not joined yet, by the same ids. */
	forks: Record<string, Fork>;
	subs: Record<string, SubCase>;
	reroute: Reroute | null;
	/** Closed by a supervisor without walking to the end (强制办结). */
	forced: boolean;
	/** How many rungs of the ladder of the whole case were climbed. */
	chased?: number;
	/** Number of trail entries so far. */
	seq: number;
}

/** What happened, as facts small enough to replay. */
export type FlowEvent =
	| { type: 'started'; initiator: string; unitId: string; tokenId: string; nodeId: string }
	| { type: 'runOpened'; run: Run }
	| { type: 'taskOpened'; task: Task }
	| { type: 'taskActivated'; taskId: string; openedAt: Date; dueAt: Date | null }
	| {
			type: 'taskClosed';
			taskId: string;
			status: Exclude<TaskStatus, 'open' | 'waiting'>;
			at: Date;
			opinion: string | null;
			verdict: Verdict | null;
			actedBy: string | null;
			reason: string | null;
	  }
	| { type: 'taskWaits'; taskId: string }
	| { type: 'taskHandedOver'; taskId: string; assignee: string }
	| { type: 'taskReopened'; taskId: string; at: Date }
	| { type: 'taskUrged'; taskId: string }
	| { type: 'taskChased'; taskId: string; rung: number }
	| { type: 'caseChased'; rung: number }
	| { type: 'taskPaused'; taskId: string; at: Date; cause: string }
	| { type: 'taskResumed'; taskId: string; dueAt: Date | null }
	| {
			type: 'runClosed';
			runId: string;
			status: Exclude<RunStatus, 'active'>;
			completedBy: string | null;
			at: Date;
	  }
	| { type: 'runReopened'; runId: string }
	| { type: 'ticketChanged'; runId: string; ticket: Ticket }
	| { type: 'tokenMoved'; tokenId: string; nodeId: string }
	| { type: 'tokenForked'; forkRunId: string; fork: Fork; children: Token[] }
	| { type: 'branchAdded'; forkRunId: string; token: Token }
	| { type: 'tokenJoined'; forkRunId: string; tokenId: string; survivor: Token | null }
	/** The fork and all inside it never happened for the token, which stands at `survivor` again. */
	| { type: 'forkUndone'; forkRunId: string; survivor: Token }
	/** The case stands with one token only, outside every fork. */
	| { type: 'tokensReset'; token: Token }
	| { type: 'subStarted'; sub: SubCase }
	| { type: 'subEnded'; subId: string; status: 'closed' | 'failed' }
	| { type: 'rerouteProposed'; reroute: Reroute }
	| { type: 'rerouteSettled' }
	| { type: 'readOpened'; read: ReadTask }
	| { type: 'readDone'; readId: string; at: Date; remark: string | null }
	| { type: 'readWithdrawn'; readId: string; at: Date }
	| { type: 'statusChanged'; status: InstanceStatus; forced?: true };

/** The verb of a trail entry, named as in the routing table. */
export type TrailVerb =
	| 'start'
	| 'submit'
	| 'vote'
	| 'reject'
	| 'return'
	| 'transfer'
	| 'delegate'
	| 'answer'
	| 'addBefore'
	| 'addAfter'
	| 'addParallel'
	| 'addSplit'
	| 'reduce'
	| 'circulate'
	| 'ask'
	| 'read'
	| 'withdraw'
	| 'retract'
	| 'revoke'
	| 'reroute'
	| 'remind'
	| 'expire'
	| 'pause'
	| 'continue'
	| 'urge'
	| 'sub'
	| 'supervise'
	| 'terminate'
	| 'void'
	| 'resume'
	| 'forceEnd'
	| 'proxyRecord'
	| 'handover'
	| 'migrate'
	| 'number'
	| 'seal'
	| 'distribute'
	| 'archive'
	| 'edit'
	| 'restore';

/** One line of the record (全过程记录): append-only, never edited. */
export interface TrailEntry {
	seq: number;
	/** Id of the act that wrote it. */
	actId: string;
	verb: TrailVerb;
	actor: string;
	actorName: string;
	/** Unit and post the actor acted in, in words, as they were then. */
	actorUnit: string;
	actorPost: string;
	onBehalfOf: string | null;
	at: Date;
	nodeId: string | null;
	nodeName: string | null;
	opinionBox: string | null;
	opinion: string | null;
	/** The task acted on: an opinion counts only while its run was not returned or retracted. */
	taskId: string | null;
	/** To whom it went: uids and names as they were then. */
	to: { uid: string; name: string }[];
	/** What else the entry says, in words: target step of a return, number given, volume filed into. */
	note: string | null;
	/** Whether it is printed on the handling slip. */
	printed: boolean;
	events: FlowEvent[];
}

/** A task as the to-do centre reads it: `tasks/{id}`, flat and self-sufficient. */
export interface TaskRecord {
	id: string;
	instanceId: string;
	module: string;
	kind: 'handle' | 'read';
	assignee: string;
	status: 'open' | 'waiting' | 'done' | 'cancelled';
	/** How it ended, in the engine's word; null while open. */
	outcome: TaskStatus | ReadStatus | null;
	/** Who may act for the assignee (代办), besides the assignee. */
	proxies: string[];
	/** When the schedule has to look at the task next; null for never. */
	nextChaseAt: Date | null;
	/** How many rungs were climbed, and since when the clock stands. */
	rung: number;
	pausedAt: Date | null;
	title: string;
	number: string | null;
	urgency: string | null;
	flowId: string;
	flowName: string;
	stepId: string;
	stepName: string;
	submitLabel: string;
	batch: boolean;
	initiator: string;
	initiatorName: string;
	fromName: string;
	fromUnitName: string;
	openedAt: Date;
	dueAt: Date | null;
	closedAt: Date | null;
	firstReadAt: Date | null;
	urged: number;
	attachments: number;
	link: string;
}

/** `opinionDrafts/{taskId}_{uid}`: words put aside for a task (暂存), written and read by their author alone. */
export interface OpinionDraft {
	uid: string;
	taskId: string;
	instanceId: string;
	text: string;
	savedAt: Date;
}

/** An instance as lists read it: `instances/{id}`. */
export interface InstanceRecord {
	id: string;
	module: string;
	title: string;
	number: string | null;
	urgency: string | null;
	flowId: string;
	flowVersion: number;
	flowName: string;
	initiator: string;
	initiatorName: string;
	unitId: string;
	unitName: string;
	status: InstanceStatus;
	/** Whether it came back to the initiator for rework (退改). */
	rework: boolean;
	/** When the whole case is due; null without a limit. */
	dueAt: Date | null;
	/** When the schedule has to look at the limit of the case next; null or absent for never. */
	nextChaseAt?: Date | null;
	/** The case that started this one (子流程, 分发), or null. */
	parent: { instanceId: string; subId: string; wait: boolean } | null;
	/** Flows this case came out of, outermost first: none of them may be started again inside it. */
	ancestors: string[];
	/** Open steps in words with the names of those who hold them. */
	current: { nodeId: string; name: string; names: string[] }[];
	readers: string[];
	state: FlowState;
	version: number;
	createdAt: Date;
	updatedAt: Date;
	closedAt: Date | null;
	link: string;
}
