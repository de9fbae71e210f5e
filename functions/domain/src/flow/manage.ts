import { grant, refuse, type Decision } from '../core/decision.ts';
import type { FlowCommand } from './command.ts';
import { nodeOf, openTasks, pathBefore, regions, stepOf, tasksOf } from './graph.ts';
import { resolveHandlers } from './handlers.ts';
import type { FlowState, InstanceStatus, Reroute, Token } from './model.ts';
import { activePeople, endCase, forkNodes, leaveSub } from './onward.ts';
import { SYSTEM, wordsOf, type FlowOutcome, type Scene } from './scene.ts';

type Command<Verb extends FlowCommand['verb']> = Extract<FlowCommand, { verb: Verb }>;

/** A supervisor's reason on a case in one of these states. */
function managed(scene: Scene, reason: string, ...states: InstanceStatus[]): Decision<string> {
	if (!scene.context.manages) return refuse('flow/mayNotManage');
	if (!states.includes(scene.state.status))
		return refuse(states.includes('running') ? 'flow/notRunning' : 'flow/notEnded');
	const words = wordsOf(reason);
	return words === null ? refuse('flow/reasonMissing') : grant(words);
}

/** 终止 (routing 33): a supervisor, or the step's holder where it allows, ends the case; nothing is deleted. */
export function terminate(scene: Scene, command: Command<'terminate'>): Decision<FlowOutcome> {
	const { state, context } = scene;
	if (state.status !== 'running') return refuse('flow/notRunning');
	const isAllowed =
		context.supervises ||
		openTasks(state).some((task) => {
			const mine = scene.mine(task.id);
			return mine.ok && mine.value.node.verbs.includes('terminate');
		});
	if (!isAllowed) return refuse('flow/mayNotTerminate');
	const opinion = wordsOf(command.reason);
	if (opinion === null) return refuse('flow/reasonMissing');
	endCase(scene, 'terminated', `${scene.actorName}已终止流程`);
	return scene.outcome({ verb: 'terminate', opinion });
}

/** 作废 (routing 33): a closed case no longer counts; it is kept, and its number is never given again. */
export function makeVoid(scene: Scene, command: Command<'void'>): Decision<FlowOutcome> {
	const reason = managed(scene, command.reason, 'closed');
	if (!reason.ok) return reason;
	scene.emit({ type: 'statusChanged', status: 'voided' });
	return scene.outcome({ verb: 'void', opinion: reason.value });
}

/** 撤销 (routing 24): the initiator takes the case back altogether. */
export function revoke(scene: Scene, command: Command<'revoke'>): Decision<FlowOutcome> {
	const { state, context, flow } = scene;
	if (state.initiator !== context.actor) return refuse('flow/notInitiator');
	if (state.status !== 'running') return refuse('flow/notRunning');
	if (flow.revocable !== 'always' && !isUntouched(state)) return refuse('flow/cannotRevoke');
	const opinion = wordsOf(command.reason);
	if (opinion === null) return refuse('flow/reasonMissing');
	endCase(scene, 'revoked', `${scene.actorName}已撤销`);
	return scene.outcome({ verb: 'revoke', opinion });
}

/** Whether nobody but the initiator has acted; a step that was skipped has asked nobody. */
export function isUntouched(state: FlowState): boolean {
	return Object.values(state.tasks).every(
		(task) =>
			state.runs[task.runId]?.status === 'skipped' ||
			(task.assignee === state.initiator && task.actedBy === null) ||
			!['done', 'returned', 'transferred', 'automatic'].includes(task.status),
	);
}

/** 强制办结 (routing 35): the case is closed where it stands; what it is about stays as it is. */
export function forceEnd(scene: Scene, command: Command<'forceEnd'>): Decision<FlowOutcome> {
	const reason = managed(scene, command.reason, 'running');
	if (!reason.ok) return reason;
	endCase(scene, 'closed', `${scene.actorName}已强制办结`, true);
	return scene.outcome({ verb: 'forceEnd', opinion: reason.value });
}

