import type { FlowCommand, Turns } from '@wenshu/domain/flow/command.ts';
import type { Offers } from '@wenshu/domain/flow/offers.ts';

/** What the holder of a task may do in a trial, in the order of the list. */
export type TrialVerb =
	| 'submit'
	| 'disagree'
	| 'return'
	| 'transfer'
	| 'delegate'
	| 'addBefore'
	| 'addAfter'
	| 'addParallel'
	| 'circulate'
	| 'ask'
	| 'pause'
	| 'urge'
	| 'terminate';

/** What is filled in for an act. */
export interface TrialForm {
	taskId: string;
	edgeId: string | null;
	chosen: Record<string, string[]>;
	/** Free flow: a step, `end`, or empty for the way as drawn. */
	free: string;
	freeUids: string[];
	toNodeId: string;
	straightBack: boolean;
	uids: string[];
	turns: Turns;
	words: string;
}

/** The verbs that the engine offers. */
export function verbsOf(offered: Offers): TrialVerb[] {
	const may = (verb: TrialVerb, is: boolean): TrialVerb[] => (is ? [verb] : []);
	return [
		'submit',
		...may('disagree', offered.mayDisagree),
		...may('return', offered.returnTargets.length > 0),
		...(['transfer', 'delegate', 'addBefore', 'addAfter', 'addParallel'] as const).filter((verb) =>
			offered.verbs.has(verb),
		),
		...may('circulate', offered.canCirculate),
		...may('ask', offered.verbs.has('ask')),
		...may('pause', offered.verbs.has('pause')),
		...may('urge', offered.canUrge),
		...may('terminate', offered.canTerminate),
	];
}

/** Whether an act names people, and how many at most. */
export function peopleFor(verb: TrialVerb): number {
	if (verb === 'transfer' || verb === 'delegate') return 1;
	return ['addBefore', 'addAfter', 'addParallel', 'circulate', 'ask'].includes(verb) ? 20 : 0;
}

/** The command of an act as it was filled in. */
export function commandOf(verb: TrialVerb, form: TrialForm): FlowCommand {
	const { taskId, words, uids, turns, edgeId, chosen } = form;
	const [uid = ''] = uids;
	switch (verb) {
		case 'submit':
		case 'disagree':
			return {
				verb: 'submit',
				taskId,
				opinion: words,
				edgeId,
				chosen,
				verdict: verb === 'disagree' ? 'disagree' : 'agree',
				free:
					form.free === '' || verb === 'disagree'
						? undefined
						: form.free === 'end'
							? 'end'
							: { nodeId: form.free, uids: form.freeUids },
			};
		case 'return':
			return {
				verb,
				taskId,
				toNodeId: form.toNodeId,
				straightBack: form.straightBack,
				reason: words,
			};
		case 'transfer':
			return { verb, taskId, uid, opinion: words };
		case 'delegate':
			return { verb, taskId, uid, question: words };
		case 'addBefore':
			return { verb, taskId, uids, turns, words };
		case 'addAfter':
			return { verb, taskId, uids, turns, opinion: words };
		case 'addParallel':
			return { verb, taskId, uids, words };
		case 'circulate':
			return { verb, uids, remark: words };
		case 'ask':
			return { verb, uids, question: words };
		case 'pause':
			return { verb, taskId, cause: words };
		case 'urge':
			return { verb, message: words };
		case 'terminate':
			return { verb, reason: words };
	}
}
