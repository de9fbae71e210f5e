/**
 * The fifteen kinds of official document (文种), 党政机关公文处理工作条例 Art. 8, with the direction of writing
 * (行文方向) that decides what the page shows and what the drafting checks ask.
 */
export const documentKinds = {
	决议: 'down',
	决定: 'down',
	命令: 'down',
	公报: 'public',
	公告: 'public',
	通告: 'public',
	意见: 'any',
	通知: 'down',
	通报: 'down',
	报告: 'up',
	请示: 'up',
	批复: 'down',
	议案: 'up',
	函: 'level',
	纪要: 'any',
} as const satisfies Record<string, 'up' | 'down' | 'level' | 'public' | 'any'>;

export type DocumentKind = keyof typeof documentKinds;

/** All kinds in the order of the regulation. */
export const documentKindIds = Object.keys(documentKinds) as [DocumentKind, ...DocumentKind[]];

/** Whether a document of this kind goes to a superior and so names its signers (签发人). */
export function isUpward(kind: DocumentKind): boolean {
	return documentKinds[kind] === 'up';
}
