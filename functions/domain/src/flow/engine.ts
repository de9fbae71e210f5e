import { refuse, type Decision } from '../core/decision.ts';
import type { Flow } from './definition.ts';
import type { FlowState } from './model.ts';
import { circulate, markRead } from './reading.ts';
import { sendBack } from './return.ts';
import { retract } from './retract.ts';
import { Scene, type FlowCommand, type FlowContext, type FlowOutcome } from './scene.ts';
import { start } from './start.ts';
import { submit } from './submit.ts';
import { terminate, transfer, urge } from './verbs.ts';

export type { FlowCommand, FlowContext, FlowOutcome } from './scene.ts';

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
	const scene = new Scene(flow, state, context);
	if (command.verb !== 'start' && command.verb !== 'circulate' && command.verb !== 'read') {
		if (state.status === 'closed') return refuse('flow/closed');
		if (state.status === 'terminated') return refuse('flow/terminated');
	}
	switch (command.verb) {
		case 'start':
			return start(scene, command);
		case 'submit':
			return submit(scene, command);
		case 'return':
			return sendBack(scene, command);
		case 'transfer':
			return transfer(scene, command);
		case 'circulate':
			return circulate(scene, command);
		case 'read':
			return markRead(scene, command);
		case 'retract':
			return retract(scene, command);
		case 'urge':
			return urge(scene, command);
		case 'terminate':
			return terminate(scene, command);
	}
}
