import type { Decision } from '@wenshu/domain/core/decision.ts';
import type { CaseFacts } from '@wenshu/domain/flow/records.ts';
import type { FlowOutcome } from '@wenshu/domain/flow/engine.ts';
import type { Duty, Flow, TaskNode } from '@wenshu/domain/flow/definition.ts';
import type { FlowState } from '@wenshu/domain/flow/model.ts';
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
}

/** What a kind of case (公文, later 用车, 请假 …) tells the engine and does when it moves. */
export interface Subject {
	module: string;
	facts(work: UnitOfWork, id: string): Promise<CaseFacts>;
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
	/** Permission that lets somebody supervise these cases. */
	supervisedBy: 'flow.monitor' | 'document.terminate';
}
