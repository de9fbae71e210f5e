import { grant, refuse, type Decision } from '../core/decision.ts';
import { addAfter, addBefore, addBranch, addParallel, reduce } from './add-signers.ts';
import type { FlowCommand } from './command.ts';
import type { Flow } from './definition.ts';
import {
	forceEnd,
	makeVoid,
	reroute,
	resume,
	revoke,
	settleReroute,
	subEnded,
	terminate,
} from './manage.ts';
import type { FlowState, InstanceStatus } from './model.ts';
import { delegate, handover, transfer } from './pass-on.ts';
import { ask, circulate, markRead, withdraw } from './reading.ts';
import { retract } from './retract.ts';
import { sendBack } from './return.ts';
import { Scene, type FlowContext, type FlowOutcome } from './scene.ts';
import { start } from './start.ts';
import { proxyRecord, submit } from './submit.ts';
import { expire, goOnCounting, pause, remind, remindCase, urge } from './timing.ts';

export type { FlowCommand } from './command.ts';
export type { FlowContext, FlowOutcome } from './scene.ts';

type Verb = FlowCommand['verb'];

/** How each verb of the routing table decides. */
const verbs: {
	[Each in Verb]: (
		scene: Scene,
		command: Extract<FlowCommand, { verb: Each }>,
	) => Decision<FlowOutcome>;
} = {
	start,
	submit,
	return: sendBack,
	addBranch,
	addBefore,
	addParallel,
	addAfter,
	reduce,
	transfer,
	delegate,
	circulate,
	ask,
	read: markRead,
	withdraw,
	retract,
	revoke,
	reroute,
	settleReroute,
	subEnded,
	remind,
	remindCase,
	expire,
	pause,
	continue: goOnCounting,
	urge,
	terminate,
	void: makeVoid,
	resume,
	forceEnd,
	proxyRecord,
	handover,
};

/** Verbs that need no running case: they decide themselves. */
const always = new Set<Verb>([
	'start',
	'circulate',
	'read',
	'withdraw',
	'void',
	'resume',
	'handover',
]);
/** What can be done with a draft besides. */
const withDraft = new Set<Verb>(['submit', 'transfer']);

const ended: Record<Exclude<InstanceStatus, 'draft' | 'running'>, string> = {
	closed: 'flow/closed',
	terminated: 'flow/terminated',
	revoked: 'flow/revoked',
	voided: 'flow/voided',
};

/**
 * The routing engine: decides one command against the state. Pure: the same arguments give the same
 * answer, and the events alone rebuild the state.
 */
export function decide(
	flow: Flow,
	state: FlowState,
	command: FlowCommand,
	context: FlowContext,
): Decision<FlowOutcome> {
	const possible = isPossible(command.verb, state.status);
	if (!possible.ok) return possible;
	const scene = new Scene(flow, state, context);
	const verb = verbs[command.verb] as (scene: Scene, command: FlowCommand) => Decision<FlowOutcome>;
	return verb(scene, command);
}

function isPossible(verb: Verb, status: InstanceStatus): Decision<true> {
	if (always.has(verb) || status === 'running') return grant(true);
	if (status === 'draft') return withDraft.has(verb) ? grant(true) : refuse('flow/notRunning');
	return refuse(ended[status]);
}
