import type { Decision } from '../core/decision.ts';
import type { FlowCommand } from './command.ts';
import type { FlowOutcome, Scene } from './scene.ts';
import { firstStep } from './graph.ts';

/** Begins an instance as a draft: the initiator holds the first step. */
export function start(
	scene: Scene,
	command: Extract<FlowCommand, { verb: 'start' }>,
): Decision<FlowOutcome> {
	const { actor } = scene.context;
	const node = firstStep(scene.flow);
	const tokenId = scene.context.newId();
	scene.emit({
		type: 'started',
		initiator: actor,
		unitId: command.unitId,
		tokenId,
		nodeId: node.id,
	});
	scene.open(node, [actor], { tokenId, fromRunId: null, openedBy: null });
	return scene.outcome({
		verb: 'start',
		nodeId: node.id,
		nodeName: node.name,
		to: [actor],
		printed: false,
	});
}
