import { describe, expect, it } from 'vitest';
import { openTasks } from './graph.ts';
import { attempt, drain, told } from './random-acts.test-support.ts';
import { aRandomFlow, Dice, people } from './random-flow.test-support.ts';
import { aDirectory, Play } from './testing.ts';

/** How many random flows are played, and how many acts are tried in each. */
const PLAYS = Number(process.env['WENSHU_PLAYS'] ?? 1000);
const ACTS = 60;

/** What must be true after every act, by the letters of the routing table. */
function check(play: Play): void {
	const { state } = play;
	const open = openTasks(state);
	const runs = Object.values(state.runs);
	const active = runs.filter(({ status }) => status === 'active');
	// (a) a running case has an open task
	if (state.status === 'running') expect(open.length).toBeGreaterThan(0);
	else if (state.status !== 'draft') expect(open).toEqual([]);
	// (b) what is open or waiting belongs to an active run
	for (const task of Object.values(state.tasks))
		if (task.status === 'open' || task.status === 'waiting')
			expect(state.runs[task.runId]?.status).toBe('active');
	// (c) nobody holds two open tasks of one run
	const held = open.map((task) => `${task.runId} ${task.assignee}`);
	expect(new Set(held).size).toBe(held.length);
	// (e) every token stands on one active run, and every open fork waits for tokens that exist
	if (state.status !== 'running') return;
	const inner = new Set(Object.values(state.forks).map(({ tokenId }) => tokenId));
	for (const token of Object.values(state.tokens))
		expect(active.filter(({ tokenId }) => tokenId === token.id)).toHaveLength(1);
	for (const run of active) expect(state.tokens[run.tokenId]).toBeDefined();
	expect(Object.keys(state.pendingJoins).sort()).toEqual(Object.keys(state.forks).sort());
	for (const [id, waiting] of Object.entries(state.pendingJoins)) {
		expect(waiting.length).toBeGreaterThan(0);
		for (const token of waiting)
			expect(state.tokens[token]?.forks.at(-1) === id || inner.has(token)).toBe(true);
	}
}

/** Plays one flow of one seed; throws with the seed where something does not hold. */
function playSeed(seed: number): { granted: Set<string>; refused: number; ended: boolean } {
	const dice = new Dice(seed);
	const play = new Play(aRandomFlow(dice), aDirectory({}, people));
	play.supervisors = new Set(['boss', 'chief']);
	play.recorders = new Set(['clerk']);
	play.fields = { amount: dice.roll(10) };
	play.start('ann');
	const opinions = new Map<string, string | null>();
	const granted = new Set<string>();
	let refused = 0;
	for (let count = 0; count < ACTS; count += 1) {
		const next = attempt(play, dice);
		if (next === null) continue;
		const before = play.state;
		if (play.try(next.actor, next.command) === null) granted.add(next.command.verb);
		else {
			refused += 1;
			expect(play.state).toBe(before);
		}
		check(play);
		// (h) no verb changes the opinion of somebody who has finished
		for (const task of Object.values(play.state.tasks)) {
			const isOver = task.status !== 'open' && task.status !== 'waiting';
			if (isOver && opinions.has(task.id)) expect(task.opinion).toBe(opinions.get(task.id));
			if (isOver) opinions.set(task.id, task.opinion);
			else opinions.delete(task.id);
		}
		// (i) who comes second with the same task is told so
		if (next.command.verb === 'submit' && play.state !== before) {
			const again = play.try(next.actor, next.command);
			expect(again).toMatch(/^flow\/(taskClosed|closed|terminated|notYours)$/);
		}
	}
	// (d) the trail alone rebuilds the state
	expect(play.replayed).toEqual(play.state);
	// (e) no join hangs: once everybody just hands in, the case comes to its end
	const ended = play.state.status !== 'running' || drain(play);
	if (!ended) throw new Error(`the case stands still\n${told(play)}`);
	check(play);
	return { granted, refused, ended };
}

describe('the nine invariants of routing', () => {
	it(`hold in ${PLAYS} random flows of ${ACTS} acts`, () => {
		const granted = new Set<string>();
		let [refused, seed] = [0, 0];
		try {
			for (seed = 1; seed <= PLAYS; seed += 1) {
				const played = playSeed(seed);
				for (const verb of played.granted) granted.add(verb);
				refused += played.refused;
			}
		} catch (error) {
			throw new Error(`seed ${seed}: ${(error as Error).message}`, { cause: error });
		}
		expect([...granted].sort()).toEqual(
			[
				...['addAfter', 'addBefore', 'addBranch', 'addParallel', 'ask', 'circulate', 'continue'],
				...['delegate', 'expire', 'forceEnd', 'handover', 'pause', 'proxyRecord', 'read', 'reduce'],
				...[
					'remind',
					'remindCase',
					'reroute',
					'resume',
					'retract',
					'return',
					'revoke',
					'settleReroute',
					'submit',
				],
				...['terminate', 'transfer', 'urge', 'void', 'withdraw'],
			].sort(),
		);
		expect(refused).toBeGreaterThan(PLAYS);
	}, 240_000);
});