/** 唤醒 (routing 34): an ended case goes on at a step outside all branches, unless it is filed already. */
export function resume(scene: Scene, command: Command<'resume'>): Decision<FlowOutcome> {
	const reason = managed(scene, command.reason, 'closed', 'terminated');
	if (!reason.ok) return reason;
	if (scene.context.dutiesDone.has('archive')) return refuse('flow/archived');
	const { toNodeId } = command;
	if (regions(scene.flow).of.get(toNodeId)?.length !== 0) return refuse('flow/rerouteInto');
	const people = peopleFor(scene, toNodeId, command.uids);
	if (!people.ok) return people;
	const runs = Object.values(scene.state.runs);
	const root = runs[0]?.tokenId ?? scene.context.newId();
	const last = runs.filter((run) => run.tokenId === root && run.status === 'done').at(-1);
	scene.emit({ type: 'tokensReset', token: { id: root, nodeId: toNodeId, forks: [] } });
	scene.emit({ type: 'statusChanged', status: 'running' });
	const node = stepOf(scene.flow, toNodeId);
	scene.open(node, people.value, { tokenId: root, fromRunId: last?.id ?? null, openedBy: null });
	return scene.outcome({
		verb: 'resume',
		opinion: reason.value,
		to: people.value,
		note: `恢复到${node.name}`,
	});
}

/** Who gets a step by a supervisor's hand: those named, or those its rule finds. */
function peopleFor(scene: Scene, nodeId: string, uids: readonly string[]): Decision<string[]> {
	const node = scene.flow.nodes.find((each) => each.id === nodeId);
	if (node?.kind !== 'task') return refuse('flow/chooseNext');
	if (uids.length > 0) return activePeople(scene, uids);
	const found = resolveHandlers(node, [], scene.state, scene.context);
	return found.ok && found.value.length === 0
		? refuse('flow/noHandler', { step: node.name })
		: found;
}

/** 跳转 (routing 25), first half: a supervisor proposes where the case shall go on. */
export function reroute(scene: Scene, command: Command<'reroute'>): Decision<FlowOutcome> {
	const reason = managed(scene, command.reason, 'running');
	if (!reason.ok) return reason;
	if (!scene.flow.reroutable) return refuse('flow/notReroutable');
	if (scene.state.reroute !== null) return refuse('flow/reroutePending');
	const { toNodeId } = command;
	const tokens = tokensOf(scene, command.tokenIds);
	const fits = leaving(scene, tokens, toNodeId);
	if (!fits.ok) return fits;
	const people = peopleFor(scene, toNodeId, command.uids);
	if (!people.ok) return people;
	const { actor: by, now: at } = scene.context;
	const proposal: Reroute = {
		id: scene.context.newId(),
		by,
		tokenIds: tokens.map(({ id }) => id),
		toNodeId,
		uids: people.value,
		reason: reason.value,
		at,
	};
	scene.emit({ type: 'rerouteProposed', reroute: proposal });
	return scene.outcome({
		verb: 'reroute',
		opinion: reason.value,
		note: `申请跳转到${scene.nameOf(toNodeId)}，待另一人确认`,
	});
}

/** 跳转, second half: somebody else confirms it, or either declines. */
export function settleReroute(
	scene: Scene,
	command: Command<'settleReroute'>,
): Decision<FlowOutcome> {
	const proposal = scene.state.reroute;
	if (!scene.context.manages) return refuse('flow/mayNotManage');
	if (proposal === null) return refuse('flow/noReroute');
	const opinion = wordsOf(command.words);
	const name = scene.nameOf(proposal.toNodeId);
	if (!command.accept) {
		scene.emit({ type: 'rerouteSettled' });
		return scene.outcome({ verb: 'reroute', opinion, note: `未同意跳转到${name}`, printed: false });
	}
	if (proposal.by === scene.context.actor) return refuse('flow/secondPerson');
	const tokens = tokensOf(scene, proposal.tokenIds);
	const fits = leaving(scene, tokens, proposal.toNodeId);
	if (!fits.ok || tokens.length !== proposal.tokenIds.length) return refuse('flow/rerouteStale');
	const people = activePeople(scene, proposal.uids);
	if (!people.ok) return people;
	scene.emit({ type: 'rerouteSettled' });
	move(scene, tokens, fits.value, proposal.toNodeId, people.value);
	return scene.outcome({ verb: 'reroute', opinion, to: people.value, note: `跳转到${name}` });
}

/** The tokens named; all where none are. */
function tokensOf({ state }: Scene, ids: readonly string[]): Token[] {
	const tokens = Object.values(state.tokens);
	return ids.length === 0 ? tokens : tokens.filter(({ id }) => ids.includes(id));
}

