import type { Flow } from '@wenshu/domain/flow/definition.ts';
import type { FlowHead } from '@wenshu/domain/flow/definition-store.ts';
import type { FlowWorld } from '@wenshu/domain/flow/soundness.ts';
import { modules } from '@wenshu/domain/modules/index.ts';
import { readDirectory } from '../organisation/directory.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';

/** What exists outside a definition: the organisation, the modules, and the flows it leads to. */
export async function readFlowWorld(work: UnitOfWork, flow: Flow): Promise<FlowWorld> {
	const ids = async (name: 'roles' | 'posts' | 'units') =>
		new Set((await work.query<{ id: string }>((db) => db.collection(name))).map(({ id }) => id));
	const [directory, roleIds, postIds, unitIds, flows] = await Promise.all([
		readDirectory(work),
		ids('roles'),
		ids('posts'),
		ids('units'),
		readSubFlows(work, flow),
	]);
	const known = new Set(['document', ...modules.map(({ id }) => id)]);
	return { directory, roleIds, postIds, unitIds, flows, modules: known };
}

/** Flows in force that this one can come to through sub-flows. */
async function readSubFlows(work: UnitOfWork, from: Flow): Promise<Map<string, Flow>> {
	const found = new Map<string, Flow>();
	const asked = new Set([from.id]);
	let wanted = subFlowIds(from);
	while (wanted.length > 0) {
		const next: string[] = [];
		for (const id of wanted.filter((each) => !asked.has(each))) {
			asked.add(id);
			const head = await work.get<FlowHead>(`flows/${id}`);
			const flow =
				head?.enabled === true
					? await work.get<Flow>(`flows/${id}/versions/${String(head.version)}`)
					: null;
			if (flow === null) continue;
			found.set(id, flow);
			next.push(...subFlowIds(flow));
		}
		wanted = next;
	}
	return found;
}

function subFlowIds(flow: Flow): string[] {
	return flow.nodes.flatMap((node) => (node.kind === 'sub' ? [node.flowId] : []));
}
