import type { NumberEntry, NumberState, ReportLine } from '@wenshu/domain/document/numbering.ts';
import type { Tone } from '../flow/labels.ts';
import { defineMessages, say, type Pair } from '../platform/messages.ts';

/** Texts of the register of numbers (编号登记簿). */
export const m = defineMessages({
	title: ['编号登记簿', 'Register of numbers'],
	register: ['登记簿', 'Register'],
	report: ['断号报告', 'Gap report'],
	back: ['公文管理', 'Documents'],
	denied: ['无权查看编号登记簿', 'You may not read the register'],
	deniedHint: [
		'需要“公文编号”或“查阅全部公文”权限，可向系统管理员申请。',
		'You need the permission to number documents or to read all.',
	],
	series: ['编号序列', 'Number series'],
	year: ['年度', 'Year'],
	state: ['状态', 'State'],
	all: ['全部', 'All'],
	number: ['文号', 'Number'],
	document: ['公文', 'Document'],
	hidden: ['（无权查看）', '(not readable)'],
	removed: ['（草稿已删除）', '(draft removed)'],
	untitled: ['（未填标题）', '(no title)'],
	note: ['说明', 'Note'],
	by: ['经办', 'By'],
	time: ['时间', 'Time'],
	kept: ['{purpose}（{unit}，保留至 {until}）', '{purpose} ({unit}, until {until})'],
	keptOver: ['已过期', 'Over'],
	none: ['这个序列本年度还没有编号', 'No number in this series and year'],
	noneHint: ['编号、预留后都会记在这里，不会删除。', 'Whatever is given or reserved is kept here.'],
	noneOfState: ['没有这种状态的号', 'No number in this state'],
	more: ['加载更多', 'Load more'],
	reserve: ['预留号', 'Reserve'],
	release: ['释放', 'Release'],
	extend: ['延期', 'Extend'],
	makeVoid: ['作废', 'Void'],
	actOn: ['{verb} {number}', '{verb} {number}'],
	acts: ['{number}的操作', 'Acts on {number}'],
	releaseHint: [
		'释放后此号空缺并记下原因，不会再编给其他公文。',
		'The number stays a gap with its reason and is never given again.',
	],
	voidHint: [
		'作废后此号不再使用。仍在编号环节的公文可重新编号；已盖章的不能作废。',
		'The number is not used again. A document at its numbering step gets another.',
	],
	reason: ['原因', 'Reason'],
	reasonMissing: ['请填写原因', 'Give a reason'],
	until: ['保留至', 'Keep until'],
	untilMissing: ['请选择今天或以后的日期', 'Choose today or a later day'],
	released: ['已释放 {number}', '{number} released'],
	voided: ['已作废 {number}', '{number} is void'],
	extended: ['已延期 {number}', '{number} extended'],
	reserveHint: [
		'预留的号不会自动编出；在编号环节选用，不用时须释放并说明原因。',
		'Reserved numbers are only given by choice at the numbering step.',
	],
	way: ['预留方式', 'Which numbers'],
	next: ['接着当前号', 'The next ones'],
	range: ['从指定号起', 'From a number on'],
	nextIs: ['下一个号是 {number}', 'Next is {number}'],
	from: ['起始号', 'From'],
	fromBad: ['请填写起始号', 'Give the first number'],
	count: ['个数', 'How many'],
	countBad: ['请填写 1 至 50', '1 to 50'],
	purpose: ['用途', 'Purpose'],
	purposeMissing: ['请填写用途', 'Give the purpose'],
	unit: ['使用单位', 'For'],
	unitMissing: ['请选择使用单位', 'Choose a unit'],
	reservedMany: ['已预留 {first} 至 {last}，共 {n} 个', 'Reserved {first} to {last}, {n} in all'],
	reservedNow: ['已预留 {numbers}', 'Reserved {numbers}'],
	export: ['导出 Excel', 'Export to Excel'],
	exported: ['已导出 {n} 条', '{n} exported'],
	exportFailed: ['导出没有成功，请稍后重试', 'The export failed. Try again later'],
	whole: [
		'已编和预留的 {n} 个号全部有据可查。',
		'All {n} numbers given or reserved are accounted for.',
	],
	lacking: ['有 {n} 个号没有登记，请核查：{numbers}', '{n} numbers have no entry: {numbers}'],
	empty: ['本年度还没有编出或预留任何号', 'Nothing was given or reserved this year'],
	gapsOnly: ['只看空缺', 'Gaps only'],
	noGaps: ['没有空缺', 'No gaps'],
	manage: ['序列管理', 'Manage series'],
	newSeries: ['新建序列', 'New series'],
	editSeries: ['修改序列', 'Change the series'],
	seriesName: ['序列名称', 'Name'],
	code: ['机关代字', 'Code'],
	codeHint: ['编出文号后不能修改，如“云医保发”', 'Fixed once a number was given'],
	codeFixed: ['已编出文号，不能修改', 'Numbers were given; it stays'],
	direction: ['用于', 'For'],
	outgoing: ['发文', 'Outgoing'],
	incoming: ['收文', 'Incoming'],
	order: ['顺序', 'Order'],
	organ: ['发文机关', 'Organ'],
	anyOrgan: ['各机关通用', 'Any organ'],
	anyKind: ['不限文种', 'Any kind'],
	organHint: ['留空则各机关通用', 'Empty: any organ'],
	kinds: ['适用文种', 'Kinds'],
	kindsHint: ['编号时按文种推荐此序列', 'Proposed for these kinds'],
	disabled: ['停用，不再编号', 'Switched off: gives no numbers'],
	inUse: ['使用中', 'In use'],
	off: ['已停用', 'Off'],
	noSeries: ['还没有编号序列', 'No series yet'],
	noSeriesHint: ['每个序列按年度从 1 号起连续编号。', 'Each counts from 1 in every year.'],
	required: ['请填写', 'Required'],
});

const states: Record<NumberState | 'missing', readonly [Pair, Tone]> = {
	taken: [['已用', 'Used'], 'ok'],
	reserved: [['预留', 'Reserved'], 'brand'],
	released: [['已释放', 'Released'], 'plain'],
	voided: [['已作废', 'Void'], 'warn'],
	missing: [['无登记', 'No entry'], 'seal'],
};
/** States in the order of the filter. */
export const numberStates: readonly NumberState[] = ['taken', 'reserved', 'released', 'voided'];
export const numberStateName = (state: NumberState | 'missing'): string => say(states[state][0]);
export const numberStateTone = (state: NumberState | 'missing'): Tone => states[state][1];

/** What the register says of a number besides its document: its reason, or for what it is kept. */
export function noteOf({ state, reservation, closing }: NumberEntry): string {
	if (closing !== null) return closing.reason;
	if (reservation === null) return '';
	if (state !== 'reserved') return reservation.purpose;
	const { purpose, unitName, until } = reservation;
	return m.kept({ purpose, unit: unitName, until });
}

/** Who did the last thing about a number, and when. */
export function doerOf({ closing, takenByName, takenAt, reservation }: NumberEntry): {
	name: string;
	at: Date | null;
} {
	if (closing !== null) return { name: closing.byName, at: closing.at };
	if (takenAt !== null) return { name: takenByName ?? '', at: takenAt };
	return { name: reservation?.byName ?? '', at: reservation?.at ?? null };
}

/** How many numbers of a report stand in each state. */
export function countsOf(lines: readonly ReportLine[]): [NumberState | 'missing', number][] {
	return ([...numberStates, 'missing'] as const).map((state) => [
		state,
		lines.filter((line) => line.state === state).length,
	]);
}
