/** The dialogs of the workspace; at most one is open. */
export type DialogName =
	| 'return'
	| 'transfer'
	| 'circulate'
	| 'urge'
	| 'terminate'
	| 'retract'
	| 'remove'
	| 'coauthors'
	| 'preview'
	| 'check';
