import type { Flow, TaskNode } from '../definition.ts';
import { ofFlow, ofNode, type FlowWorld, type Unsoundness } from './finding.ts';

/** Whether what the definition names exists, and somebody is there for every step. */
export function worldFindings(flow: Flow, world: FlowWorld): Unsoundness[] {
	const form =
		world.modules.has(flow.module) || flow.fields.length > 0
			? []
			: [ofFlow(`业务“${flow.module}”没有表单，办理时看不到内容；请选择业务，或声明字段。`)];
	const steps = flow.nodes.filter((node) => node.kind === 'task');
	return [...form, ...steps.flatMap((node) => peopleFindings(node, world))];
}

function peopleFindings(node: TaskNode, world: FlowWorld): Unsoundness[] {
	const { handler } = node;
	const { directory } = world;
	switch (handler.by) {
		case 'initiator':
		case 'sameAs':
		case 'field':
		case 'superior':
			return fallbackFindings(node, world);
		case 'person': {
			const gone = handler.uids.filter((uid) => !directory.isActive(uid));
			const names = gone.map((uid) => directory.nameOf(uid)).join('、');
			if (gone.length === handler.uids.length)
				return [
					nobodyLeft(node, `指定的办理人（${names}）都已离开`),
					...fallbackFindings(node, world),
				];
			return gone.length > 0
				? [ofNode(node, `指定的办理人中，${names}已离开，请更换。`, 'warning')]
				: [];
		}
		case 'post':
			return (
				missing(node, '岗位', handler.postIds, world.postIds) ??
				empty(node, '岗位', directory.holdersOfPosts(handler.postIds), world)
			);
		case 'role':
			return (
				missing(node, '角色', [handler.roleId], world.roleIds) ??
				empty(node, '角色', directory.holdersOfRole(handler.roleId), world)
			);
		case 'unitRole': {
			const { roleId, unitId } = handler;
			return (
				missing(node, '角色', [roleId], world.roleIds) ??
				missing(node, '机构', named(unitId), world.unitIds) ??
				empty(node, '角色', directory.holdersOfRole(roleId, unitId ?? undefined), world)
			);
		}
		case 'unitHead':
			return handler.unitId === null
				? fallbackFindings(node, world)
				: (missing(node, '机构', named(handler.unitId), world.unitIds) ??
						empty(node, '机构负责人', directory.headsOfUnit(handler.unitId), world));
		case 'overseer':
			return handler.unitId === null
				? fallbackFindings(node, world)
				: (missing(node, '机构', named(handler.unitId), world.unitIds) ??
						empty(node, '分管领导', directory.overseersOf(handler.unitId), world));
		case 'chosen': {
			const { fromRoleId, min } = handler;
			const candidates =
				fromRoleId === null ? directory.everybody() : directory.holdersOfRole(fromRoleId);
			const unknown = missing(node, '角色', named(fromRoleId), world.roleIds);
			if (unknown !== null || candidates.length === 0)
				return unknown ?? empty(node, '候选人', candidates, world);
			return candidates.length < min
				? [ofNode(node, `最少要选 ${min} 人，但候选人只有 ${candidates.length} 位，请改正。`)]
				: [];
		}
	}
}

const named = (id: string | null): string[] => (id === null ? [] : [id]);

/** What does not exist; null where everything does. */
function missing(
	node: TaskNode,
	kind: string,
	ids: readonly string[],
	known: ReadonlySet<string>,
): Unsoundness[] | null {
	const found = ids
		.filter((id) => !known.has(id))
		.map((id) => ofNode(node, `的办理人用到${kind} ${id}，它不存在，请另选。`));
	return found.length > 0 ? found : null;
}

function empty(
	node: TaskNode,
	kind: string,
	holders: readonly string[],
	world: FlowWorld,
): Unsoundness[] {
	return holders.length > 0
		? []
		: [nobodyLeft(node, `的${kind}目前没有人`), ...fallbackFindings(node, world)];
}

/** An error where the case would be refused, a warning where the step says what happens then. */
function nobodyLeft(node: TaskNode, what: string): Unsoundness {
	return ofNode(
		node,
		`${what}，请另选办理人，或设置找不到人时怎么办。`,
		node.nobody === 'refuse' ? 'error' : 'warning',
	);
}

function fallbackFindings(node: TaskNode, { directory }: FlowWorld): Unsoundness[] {
	return node.nobody === 'admin' && directory.administrators().length === 0
		? [ofNode(node, '找不到人时交管理员，但没有人能做流程监控，请先指定。')]
		: [];
}
