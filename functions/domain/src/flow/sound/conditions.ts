import { isNameable } from '../cel.ts';
import { checkCondition, neverTrue } from '../conditions.ts';
import type { Edge, Flow } from '../definition.ts';
import { edgesFrom } from '../graph.ts';
import { ofEdge, ofFlow, ofNode, type Unsoundness } from './finding.ts';

/** Whether conditions can be evaluated and met, and whether there is always a way to go. */
export function conditionFindings(flow: Flow): Unsoundness[] {
	const found: Unsoundness[] = [];
	for (const edge of flow.edges) {
		if (edge.when === null) continue;
		const problem = checkCondition(edge.when, flow.fields);
		if (problem !== null) {
			found.push(ofEdge(flow, edge, `：${problem}`));
			continue;
		}
		const never = neverTrue(edge.when, flow.fields);
		if (never !== null)
			found.push(ofEdge(flow, edge, `的条件永远不会成立：${never}请改正或删除。`));
	}
	for (const node of flow.nodes) {
		const out = edgesFrom(flow, node.id).filter((edge) => !edge.disagree);
		if (out.length > 0 && out.every((edge) => edge.when !== null) && !coversAll(flow, out))
			found.push(
				ofNode(
					node,
					node.kind === 'fork'
						? '的各支都带条件，条件都不成立时无路可走，请留一支不带条件。'
						: '的去向都带条件，条件都不成立时无路可走，请加一条不带条件的线。',
				),
			);
	}
	for (const field of flow.fields) {
		if (!isNameable(field.id))
			found.push(ofFlow(`字段“${field.label}”的编号 ${field.id} 不能用在条件里。`, 'warning'));
		if (field.type === 'choice' && field.options.length === 0)
			found.push(ofFlow(`字段“${field.label}”是选项，请列出可选的值。`));
	}
	return found;
}

/** Whether one of the conditions always holds: to miss them all is impossible. */
function coversAll(flow: Flow, edges: readonly Edge[]): boolean {
	const all = edges.map(({ when }) => `(${when ?? 'true'})`).join(' || ');
	return neverTrue(`!(${all})`, flow.fields) !== null;
}
