import Archive from '@lucide/svelte/icons/archive';
import FileDown from '@lucide/svelte/icons/file-down';
import FileUp from '@lucide/svelte/icons/file-up';
import ClipboardList from '@lucide/svelte/icons/clipboard-list';
import Eye from '@lucide/svelte/icons/eye';
import History from '@lucide/svelte/icons/history';
import ShieldCheck from '@lucide/svelte/icons/shield-check';
import Trash from '@lucide/svelte/icons/trash-2';
import Send from '@lucide/svelte/icons/send';
import UserPlus from '@lucide/svelte/icons/user-plus';
import { mayDispatch } from '@wenshu/domain/document/dispatch.ts';
import type { FlowDialog, Verb } from '../flow/verbs.ts';
import { defineMessages } from '../platform/messages.ts';
import { session } from '../platform/session.svelte.ts';
import type { Workspace } from './workspace.svelte.ts';

const m = defineMessages({
	document: ['公文', 'Document'],
	coauthors: ['共同起草', 'Draft together'],
	remove: ['删除草稿', 'Delete the draft'],
	preview: ['版式预览', 'Page preview'],
	slip: ['发文处理笺', 'Handling form'],
	letterSlip: ['收文处理单', 'Handling form'],
	slipNote: ['全部要素和意见，可按环节打印', 'All elements and opinions; of any step'],
	check: ['验章', 'Check the seal'],
	volume: ['查看案卷', 'Open the volume'],
	dispatch: ['分发到单位', 'Dispatch to units'],
	dispatchNote: ['各单位签收后自行办理', 'Each signs for it and handles it'],
	history: ['稿件历程', 'History of the text'],
	importWord: ['导入 Word', 'Import from Word'],
	exportWord: ['导出 Word 编辑稿', 'Export an editable copy'],
});

/** The dialogs about the document itself. */
export type DocumentDialog =
	'remove' | 'coauthors' | 'preview' | 'slip' | 'check' | 'dispatch' | 'importWord' | 'exportWord';
/** The dialogs of the workspace; at most one is open. */
export type DialogName = FlowDialog | DocumentDialog;

/** Verbs about the document itself. */
export function documentVerbs(workspace: Workspace): Verb<DocumentDialog>[] {
	const { document, isMine, isDraft } = workspace;
	if (!document) return [];
	const outgoing = document.direction === 'outgoing';
	const verbs: (Verb<DocumentDialog> | false)[] = [
		outgoing && { dialog: 'preview', label: m.preview, icon: Eye },
		outgoing &&
			!document.frozen &&
			workspace.mayEdit && { dialog: 'importWord', label: m.importWord, icon: FileUp },
		outgoing && { dialog: 'exportWord', label: m.exportWord, icon: FileDown },
		{
			dialog: 'slip',
			label: outgoing ? m.slip : m.letterSlip,
			note: m.slipNote,
			icon: ClipboardList,
		},
		outgoing && {
			label: m.history,
			icon: History,
			href: `/documents/${document.id}/history`,
		},
		outgoing &&
			isMine &&
			!document.frozen && { dialog: 'coauthors', label: m.coauthors, icon: UserPlus },
		document.seal !== null && { dialog: 'check', label: m.check, icon: ShieldCheck },
		document.archive !== null && {
			label: m.volume,
			icon: Archive,
			href: `/archive/${document.archive.volumeId}`,
		},
		session.can('document.distribute') &&
			mayDispatch(document).ok && {
				dialog: 'dispatch',
				label: m.dispatch,
				note: m.dispatchNote,
				icon: Send,
			},
		isDraft &&
			isMine &&
			!document.source && { dialog: 'remove', label: m.remove, icon: Trash, tone: 'danger' },
	];
	return verbs.filter((verb) => verb !== false).map((verb) => ({ ...verb, section: m.document }));
}
