import { refuse, type Decision } from '../core/decision.ts';
import { isUpward } from './kinds.ts';
import type { Closing, Elements, Format } from './model.ts';

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

/** Kinds with a format of their own: GB/T 9704-2012 §10. */
const OWN_FORMATS: Partial<Record<Elements['kind'], Format>> = {
	函: '信函',
	命令: '命令',
	纪要: '纪要',
};

/** The format a document is printed in: the chosen one, or that of its kind. */
export function formatOf(elements: Pick<Elements, 'format' | 'kind'>): Format {
	return elements.format ?? OWN_FORMATS[elements.kind] ?? '文件';
}

/**
 * How a document ends: minutes bear neither seal nor signature (GB/T 9704-2012 §10.3), orders the stamp
 * of a signature unless another form was chosen (§10.2), all others a seal.
 */
export function closingOf(elements: Pick<Elements, 'closing' | 'format' | 'kind'>): Closing {
	const format = formatOf(elements);
	if (format === '纪要') return '不盖章';
	return elements.closing ?? (format === '命令' ? '签名章' : '印章');
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
