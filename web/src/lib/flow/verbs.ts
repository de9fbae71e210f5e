import AlarmClock from '@lucide/svelte/icons/alarm-clock';
import AlarmClockOff from '@lucide/svelte/icons/alarm-clock-off';
import Ban from '@lucide/svelte/icons/ban';
import BellRing from '@lucide/svelte/icons/bell-ring';
import CircleStop from '@lucide/svelte/icons/circle-stop';
import CornerUpLeft from '@lucide/svelte/icons/corner-up-left';
import Eraser from '@lucide/svelte/icons/eraser';
import FilePen from '@lucide/svelte/icons/file-pen-line';
import Forward from '@lucide/svelte/icons/forward';
import GitBranch from '@lucide/svelte/icons/git-branch-plus';
import MessageCircle from '@lucide/svelte/icons/message-circle-question-mark';
import MessagesSquare from '@lucide/svelte/icons/messages-square';
import Undo from '@lucide/svelte/icons/undo-2';
import UserMinus from '@lucide/svelte/icons/user-minus';
import UserPlus from '@lucide/svelte/icons/user-plus';
import Users from '@lucide/svelte/icons/users';
import X from '@lucide/svelte/icons/x';
import type { Component } from 'svelte';
import { defineMessages } from '../platform/messages.ts';
import type { CaseOffers, CaseView } from './case-view.svelte.ts';

const m = defineMessages({
	moves: ['流转', 'Moving the case'],
	talk: ['沟通', 'Talking'],
	clock: ['时限', 'Time'],
	ends: ['收回与终止', 'Taking back and ending'],
	return: ['退回', 'Return'],
	returnNote: ['退到前面的环节修改', 'Back to an earlier step'],
	disagree: ['不同意', 'Disagree'],
	disagreeNote: ['须写明理由', 'A reason is asked for'],
	transfer: ['转办', 'Pass on'],
	transferNote: ['由他人代替我办理', 'Somebody else handles it instead of me'],
	addSigners: ['加签', 'Add signers'],
	addSignersNote: ['再请他人先办、后办或一起办', 'Others before, after or beside me'],
	reduce: ['减签', 'Take off'],
	reduceNote: ['取消尚未办理的加签', 'Added people who have not acted'],
	addBranch: ['加分支', 'Add a branch'],
	addBranchNote: ['在并行办理中再送一路', 'One more beside the open branches'],
	record: ['代录', 'Record for'],
	recordNote: ['录入领导在纸上的签批', 'What a leader decided on paper'],
	delegate: ['委派', 'Ask for advice'],
	delegateNote: ['请一人答复后再由我办理', 'One person answers, then I go on'],
	ask: ['征求意见', 'Ask for comments'],
	askNote: ['不影响当前环节', 'The step itself does not wait'],
	circulate: ['传阅', 'Circulate'],
	circulateNote: ['送人阅知，不影响办理', 'To be read; the case does not move'],
	withdraw: ['撤回传阅', 'Withdraw from reading'],
	withdrawNote: ['撤回对方未阅的', 'What nobody has read yet'],
	urge: ['催办', 'Urge'],
	pause: ['挂起计时', 'Pause the clock'],
	pauseNote: ['因故等待期间不计时限', 'While something has to be waited for'],
	continue: ['恢复计时', 'Resume the clock'],
	retract: ['收回', 'Retract'],
	retractNote: ['下一环节尚未办理', 'The next step has not acted'],
	revoke: ['撤销', 'Revoke'],
	revokeNote: ['撤销我发起的事项', 'What I began'],
	terminate: ['终止流程', 'Terminate'],
});

/** The dialogs that move a case; at most one is open. */
export type FlowDialog =
	| 'return'
	| 'disagree'
	| 'transfer'
	| 'addSigners'
	| 'reduce'
	| 'addBranch'
	| 'record'
	| 'delegate'
	| 'ask'
	| 'circulate'
	| 'withdraw'
	| 'urge'
	| 'pause'
	| 'continue'
	| 'retract'
	| 'revoke'
	| 'terminate';

/** One thing a person may do here besides the main verb; drawn as button, menu line or icon alike. */
export interface Verb<Dialog extends string = FlowDialog> {
	label: string;
	icon: Component<{ class?: string }>;
	tone?: 'danger';
	/** What it does, in a few words. */
	note?: string;
	/** What it opens: a dialog, or another page. */
	dialog?: Dialog;
	href?: string;
	/** Heading of its group in the menu. */
	section?: string;
}

type Found = (Verb | false)[];

