import type { Decision } from '@wenshu/domain/core/decision.ts';
import type { Duty, Flow, TaskNode } from '@wenshu/domain/flow/definition.ts';
import type { FlowOutcome } from '@wenshu/domain/flow/engine.ts';
import type { FlowState } from '@wenshu/domain/flow/model.ts';
import type { CaseFacts } from '@wenshu/domain/flow/records.ts';
import type { Actor } from '../platform/act.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';

/** One move of a case, as its subject sees it. */
export interface Move {
	flow: Flow;
	before: FlowState;
	outcome: FlowOutcome;
	actor: Actor;
	now: Date;
	/** Everybody who may read the case after the move. */
	readers: string[];
	/** Who may act now for somebody in this flow. */
	proxiesOf: (uid: string) => string[];
	nameOf: (uid: string) => string;
}

/** What another case hands to one that it starts (子流程). */
export interface Begin {
	id: string;
	flow: Flow;
	title: string;
	fields: Record<string, unknown>;
	initiator: string;
	initiatorName: string;
	unitId: string;
	now: Date;
}

/** Who reads and writes a case from now on, although nothing moved: a delegation began or ended. */
export interface Sharing {
	flow: Flow;
	state: FlowState;
	readers: string[];
	proxiesOf: (uid: string) => string[];
	now: Date;
	by: { by: string; byName: string };
	/** Names the change, so that it is noted once. */
	id: string;
}

/** What a kind of case (公文, 通用审批 …) tells the engine and does when it moves. */
export interface Subject {
	facts(work: UnitOfWork, id: string): Promise<CaseFacts>;
	/** Values that conditions and rules of handlers may name. */
	fields(work: UnitOfWork, id: string): Promise<Record<string, unknown>>;
	dutiesDone(work: UnitOfWork, id: string): Promise<Set<Duty>>;
	/** May the holder submit or return this step now, as far as the subject is concerned? */
	guard(
		work: UnitOfWork,
		id: string,
		verb: 'submit' | 'return',
		node: TaskNode,
	): Promise<Decision<true>>;
	/** Writes what the move means for the subject. */
	moved(work: UnitOfWork, id: string, move: Move): Promise<void>;
	/** Those who read it because they write it together, besides whoever holds its tasks. */
	authors(work: UnitOfWork, id: string): Promise<string[]>;
	/** Lets others read and write than before. */
	shared(work: UnitOfWork, id: string, sharing: Sharing): Promise<void>;
	/** Begins a subject that another case starts; refuses where such a thing cannot begin by itself. */
	begin(work: UnitOfWork, begin: Begin): Promise<Decision<true>>;
	/** Takes fields that a sub-flow gives back. */
	takeFields(
		work: UnitOfWork,
		id: string,
		fields: Record<string, unknown>,
		holding: Pick<Sharing, 'flow' | 'state'>,
	): Promise<void>;
	/** Permission that lets somebody supervise these cases. */
	supervisedBy: 'flow.monitor' | 'document.terminate';
	/** Permission that lets somebody read all of them. */
	readAll: 'flow.monitor' | 'document.readAll';
}
