import { refuse, type Decision } from '../core/decision.ts';
import { isUpward } from './kinds.ts';
import type { Elements } from './model.ts';

/** Marks of state secrets in a title or mark (绝密, 机密, 秘密 with or without a period). */
const SECRET_MARK = /(绝密|机密|秘密)\s*(★|\*|☆)|^\s*(绝密|机密|秘密)\s*$/u;

/** Elements a new document begins with. */
export function emptyElements(): Elements {
	return {
		title: '',
		kind: '通知',
		secrecy: '公开',
		urgency: '平件',
		mainRecipients: [],
		copyTo: [],
		attachmentNames: [],
		note: '',
		signers: [],
		keywords: [],
	};
}

/**
 * Refuses state secrets: this system is on a public network and must not hold them
 * (保守国家秘密法 Art. 31(3)).
 */
export function refuseStateSecrets(texts: readonly string[]): Decision<true> {
	return texts.some((text) => SECRET_MARK.test(text.normalize('NFKC')))
		? refuse('document/stateSecret')
		: { ok: true, value: true };
}

/** What must be filled in before a draft may leave its author. */
export function completeElements(elements: Elements): Decision<true> {
	if (elements.title === '') return refuse('document/titleMissing');
	if (isUpward(elements.kind) && elements.mainRecipients.length === 0)
		return refuse('document/recipientMissing');
	// 条例 Art. 16: to superiors, one main recipient in principle; 请示 always.
	if (elements.kind === '请示' && elements.mainRecipients.length > 1)
		return refuse('document/oneRecipient');
	return { ok: true, value: true };
}
