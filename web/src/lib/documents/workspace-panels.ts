import type { PanelName } from '../flow/panels.ts';
import { defineMessages } from '../platform/messages.ts';

/** The panels beside a document; 版面 stands beside the text, where there is room for both. */
export type WorkspacePanel = PanelName | 'paper';

const m = defineMessages({
	act: ['办理', 'Handle'],
	flow: ['流程', 'Flow'],
	notes: ['批注', 'Notes'],
	files: ['附件', 'Files'],
	check: ['检查', 'Checks'],
	distribution: ['分发', 'Sent'],
	paper: ['版面', 'Pages'],
});

/** Name of a panel on the screen. */
export function panelTitle(panel: WorkspacePanel): string {
	return m[panel];
}

/** Which panels a document has: text to annotate, drafting checks, what was sent, pages. */
export function panelsOf(has: {
	notes: boolean;
	check: boolean;
	distribution: boolean;
	paper: boolean;
}): WorkspacePanel[] {
	const optional = (panel: keyof typeof has): WorkspacePanel[] => (has[panel] ? [panel] : []);
	return [
		...(['act', 'flow'] as const),
		...optional('notes'),
		'files',
		...optional('check'),
		...optional('distribution'),
		...optional('paper'),
	];
}
