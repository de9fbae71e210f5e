import type { Duty } from '@wenshu/domain/flow/definition.ts';
import type { InstanceStatus, TrailVerb } from '@wenshu/domain/flow/model.ts';
import { say, type Pair } from '../platform/messages.ts';

/** Colour of a badge: what it says beside its words. */
export type Tone = 'plain' | 'brand' | 'ok' | 'warn' | 'seal';

const statuses: Record<InstanceStatus, readonly [Pair, Tone]> = {
	draft: [['草稿', 'Draft'], 'plain'],
	running: [['办理中', 'In progress'], 'brand'],
	closed: [['已办结', 'Closed'], 'ok'],
	terminated: [['已终止', 'Terminated'], 'warn'],
	revoked: [['已撤销', 'Revoked'], 'warn'],
	voided: [['已作废', 'Void'], 'warn'],
};

/** The state of a case in words. */
export function caseLabel(status: InstanceStatus): string {
	return say(statuses[status][0]);
}

/** The colour that goes with the state of a case. */
export function caseTone(status: InstanceStatus): Tone {
	return statuses[status][1];
}

const verbs: Record<TrailVerb, Pair> = {
	start: ['起草', 'Drafted'],
	submit: ['提交', 'Submitted'],
	vote: ['表决同意', 'Voted for'],
	reject: ['不同意', 'Disagreed'],
	return: ['退回', 'Returned'],
	transfer: ['转办', 'Passed on'],
	delegate: ['委派', 'Asked for advice'],
	answer: ['答复', 'Answered'],
	addBefore: ['前加签', 'Added before'],
	addAfter: ['后加签', 'Added after'],
	addParallel: ['并加签', 'Added beside'],
	addSplit: ['加分支', 'Added a branch'],
	reduce: ['减签', 'Took off'],
	ask: ['征求意见', 'Asked for comments'],
	withdraw: ['撤回传阅', 'Withdrew from reading'],
	revoke: ['撤销', 'Revoked'],
	reroute: ['跳转', 'Rerouted'],
	remind: ['自动催办', 'Reminded'],
	expire: ['超期', 'Overdue'],
	pause: ['挂起计时', 'Paused the clock'],
	continue: ['恢复计时', 'Resumed the clock'],
	sub: ['子流程', 'Sub-flow'],
	supervise: ['督办', 'Supervised'],
	void: ['作废', 'Voided'],
	resume: ['恢复办理', 'Resumed'],
	forceEnd: ['强制办结', 'Closed by force'],
	proxyRecord: ['代录', 'Recorded for'],
	handover: ['移交', 'Handed over'],
	migrate: ['更换流程版本', 'Moved to another version'],
	circulate: ['传阅', 'Circulated'],
	read: ['阅', 'Read'],
	retract: ['收回', 'Retracted'],
	urge: ['催办', 'Urged'],
	terminate: ['终止', 'Terminated'],
	number: ['编号', 'Numbered'],
	seal: ['盖章', 'Sealed'],
	distribute: ['分发', 'Distributed'],
	archive: ['归档', 'Archived'],
	edit: ['修改要素', 'Changed elements'],
	restore: ['恢复', 'Restored'],
};

/** What somebody did, in words. */
export function verbLabel(verb: TrailVerb): string {
	return say(verbs[verb]);
}

/** Hand-overs of a text that are no verb of its case: a proxy came or went. */
const handOvers: Record<string, Pair> = { delegation: ['委托代办', 'Delegated'], ...verbs };

/** What was done, as a hand-over of the text names it. */
export function trailVerb(verb: string): string {
	const words = Object.hasOwn(handOvers, verb) ? handOvers[verb] : undefined;
	return words === undefined ? verb : say(words);
}

const duties: Record<Duty, Pair> = {
	number: ['编号', 'Number'],
	seal: ['盖章', 'Seal'],
	distribute: ['分发', 'Distribute'],
	archive: ['归档', 'Archive'],
};

/** A duty of a step in words. */
export function dutyLabel(duty: Duty): string {
	return say(duties[duty]);
}
