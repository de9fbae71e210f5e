import type { Verdict } from './model.ts';

/** People chosen for each next step that asks for a choice, by node id. */
export type Chosen = Readonly<Record<string, readonly string[]>>;

/** Where a case goes on from a step that completes: the edge and people the sender chose. */
export interface Onward {
	edgeId: string | null;
	chosen: Chosen;
	/** Free flow: the next step and its people, or the end. */
	free?: { nodeId: string; uids: readonly string[] } | 'end' | undefined;
}

/** How people added together take turns. */
export type Turns = 'all' | 'queue' | 'any';

/** What a person, or the system, asks of the engine. Numbers are those of the routing table. */
export type FlowCommand =
	| { verb: 'start'; unitId: string }
	/** 1–5, 17, 26. Without a verdict it counts as agreement. */
	| ({ verb: 'submit'; taskId: string; opinion: string; verdict?: Verdict | undefined } & Onward)
	/** 12–16. */
	| { verb: 'return'; taskId: string; toNodeId: string; straightBack: boolean; reason: string }
	/** 7. */
	| { verb: 'addBranch'; forkRunId: string; nodeId: string; uids: readonly string[] }
	/** 8, 10. */
	| { verb: 'addBefore'; taskId: string; uids: readonly string[]; turns: Turns; words: string }
	| { verb: 'addParallel'; taskId: string; uids: readonly string[]; words: string }
	/** 9. My opinion is given with it. */
	| { verb: 'addAfter'; taskId: string; uids: readonly string[]; turns: Turns; opinion: string }
	/** 11. `taskId` is the added person's task. */
	| ({ verb: 'reduce'; taskId: string; reason: string } & Onward)
	/** 18, 19. */
	| { verb: 'transfer'; taskId: string; uid: string; opinion: string }
	| { verb: 'delegate'; taskId: string; uid: string; question: string }
	/** 21, 22, and the withdrawal of what is unread. */
	| { verb: 'circulate'; uids: readonly string[]; remark: string; as?: 'circulate' | 'distribute' }
	| { verb: 'ask'; uids: readonly string[]; question: string }
	| { verb: 'read'; readId: string; remark: string }
	| { verb: 'withdraw'; readId: string }
	/** 23, 24. */
	| { verb: 'retract'; taskId: string }
	| { verb: 'revoke'; reason: string }
	/** 25: proposed by one, confirmed or declined by another. */
	| {
			verb: 'reroute';
			tokenIds: readonly string[];
			toNodeId: string;
			uids: readonly string[];
			reason: string;
	  }
	| { verb: 'settleReroute'; accept: boolean; words: string }
	/** 27: told by the system when the other case ends. */
	| { verb: 'subEnded'; subId: string; closed: boolean }
	/** 28, 29: told by the system. `rung` counts the climbed rungs of the ladder from 1. */
	| { verb: 'remind'; taskId: string; rung: number; to: readonly string[] }
	| { verb: 'expire'; taskId: string }
	/** 28 for the limit of the whole case; `over` where it has passed. */
	| { verb: 'remindCase'; rung: number; to: readonly string[]; over: boolean }
	/** 30. */
	| { verb: 'pause'; taskId: string; cause: string }
	| { verb: 'continue'; taskId: string }
	/** 31. */
	| { verb: 'urge'; message: string }
	/** 33–35. */
	| { verb: 'terminate'; reason: string }
	| { verb: 'void'; reason: string }
	| { verb: 'resume'; toNodeId: string; uids: readonly string[]; reason: string }
	| { verb: 'forceEnd'; reason: string }
	/** 38: what a leader decided on paper; `scan` is the file it can be seen in. */
	| ({
			verb: 'proxyRecord';
			taskId: string;
			opinion: string;
			verdict?: Verdict | undefined;
			scan: string;
	  } & Onward)
	/** 39: all that `from` holds in this case goes to `to`. */
	| { verb: 'handover'; from: string; to: string };