/**
 * Whether these tokens may go on at a step: one within its own branches, or all of a fork to before it. Answers
 * the fork that ends with it, or null.
 */
function leaving(scene: Scene, tokens: Token[], toNodeId: string): Decision<string | null> {
	const [first] = tokens;
	const target = regions(scene.flow).of.get(toNodeId);
	if (first === undefined || target === undefined) return refuse('flow/rerouteStale');
	const here = forkNodes(scene, first);
	if (here.join('/') === target.join('/'))
		return tokens.length === 1 ? grant(null) : refuse('flow/rerouteInto');
	const isAround = target.every((id, index) => here[index] === id);
	const out = first.forks[target.length];
	if (!isAround || out === undefined) return refuse('flow/rerouteInto');
	const inside = Object.values(scene.state.tokens).filter(({ forks }) => forks.includes(out));
	const isWhole = inside.length === tokens.length && tokens.every((each) => inside.includes(each));
	return isWhole ? grant(out) : refuse('flow/rerouteAllBranches');
}

function move(
	scene: Scene,
	tokens: Token[],
	out: string | null,
	nodeId: string,
	uids: string[],
): void {
	const node = stepOf(scene.flow, nodeId);
	const ids = new Set(tokens.map(({ id }) => id));
	const active = Object.values(scene.state.runs).find(
		(run) => run.status === 'active' && ids.has(run.tokenId),
	);
	scene.endRuns('cancelled', `已跳转到${node.name}`, ids);
	const fork = out === null ? undefined : scene.state.forks[out];
	const tokenId = fork?.tokenId ?? tokens[0]?.id ?? '';
	if (out !== null && fork !== undefined)
		scene.emit({
			type: 'forkUndone',
			forkRunId: out,
			survivor: { id: tokenId, nodeId, forks: fork.forks },
		});
	scene.emit({ type: 'tokenMoved', tokenId, nodeId });
	const fromRunId = (out === null ? active?.fromRunId : fork?.runId) ?? null;
	scene.open(node, uids, { tokenId, fromRunId, openedBy: null });
}

/** The other case has ended (routing 27): this one goes on, or follows the step's policy. */
export function subEnded(scene: Scene, command: Command<'subEnded'>): Decision<FlowOutcome> {
	if (scene.context.actor !== SYSTEM) return refuse('flow/onlySystem');
	const sub = scene.state.subs[command.subId];
	const run = scene.state.runs[sub?.runId ?? ''];
	if (sub?.status !== 'running' || run === undefined) return refuse('flow/noTask');
	const node = nodeOf(scene.flow, sub.nodeId);
	if (node.kind !== 'sub') throw new Error(`node ${node.id} starts no other flow`);
	scene.emit({ type: 'subEnded', subId: sub.id, status: command.closed ? 'closed' : 'failed' });
	const told = { verb: 'sub', nodeId: node.id, nodeName: node.name, printed: false } as const;
	const note = command.closed ? '子流程已办结' : '子流程未办结而结束';
	if (!sub.wait || run.status !== 'active') return scene.outcome({ ...told, note });
	if (!command.closed && node.onFailure === 'terminate') {
		endCase(scene, 'terminated', `${node.name}：${note}`);
		return scene.outcome({ ...told, note });
	}
	const before = pathBefore(scene.state, run).find(
		(each) =>
			each.tokenId === run.tokenId &&
			each.status === 'done' &&
			tasksOf(scene.state, each.id).length > 0,
	);
	if (!command.closed && node.onFailure === 'return' && before !== undefined) {
		const { directory } = scene.context;
		const people = tasksOf(scene.state, before.id)
			.filter((task) => task.status === 'done')
			.map((task) => task.assignee)
			.filter((uid) => directory.isActive(uid));
		const uids = people.length > 0 ? [...new Set(people)] : directory.administrators();
		scene.endRun(run, 'returned', null);
		const { tokenId } = run;
		scene.emit({ type: 'tokenMoved', tokenId, nodeId: before.nodeId });
		const origin = { tokenId, fromRunId: before.fromRunId, openedBy: null };
		scene.open(stepOf(scene.flow, before.nodeId), uids, origin);
		return scene.outcome({ ...told, to: uids, note });
	}
	const to = leaveSub(scene, node, run, {});
	return to.ok ? scene.outcome({ ...told, to: to.value, note }) : to;
}
