import type { Catalogue } from '../messages.ts';

/** Refusals around numbers, their series and their register. */
export const numberingMessages = {
	'document/seriesDisabled': [
		'编号序列“{name}”已停用，请改用其他序列。',
		'This number series is switched off. Choose another.',
	],
	'document/seriesExists': [
		'同一编号的序列已存在，请刷新后查看。',
		'A series with this id exists already. Reload.',
	],
	'document/codeTaken': [
		'机关代字“{code}”已由序列“{name}”使用，两个序列不能编出同样的文号。请换一个代字。',
		'“{name}” uses this code; two series cannot give the same number. Choose another code.',
	],
	'document/codeInUse': [
		'代字“{code}”已编出文号，不能修改。请停用此序列，另建新序列。',
		'Numbers were given under this code. Switch the series off and make a new one.',
	],
	'document/directionInUse': [
		'此序列已编出文号，不能在发文和收文之间改换。请另建新序列。',
		'Numbers were given; the direction stays. Make a new series.',
	],
	'document/numberPassed': [
		'只能从 {next} 号起预留，前面的号已编出。请改起始号。',
		'Numbers before {next} were given out. Begin at {next} or later.',
	],
	'document/numberReserved': [
		'{sequence} 号已经预留，请改起始号或个数。',
		'Number {sequence} is reserved already. Change the beginning or the count.',
	],
	'document/numberTooFar': [
		'起始号离当前号太远，最大可填 {most}。',
		'Too far ahead; {most} at most.',
	],
	'document/reserveYear': [
		'只能预留上一年、本年和下一年的号，请改年度。',
		'Numbers of the last, this and the next year can be reserved.',
	],
	'document/reserveUntil': [
		'保留期限不能早于今天，请改期限。',
		'The last day cannot lie before today.',
	],
	'document/unitMissing': ['没有找到这个单位，请重新选择。', 'This unit does not exist.'],
	'document/notReserved': [
		'{number}已不是预留号，请刷新后重新选择。',
		'{number} is not reserved any more. Reload and choose again.',
	],
	'document/otherSeries': [
		'{number}不属于所选序列，请重新选择。',
		'{number} belongs to another series. Choose again.',
	],
	'document/otherYear': [
		'{number}的年份与成文年份 {year} 不一致，请选择 {year} 年的预留号。',
		'{number} is of another year than the document. Choose one of {year}.',
	],
	'document/reservationOver': [
		'{number}的预留已于 {until} 到期，请先在编号登记簿延期，或改用其他号。',
		'The reservation of {number} ended on {until}. Extend it in the register first.',
	],
	'document/notTaken': [
		'{number}不是在用的文号，不能作废。请刷新后查看。',
		'{number} is not in use and cannot be voided. Reload.',
	],
	'document/numberSealed': [
		'此件已盖章，文号不能作废。确需作废请由有权人员先作废整件公文。',
		'The document is sealed; void the document itself first.',
	],
	'document/numberInUse': [
		'此件不在编号环节，文号不能单独作废。请先退回编号环节，或终止此件。',
		'The document is not at its numbering step. Return it there, or end it, first.',
	],
} as const satisfies Catalogue;
