import type { FlowCommand } from '@wenshu/domain/flow/command.ts';
import { act, type ActOutcome } from '../platform/act.svelte.ts';
import { defineMessages } from '../platform/messages.ts';

const m = defineMessages({
	submit: ['办理：{title}', 'Handle: {title}'],
	return: ['退回：{title}', 'Return: {title}'],
	transfer: ['转办：{title}', 'Pass on: {title}'],
	delegate: ['委派：{title}', 'Ask for advice: {title}'],
	addBefore: ['前加签：{title}', 'Add before: {title}'],
	addAfter: ['后加签：{title}', 'Add after: {title}'],
	addParallel: ['并加签：{title}', 'Add beside: {title}'],
	addBranch: ['加分支：{title}', 'Add a branch: {title}'],
	reduce: ['减签：{title}', 'Take off: {title}'],
	circulate: ['传阅：{title}', 'Circulate: {title}'],
	ask: ['征求意见：{title}', 'Ask for comments: {title}'],
	read: ['已阅：{title}', 'Read: {title}'],
	withdraw: ['撤回传阅：{title}', 'Withdraw: {title}'],
	retract: ['收回：{title}', 'Retract: {title}'],
	revoke: ['撤销：{title}', 'Revoke: {title}'],
	pause: ['挂起计时：{title}', 'Pause the clock: {title}'],
	continue: ['恢复计时：{title}', 'Resume the clock: {title}'],
	urge: ['催办：{title}', 'Urge: {title}'],
	terminate: ['终止：{title}', 'Terminate: {title}'],
	proxyRecord: ['代录：{title}', 'Record for: {title}'],
});

/** The case an act is about; the title names the act in the outbox. */
export interface Subject {
	id: string;
	title: string;
	/** Address of its page. */
	link: string;
}

/** How an act ended. */
export type Sent<R = Record<string, unknown>> = Promise<ActOutcome<R>>;

/** Verbs that people use on the page of a case. */
export type CaseVerb = keyof typeof m;
/** What a verb sends besides its name. */
export type CaseInput<V extends CaseVerb> = Omit<Extract<FlowCommand, { verb: V }>, 'verb'>;

/** Verbs that make no sense later: whether they are possible changes by the minute. */
const atOnce = new Set<CaseVerb>(['retract', 'revoke', 'terminate', 'withdraw', 'reduce']);

/** Asks the engine for a verb on a case. */
export function sendVerb<V extends CaseVerb>(on: Subject, verb: V, input: CaseInput<V>): Sent {
	const name: CaseVerb = verb;
	const title = m[name]({ title: on.title });
	return act(`flow/${verb}`, on.id, input, { title, queue: !atOnce.has(verb) });
}
