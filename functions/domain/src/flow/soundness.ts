import type { Flow } from './definition.ts';
import { conditionFindings } from './sound/conditions.ts';
import type { FlowWorld, Unsoundness } from './sound/finding.ts';
import { forkFindings } from './sound/forks.ts';
import { handlerFindings } from './sound/handlers.ts';
import { basicFindings, pathFindings } from './sound/paths.ts';
import { stepFindings } from './sound/steps.ts';
import { subFindings } from './sound/subs.ts';
import { worldFindings } from './sound/world.ts';

export type { FlowWorld, Unsoundness } from './sound/finding.ts';

/**
 * What is wrong with a definition, in words for the person who draws it. Errors keep it from being
 * published, warnings do not. An empty answer means sound. With a `world`, it is also asked whether the
 * people, posts, roles, units and flows exist that the definition names.
 */
export function unsoundness(flow: Flow, world?: FlowWorld): Unsoundness[] {
	const basic = basicFindings(flow);
	// Where ids are doubled or edges lead nowhere, there is no graph to look at.
	const graph = basic.some(({ severity }) => severity === 'error')
		? []
		: [...pathFindings(flow), ...forkFindings(flow)];
	return [
		...basic,
		...graph,
		...stepFindings(flow),
		...conditionFindings(flow),
		...handlerFindings(flow),
		...subFindings(flow, world?.flows),
		...(world === undefined ? [] : worldFindings(flow, world)),
	];
}

/** Whether nothing keeps a definition from being published. */
export function isSound(flow: Flow, world?: FlowWorld): boolean {
	return unsoundness(flow, world).every(({ severity }) => severity === 'warning');
}
