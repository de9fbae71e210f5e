import type { TrailVerb } from '@wenshu/domain/flow/model.ts';
import { actName } from '../organisation/journal-words.ts';
import { say, type Pair } from '../platform/messages.ts';

/** One thing done in another's name, as `deputyActs` keeps it. */
export interface DeputyAct {
	id: string;
	principal: string;
	principalName: string;
	proxy: string;
	proxyName: string;
	title: string;
	number: string | null;
	flowName: string;
	stepName: string | null;
	verb: TrailVerb;
	opinion: string | null;
	at: Date;
	link: string;
}

/** Verbs of the trail that are no act of that name. */
const verbs: Partial<Record<TrailVerb, Pair>> = {
	start: ['起草', 'Drafted'],
	remind: ['自动催办', 'Reminded'],
	expire: ['超期处理', 'Overdue'],
	sub: ['子流程', 'Sub-flow'],
	supervise: ['督办', 'Supervised'],
	restore: ['恢复版本', 'Restored'],
	vote: ['表决', 'Voted'],
	reject: ['不同意', 'Disagreed'],
	answer: ['答复', 'Answered'],
	addSplit: ['加分支', 'Added a branch'],
	number: ['编号', 'Numbered'],
	seal: ['盖章', 'Sealed'],
	distribute: ['分发', 'Distributed'],
	archive: ['归档', 'Archived'],
	edit: ['修改', 'Changed'],
};

/** What was done, in words. */
export function deedName(verb: TrailVerb): string {
	const pair = verbs[verb];
	return pair ? say(pair) : actName(`flow/${verb}`);
}
