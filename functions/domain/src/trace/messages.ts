import type { Catalogue } from '../messages.ts';

/**
 * What is said of each broken link of a text's record, and of what was put aside. These are no refusals:
 * only the pages that show a record load them.
 */
export const traceMessages = {
	'trace/entryChain': [
		'{name}于{time}写入的第{n}条记录与前一条的指纹不衔接，内容或指纹被改动过。请保留现场，并请系统管理员核查。',
		'Entry {n} of {name} ({time}) does not chain to the one before; it was altered. Keep everything as it is and ask an administrator.',
	],
	'trace/entryGap': [
		'{name}于{time}写入的第{n}条记录之前缺少记录，可能被删除。请保留现场，并请系统管理员核查。',
		'An entry before number {n} of {name} ({time}) is missing. Keep everything as it is and ask an administrator.',
	],
	'trace/entryForeign': [
		'{name}于{time}写入的第{n}条记录夹带了他人名下的内容，不能采信。请保留现场，并请系统管理员核查。',
		'Entry {n} of {name} ({time}) carries content under another name. Keep everything as it is and ask an administrator.',
	],
	'trace/entryAuthor': [
		'{time}写入的第{n}条记录署名{name}，但写入它的会话属于他人。请保留现场，并请系统管理员核查。',
		'Entry {n} ({time}) is signed {name} but belongs to the session of somebody else. Keep everything as it is and ask an administrator.',
	],
	'trace/entryTime': [
		'{name}的第{n}条记录标注的时间{time}与数据库收到它的时间或前一条记录不符。请保留现场，并请系统管理员核查。',
		'The time {time} on entry {n} of {name} is not when the database took it. Keep everything as it is and ask an administrator.',
	],
	'trace/entryUnreadable': [
		'{name}于{time}写入的第{n}条记录无法解读。请保留现场，并请系统管理员核查。',
		'Entry {n} of {name} ({time}) cannot be read. Keep everything as it is and ask an administrator.',
	],
	'trace/segmentChain': [
		'第{k}段归并记录与前一段的指纹不衔接，内容被改动过。请保留现场，并请系统管理员核查。',
		'Segment {k} does not chain to the one before; it was altered. Keep everything as it is and ask an administrator.',
	],
	'trace/segmentGap': [
		'第{k}段归并记录缺失或位置不对。请保留现场，并请系统管理员核查。',
		'Segment {k} is missing or out of place. Keep everything as it is and ask an administrator.',
	],
	'trace/segmentUnreadable': [
		'第{k}段归并记录无法解读。请保留现场，并请系统管理员核查。',
		'Segment {k} cannot be read. Keep everything as it is and ask an administrator.',
	],
	'trace/sessionChain': [
		'{name}已归并的记录与其会话登记的进度（第{n}条）不符，有人改动过。请保留现场，并请系统管理员核查。',
		'What was folded of {name} is not what the session notes (entry {n}). Keep everything as it is and ask an administrator.',
	],
	'trace/snapshotAltered': [
		'正文快照与逐条记录累加的结果不一致，快照被改动过。请保留现场，并请系统管理员核查。',
		'The snapshot of the text is not what the entries add up to. Keep everything as it is and ask an administrator.',
	],
	'trace/freezeAltered': [
		'{name}于{time}交接时定格的花脸稿或清稿（全过程第{k}条）与记录不一致，被改动过。请保留现场，并请系统管理员核查。',
		'The text frozen when {name} handed over ({time}, line {k}) is not what the record adds up to. Keep everything as it is and ask an administrator.',
	],
	'trace/authorsAltered': [
		'{name}于{time}交接时认定的作者（全过程第{k}条）与逐条记录推算的不一致，被改动过。请保留现场，并请系统管理员核查。',
		'The authors found when {name} handed over ({time}, line {k}) are not what the entries say. Keep everything as it is and ask an administrator.',
	],
	'trace/quarantined': [
		'正文有{count}条修改未通过核验，已移出正文并隔离保存（署名：{names}）。请打开公文核对内容，缺的请补写，并请系统管理员查明原因。',
		'{count} changes of the text (signed {names}) failed verification and were put aside. Check the text, write again what is missing, and ask an administrator for the cause.',
	],
} as const satisfies Catalogue;
