import Archive from '@lucide/svelte/icons/archive';
import BellRing from '@lucide/svelte/icons/bell-ring';
import CircleStop from '@lucide/svelte/icons/circle-stop';
import CornerUpLeft from '@lucide/svelte/icons/corner-up-left';
import Eye from '@lucide/svelte/icons/eye';
import Forward from '@lucide/svelte/icons/forward';
import History from '@lucide/svelte/icons/history';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import Trash from '@lucide/svelte/icons/trash-2';
import Undo from '@lucide/svelte/icons/undo-2';
import UserPlus from '@lucide/svelte/icons/user-plus';
import Users from '@lucide/svelte/icons/users';
import type { Component } from 'svelte';
import { defineMessages } from '../platform/messages.ts';
import type { DialogName } from './dialogs.ts';
import type { Workspace } from './workspace.svelte.ts';

const m = defineMessages({
	return: ['退回', 'Return'],
	transfer: ['转办', 'Pass on'],
	circulate: ['传阅', 'Circulate'],
	retract: ['收回', 'Retract'],
	urge: ['催办', 'Urge'],
	terminate: ['终止流程', 'Terminate'],
	coauthors: ['共同起草', 'Draft together'],
	remove: ['删除草稿', 'Delete the draft'],
	preview: ['版式预览', 'Page preview'],
	check: ['验章', 'Check the seal'],
	volume: ['查看案卷', 'Open the volume'],
	history: ['稿件历程', 'History of the text'],
});

/** One thing a person may do here besides the main verb; drawn as button, menu line or icon alike. */
export interface Verb {
	id: DialogName | 'volume' | 'history';
	label: string;
	icon: Component<{ class?: string }>;
	tone?: 'danger';
	href?: string;
}

/** Verbs that move the case, in the order of the decision bar. */
export function movingVerbs(workspace: Workspace): Verb[] {
	const { offers } = workspace;
	if (!offers) return [];
	const verbs: (Verb | false)[] = [
		// What is sealed cannot go back any more.
		offers.returnTargets.length > 0 &&
			workspace.document?.seal == null && {
				id: 'return',
				label: m.return,
				icon: CornerUpLeft,
				tone: 'danger',
			},
		offers.task !== null &&
			offers.verbs.has('transfer') && { id: 'transfer', label: m.transfer, icon: Forward },
		offers.retractable !== null && { id: 'retract', label: m.retract, icon: Undo },
		offers.canUrge && { id: 'urge', label: m.urge, icon: BellRing },
		offers.canCirculate && { id: 'circulate', label: m.circulate, icon: Users },
		offers.canTerminate && {
			id: 'terminate',
			label: m.terminate,
			icon: CircleStop,
			tone: 'danger',
		},
	];
	return verbs.filter((verb) => verb !== false);
}

/** Verbs about the document itself. */
export function documentVerbs(workspace: Workspace): Verb[] {
	const { document, isMine, isDraft } = workspace;
	if (!document) return [];
	const outgoing = document.direction === 'outgoing';
	const verbs: (Verb | false)[] = [
		outgoing && { id: 'preview', label: m.preview, icon: Eye },
		outgoing && {
			id: 'history',
			label: m.history,
			icon: History,
			href: `/documents/${document.id}/history`,
		},
		outgoing &&
			isMine &&
			!document.frozen && { id: 'coauthors', label: m.coauthors, icon: UserPlus },
		document.seal !== null && { id: 'check', label: m.check, icon: ShieldCheck },
		document.archive !== null && {
			id: 'volume',
			label: m.volume,
			icon: Archive,
			href: `/archive/${document.archive.volumeId}`,
		},
		isDraft && isMine && { id: 'remove', label: m.remove, icon: Trash, tone: 'danger' },
	];
	return verbs.filter((verb) => verb !== false);
}
