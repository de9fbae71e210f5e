import type { OutgoingState } from '@wenshu/domain/chasing/outgoing.ts';
import type { MailRecord } from '@wenshu/domain/document/mailing.ts';
import type { Tone } from '../../flow/labels.ts';
import { dayAndTime } from '../../platform/dates.ts';
import { defineMessages, say, type Pair } from '../../platform/messages.ts';

/** Texts of the panel 分发: readers, units, e-mail and downloads of a document. */
export const m = defineMessages({
	reading: ['阅读情况', 'Reading'],
	readOf: ['{read}/{all} 已阅', '{read} of {all} read'],
	nobody: ['还没有分发给个人', 'Nobody got it to read yet'],
	read: ['已阅', 'Read'],
	opened: ['已打开', 'Opened'],
	unread: ['未阅', 'Unread'],
	withdrawn: ['已撤回', 'Taken back'],
	sentAt: ['{at} 分发', 'Sent {at}'],
	readAt: ['{at} 已阅', 'Read {at}'],
	openedAt: ['{at} 打开', 'Opened {at}'],
	urged: ['催阅 {n} 次，最近 {at}', 'Reminded {n} times, last {at}'],
	more: ['增加对象', 'Add readers'],
	moreTitle: ['增加分发对象', 'Distribute to more people'],
	moreHint: [
		'对方会收到一条待阅；已分发的不会重复。',
		'They get it to read; nobody gets it twice.',
	],
	to: ['分发范围', 'Distribute to'],
	noneChosen: ['请选择人员', 'Choose people'],
	remark: ['附言', 'Remark'],
	send: ['分发给 {n} 人', 'Distribute to {n}'],
	distribute: ['分发', 'Distribute'],
	added: ['已增加 {n} 人', '{n} added'],
	urgeAll: ['催阅（{n}）', 'Remind ({n})'],
	urge: ['催阅', 'Remind'],
	urgeOne: ['催阅 {name}', 'Remind {name}'],
	urgedNow: ['已提醒 {n} 人', '{n} reminded'],
	withdraw: ['撤回', 'Take back'],
	withdrawOne: ['撤回对 {name} 的分发', 'Take back from {name}'],
	withdrawSure: [
		'撤回对{name}的分发？对方还没有打开，撤回后不再能查看此件（另有经办的除外）。',
		'Take it back from {name}? They will no longer see it unless they handle it otherwise.',
	],
	withdrawnNow: ['已撤回：{name}', 'Taken back: {name}'],
	export: ['导出', 'Export'],
	exported: ['已导出 {n} 条', '{n} exported'],
	exportFailed: ['导出没有成功，请稍后重试', 'The export failed. Try again later'],
	mail: ['电子邮件', 'E-mail'],
	mailNone: ['还没有用电子邮件分发', 'Nothing was sent by e-mail'],
	mailSend: ['发送邮件', 'Send e-mail'],
	mailAgain: ['重发', 'Send again'],
	mailAgainTo: ['重发给 {to}', 'Send again to {to}'],
	mailQueued: ['已重新发送', 'Sent again'],
	mailTried: ['第 {n} 次尝试', 'try {n}'],
	mailNext: ['{at} 再试', 'next try {at}'],
	mailTitle: ['电子邮件分发', 'Send by e-mail'],
	mailHint: [
		'每位收件人单独收到一封，互相看不到地址。',
		'Each gets a message of their own and sees no other address.',
	],
	mailPeople: ['单位内人员', 'People of the office'],
	mailAddress: ['{name}的邮箱', 'Address of {name}'],
	mailOutside: ['外部地址', 'Outside addresses'],
	mailOutsideHint: ['输入后按回车，可一次粘贴多个', 'Enter after each; several can be pasted'],
	mailSubject: ['主题', 'Subject'],
	mailWords: ['正文', 'Words'],
	mailFile: ['随信附上', 'Attached'],
	mailPages: ['{pages} 页，已加盖“{seal}”', '{pages} pages, sealed with “{seal}”'],
	mailConfirm: [
		'此件标注“内部”。我已确认全部收件人可以知悉',
		'Marked as internal. I have made sure that every recipient may know it',
	],
	mailNobody: ['请选择人员或填写外部地址', 'Choose people or type an address'],
	mailBad: ['地址写法有误：{address}', 'Not an address: {address}'],
	mailMissing: ['请填写邮箱地址', 'Type an address'],
	mailSubjectMissing: ['请填写主题', 'Give a subject'],
	mailWordsMissing: ['请填写正文', 'Give some words'],
	mailUnconfirmed: ['请先确认再发送', 'Confirm first'],
	mailVerb: ['发送（{n}）', 'Send ({n})'],
	mailVerbNone: ['发送', 'Send'],
	mailSent: ['已交发送，共 {n} 封；进度见下方列表', '{n} on their way; see the list'],
	downloads: ['下载登记', 'Downloads'],
	downloadsHint: [
		'盖章文件和附件每次下载、打开都记在这里，不能修改。',
		'Every download of the sealed file and of attachments; it cannot be altered.',
	],
	noDownloads: ['还没有人下载', 'Nobody downloaded it yet'],
	sealed: ['盖章文件', 'Sealed file'],
	attachment: ['附件', 'Attachment'],
	other: ['其他文件', 'Other file'],
	loadMore: ['加载更多', 'Load more'],
});

const mailStates: Record<OutgoingState, readonly [Pair, Tone]> = {
	waiting: [['等待发送', 'Waiting'], 'plain'],
	sending: [['发送中', 'Sending'], 'brand'],
	sent: [['已发出', 'Sent'], 'ok'],
	delivered: [['已送达', 'Delivered'], 'ok'],
	read: [['已读', 'Read'], 'ok'],
	unconfigured: [['未设邮件服务器', 'No mail server'], 'warn'],
	dead: [['未能送出', 'Not sent'], 'seal'],
};
/** How a message stands, in words; one that failed and waits says so. */
export function mailStateName({ state, lastError }: MailRecord): string {
	if (state === 'waiting' && lastError !== null) return say(['等待重试', 'Will try again']);
	return say(mailStates[state][0]);
}
export const mailStateTone = ({ state, lastError }: MailRecord): Tone =>
	state === 'waiting' && lastError !== null ? 'warn' : mailStates[state][1];

/** What happened to a message and when, in one line. */
export function mailTimes({ state, sentAt, createdAt, attempts, nextAt }: MailRecord): string {
	if (sentAt !== null) return dayAndTime(sentAt);
	const tried = attempts > 0 ? m.mailTried({ n: attempts }) : '';
	const next =
		state === 'waiting' && attempts > 0 && nextAt ? m.mailNext({ at: dayAndTime(nextAt) }) : '';
	return [dayAndTime(createdAt), tried, next].filter(Boolean).join(' · ');
}
