import type { Flow, TaskNode } from '../definition.ts';
import { edgesFrom, regions } from '../graph.ts';
import { ofNode, type Unsoundness } from './finding.ts';

/** Whether what a step says about itself fits together. */
export function stepFindings(flow: Flow): Unsoundness[] {
	const { of } = regions(flow);
	return flow.nodes
		.filter((node) => node.kind === 'task')
		.flatMap((node) => [
			...modeFindings(node),
			...verbFindings(flow, node, (of.get(node.id)?.length ?? 0) > 0),
			...disagreeFindings(flow, node),
			...timeFindings(flow, node),
			...fieldFindings(flow, node),
		]);
}

function modeFindings(node: TaskNode): Unsoundness[] {
	const { mode, vote, handler } = node;
	const found: Unsoundness[] = [];
	if (mode === 'vote' && vote === null) found.push(ofNode(node, '是票签，请设置通过条件。'));
	if (mode !== 'vote' && vote !== null)
		found.push(ofNode(node, '不是票签，通过条件不起作用。', 'warning'));
	if (handler.by === 'chosen') {
		if (handler.min > handler.max)
			found.push(ofNode(node, `最少选 ${handler.min} 人，却最多选 ${handler.max} 人，请改正。`));
		if (mode === 'single' && handler.min > 1)
			found.push(ofNode(node, '是单人办理，不能要求选择多人，请改成会签、串签等方式。'));
		else if (mode === 'single' && handler.max > 1)
			found.push(ofNode(node, '是单人办理，只会选择一人。', 'warning'));
	}
	const most = mostVotes(node);
	if (mode === 'vote' && vote?.pass.by === 'count' && most !== null && vote.pass.count > most)
		found.push(ofNode(node, `要 ${vote.pass.count} 票才通过，但最多只有 ${most} 票，请改正。`));
	return found;
}

/** The most votes that can be given where the rule itself says how many people there are. */
function mostVotes({ handler, vote }: TaskNode): number | null {
	if (handler.by === 'person')
		return handler.uids.reduce((sum, uid) => sum + (vote?.weights[uid] ?? 1), 0);
	const weighted = Object.keys(vote?.weights ?? {}).length > 0;
	return handler.by === 'chosen' && !weighted ? handler.max : null;
}

/** Whether a fork follows a step, with nobody asked in between: who submits the step may add branches to it. */
function sendsIntoFork(flow: Flow, id: string): boolean {
	const seen = new Set([id]);
	for (const each of seen)
		for (const { to } of edgesFrom(flow, each)) {
			const node = flow.nodes.find((other) => other.id === to);
			if (node?.kind === 'fork') return true;
			const isPassed =
				node?.kind === 'task'
					? node.samePerson === 'skip' || node.nobody === 'skip'
					: node?.kind === 'gate' || node?.kind === 'join';
			if (isPassed) seen.add(to);
		}
	return false;
}

function verbFindings(flow: Flow, node: TaskNode, inFork: boolean): Unsoundness[] {
	const found: Unsoundness[] = [];
	const { verbs, mode } = node;
	if (verbs.includes('addParallel') && mode !== 'all' && mode !== 'any')
		found.push(ofNode(node, '只有会签和或签可以并加签，请去掉“并加签”或更改办理方式。'));
	if (verbs.includes('addBranch') && !sendsIntoFork(flow, node.id))
		found.push(
			ofNode(node, '后面不是并行分支，“加分支”不起作用：请在送入并行分支的环节上允许。', 'warning'),
		);
	if (!inFork && verbs.includes('returnOut'))
		found.push(ofNode(node, '不在分支里，“退回到分支之前”不起作用。', 'warning'));
	if (verbs.includes('returnOut') && !verbs.includes('return'))
		found.push(ofNode(node, '允许退回到分支之前，但不允许退回，请一并允许退回。', 'warning'));
	return found;
}

function disagreeFindings(flow: Flow, node: TaskNode): Unsoundness[] {
	const count = edgesFrom(flow, node.id).filter((edge) => edge.disagree).length;
	if (node.disagree === 'route' && count === 0)
		return [ofNode(node, '不同意时按连线走，但没有“不同意”的连线，请加上一条。')];
	if (node.disagree === 'route' && count > 1) return [ofNode(node, '只能有一条“不同意”的连线。')];
	return node.disagree !== 'route' && count > 0
		? [ofNode(node, '有“不同意”的连线，但没有设置不同意时按连线走，请改正。')]
		: [];
}

function timeFindings(flow: Flow, node: TaskNode): Unsoundness[] {
	const found: Unsoundness[] = [];
	if (node.onExpire !== 'remind' && node.due === null)
		found.push(ofNode(node, '没有办理时限，超时处理不起作用。', 'warning'));
	if ((node.chase?.length ?? 0) > 0 && node.due === null)
		found.push(ofNode(node, '没有办理时限，催办阶梯不起作用。', 'warning'));
	if (node.onExpire === 'submit') {
		const several = node.mode === 'all' || node.mode === 'queue' || node.mode === 'vote';
		if (node.personal) found.push(ofNode(node, '必须本人办理，不能超时自动提交。'));
		if (node.effect === 'sign') found.push(ofNode(node, '是签发环节，不能超时自动提交。'));
		if (several) found.push(ofNode(node, '由多人共同办理，不能超时自动提交。'));
		if (node.duties.length > 0 || node.opinion === 'required')
			found.push(ofNode(node, '有必须完成的事项或必填意见，不能超时自动提交。'));
	}
	const isFirst = flow.nodes.some(
		({ id, kind }) => kind === 'start' && edgesFrom(flow, id).some(({ to }) => to === node.id),
	);
	if (node.onExpire === 'return' && isFirst)
		found.push(ofNode(node, '是第一个环节，超时无处可退，请改为提醒。'));
	return found;
}

function fieldFindings(flow: Flow, node: TaskNode): Unsoundness[] {
	const ids = new Set(flow.fields.map(({ id }) => id));
	return Object.keys(node.fields)
		.filter((id) => !ids.has(id))
		.map((id) => ofNode(node, `给字段 ${id} 设了权限，但没有声明这个字段，请声明或去掉。`));
}
