import type { Flow } from '@wenshu/domain/flow/definition.ts';
import type { Directory } from '@wenshu/domain/flow/directory.ts';
import type { FlowCommand } from '@wenshu/domain/flow/command.ts';
import { SYSTEM } from '@wenshu/domain/flow/scene.ts';
import { refusalSentence } from '../platform/send-act.ts';
import { actIn, holdersOf, newTrial, stateOf, undoAct, wait, type Trial } from './trial.ts';

/** A trial run on the page: the case so far, who acts now, and why the last act was refused. */
export class TrialRun {
	#trial = $state.raw<Trial | null>(null);
	#taskId = $state('');
	#refusal = $state('');

	readonly state = $derived(this.#trial ? stateOf(this.#trial) : null);
	readonly holders = $derived(this.#trial ? holdersOf(this.#trial) : []);
	/** The task that is acted on: the chosen one while it is open, else the first. */
	readonly held = $derived(
		this.holders.find(({ task }) => task.id === this.#taskId) ?? this.holders[0],
	);

	get trial(): Trial | null {
		return this.#trial;
	}
	get refusal(): string {
		return this.#refusal;
	}

	async begin(
		flow: Flow,
		directory: Directory,
		initiator: string,
		unitId: string,
		fields: Record<string, unknown>,
		dutiesDone: boolean,
	): Promise<boolean> {
		this.#trial = newTrial({ flow, directory, fields, dutiesDone, now: new Date() });
		const started = await this.act(initiator, { verb: 'start', unitId });
		if (!started) this.#trial = null;
		return started;
	}
	choose(taskId: string): void {
		this.#taskId = taskId;
		this.#refusal = '';
	}
	/** Lets somebody act; a refusal is kept as its sentence. */
	async act(actor: string, command: FlowCommand): Promise<boolean> {
		if (!this.#trial) return false;
		const acted = actIn(this.#trial, actor, command);
		this.#refusal = acted.ok ? '' : await refusalSentence(acted.code, acted.detail);
		if (acted.ok) this.#trial = acted.value;
		return acted.ok;
	}
	system(command: FlowCommand): Promise<boolean> {
		return this.act(SYSTEM, command);
	}
	/** Takes the last act back; taking back the start ends the trial. */
	undo(): void {
		if (!this.#trial) return;
		this.#refusal = '';
		const before = undoAct(this.#trial);
		this.#trial = before.acts.length === 0 ? null : before;
	}
	wait(hours: number): void {
		if (this.#trial) this.#trial = wait(this.#trial, hours);
	}
	stop(): void {
		this.#trial = null;
		this.#refusal = '';
	}
}
