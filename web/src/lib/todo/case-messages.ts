import { defineMessages } from '../platform/messages.ts';

/** Words of the tabs that load when they are opened: 已办, 我发起, 草稿. */
export const own = defineMessages({
	columnHolder: ['当前办理人', 'Held by'],
	columnDone: ['办结', 'Done'],
	columnMoved: ['更新', 'Updated'],
	openIt: ['查看', 'Open'],
	editIt: ['继续起草', 'Continue'],
	emptyDone: ['还没有办过的事项', 'Nothing done yet'],
	emptyMine: ['您还没有发起过事项', 'You have begun nothing yet'],
	emptyDraft: ['没有草稿', 'No drafts'],
	emptyDraftHint: [
		'起草后未送出的公文会保存在这里。',
		'Documents you drafted but did not send are kept here.',
	],
	draftOne: ['发起', 'New'],
	closed: ['已办结', 'Closed'],
	terminated: ['已终止', 'Terminated'],
	revoked: ['已撤销', 'Revoked'],
	voided: ['已作废', 'Void'],
	running: ['办理中', 'Under way'],
});