/** Verbs that move the case, in the order of the menu. */
export function movingVerbs({ offers, about }: CaseView): Verb[] {
	if (!offers) return [];
	return [
		...group(m.moves, moves(offers, about?.holds === true)),
		...group(m.talk, talk(offers)),
		...group(m.clock, clock(offers)),
		...group(m.ends, endings(offers)),
	];
}

function group(section: string, found: Found): Verb[] {
	return found.filter((verb) => verb !== false).map((verb) => ({ ...verb, section }));
}

function moves(offers: CaseOffers, holds: boolean): Found {
	const { verbs } = offers;
	const adds = verbs.has('addBefore') || verbs.has('addAfter') || verbs.has('addParallel');
	return [
		// What is sealed cannot go back any more.
		offers.returnTargets.length > 0 &&
			!holds && {
				dialog: 'return',
				label: m.return,
				note: m.returnNote,
				icon: CornerUpLeft,
				tone: 'danger',
			},
		offers.mayDisagree && {
			dialog: 'disagree',
			label: m.disagree,
			note: m.disagreeNote,
			icon: X,
			tone: 'danger',
		},
		verbs.has('transfer') && {
			dialog: 'transfer',
			label: m.transfer,
			note: m.transferNote,
			icon: Forward,
		},
		adds && {
			dialog: 'addSigners',
			label: m.addSigners,
			note: m.addSignersNote,
			icon: UserPlus,
		},
		offers.reducible.length > 0 && {
			dialog: 'reduce',
			label: m.reduce,
			note: m.reduceNote,
			icon: UserMinus,
		},
		offers.forks.length > 0 && {
			dialog: 'addBranch',
			label: m.addBranch,
			note: m.addBranchNote,
			icon: GitBranch,
		},
		offers.canRecord && {
			dialog: 'record',
			label: m.record,
			note: m.recordNote,
			icon: FilePen,
		},
	];
}

function talk(offers: CaseOffers): Found {
	const { verbs } = offers;
	return [
		verbs.has('delegate') && {
			dialog: 'delegate',
			label: m.delegate,
			note: m.delegateNote,
			icon: MessageCircle,
		},
		verbs.has('ask') && { dialog: 'ask', label: m.ask, note: m.askNote, icon: MessagesSquare },
		offers.canUrge && { dialog: 'urge', label: m.urge, icon: BellRing },
		offers.canCirculate && {
			dialog: 'circulate',
			label: m.circulate,
			note: m.circulateNote,
			icon: Users,
		},
		offers.withdrawable.length > 0 && {
			dialog: 'withdraw',
			label: m.withdraw,
			note: m.withdrawNote,
			icon: Eraser,
		},
	];
}

function clock({ verbs, task }: CaseOffers): Found {
	if (!verbs.has('pause')) return [];
	return [
		task?.paused
			? { dialog: 'continue', label: m.continue, icon: AlarmClock }
			: { dialog: 'pause', label: m.pause, note: m.pauseNote, icon: AlarmClockOff },
	];
}

function endings(offers: CaseOffers): Found {
	return [
		offers.retractable !== null && {
			dialog: 'retract',
			label: m.retract,
			note: m.retractNote,
			icon: Undo,
		},
		offers.canRevoke && {
			dialog: 'revoke',
			label: m.revoke,
			note: m.revokeNote,
			icon: Ban,
			tone: 'danger',
		},
		offers.canTerminate && {
			dialog: 'terminate',
			label: m.terminate,
			icon: CircleStop,
			tone: 'danger',
		},
	];
}

const near: readonly FlowDialog[] = ['return', 'disagree', 'transfer', 'retract', 'urge'];

/**
 * Verbs drawn as buttons beside the main verb, and the rest for the menu: 退回 and 不同意 stand open with a task,
 * and as many others as there is room for.
 */
export function besides(
	verbs: readonly Verb[],
	primary: string | null,
): { beside: Verb[]; rest: Verb[] } {
	const firm = verbs.filter(({ dialog }) => dialog === 'return' || dialog === 'disagree');
	const room = primary === null ? 3 : [...primary].length > 7 ? 1 : 2;
	const others = near
		.flatMap((dialog) => verbs.find((verb) => verb.dialog === dialog) ?? [])
		.filter((verb) => !firm.includes(verb));
	const withCirculate =
		primary === null ? [...others, ...verbs.filter((verb) => verb.dialog === 'circulate')] : others;
	const beside = [...firm, ...withCirculate.slice(0, Math.max(0, room - firm.length))];
	return { beside, rest: verbs.filter((verb) => !beside.includes(verb)) };
}
