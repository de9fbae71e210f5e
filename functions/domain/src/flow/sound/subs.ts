import type { Flow, SubNode } from '../definition.ts';
import { ofNode, type Unsoundness } from './finding.ts';

/** Whether sub-flows exist, hand over fields that exist, and never lead back into this flow. */
export function subFindings(flow: Flow, flows?: ReadonlyMap<string, Flow>): Unsoundness[] {
	return flow.nodes
		.filter((node) => node.kind === 'sub')
		.flatMap((node) => {
			if (node.flowId === flow.id) return [ofNode(node, '不能以本流程作为子流程，请另选。')];
			const own = unknownFields(node, flow, [
				...Object.keys(node.fieldsIn),
				...Object.values(node.fieldsOut),
			]);
			if (flows === undefined) return own;
			const other = flows.get(node.flowId);
			if (other === undefined)
				return [...own, ofNode(node, `的子流程 ${node.flowId} 不存在或未启用，请另选。`)];
			const theirs = unknownFields(node, other, [
				...Object.values(node.fieldsIn),
				...Object.keys(node.fieldsOut),
			]);
			const loop = leadsTo(other, flow.id, flows, new Set());
			return loop
				? [...own, ...theirs, ofNode(node, `的子流程“${other.name}”又会走回本流程，请另选。`)]
				: [...own, ...theirs];
		});
}

function unknownFields(node: SubNode, flow: Flow, ids: readonly string[]): Unsoundness[] {
	const known = new Set(flow.fields.map(({ id }) => id));
	return ids
		.filter((id) => !known.has(id))
		.map((id) => ofNode(node, `要传递字段 ${id}，但“${flow.name}”没有这个字段，请改正。`));
}

function leadsTo(
	flow: Flow,
	target: string,
	flows: ReadonlyMap<string, Flow>,
	seen: Set<string>,
): boolean {
	if (seen.has(flow.id)) return false;
	seen.add(flow.id);
	return flow.nodes.some((node) => {
		if (node.kind !== 'sub') return false;
		if (node.flowId === target) return true;
		const next = flows.get(node.flowId);
		return next !== undefined && leadsTo(next, target, flows, seen);
	});
}
