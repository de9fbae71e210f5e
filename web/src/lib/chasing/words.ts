import type { ChaseDelivery, ChaseKind } from '@wenshu/domain/chasing/model.ts';
import type { OutgoingState } from '@wenshu/domain/chasing/outgoing.ts';
import { defineMessages, say, type Pair } from '../platform/messages.ts';

/** Texts of chases and of messages on their way out. */
export const m = defineMessages({
	chases: ['催办记录', 'Chases'],
	noChases: ['没有符合条件的催办记录', 'No chases match'],
	noChasesHint: [
		'系统自动提醒、手工催办和督办提醒都会记在这里。',
		'Reminders by the system, urging by hand and supervision are recorded here.',
	],
	notChased: ['尚未催办', 'Not chased yet'],
	time: ['时间', 'Time'],
	kind: ['类型', 'Kind'],
	matter: ['事项', 'Matter'],
	step: ['环节', 'Step'],
	holder: ['被催办人', 'Chased'],
	unit: ['单位', 'Unit'],
	by: ['催办人', 'By'],
	words: ['内容', 'Words'],
	due: ['期限', 'Due'],
	delivery: ['送达', 'Delivery'],
	person: ['人员', 'Person'],
	everybody: ['全部人员', 'Everybody'],
	everyUnit: ['全部单位', 'Every unit'],
	from: ['从', 'From'],
	to: ['到', 'To'],
	search: ['按事项标题或文号筛选', 'Filter by title or number'],
	export: ['导出 Excel', 'Export to Excel'],
	exported: ['已导出 {n} 条', '{n} exported'],
	exportMore: ['只导出了最近 {n} 条，请缩小期间后再导出', 'Only the latest {n} were exported'],
	exportFailed: ['导出失败，请检查网络后重试', 'The export failed; check the network'],
	open: ['打开事项', 'Open'],
	more: ['加载更多', 'Load more'],
	outbox: ['发送队列', 'Outgoing messages'],
	outboxHint: [
		'催办、督办提醒发往邮件和短信的消息。',
		'Reminders that go out by mail and short message.',
	],
	noMessages: ['队列中没有消息', 'No messages'],
	noMessagesHint: ['换一个状态看看；没有邮箱或手机号的人员不进入队列。', 'Try another state.'],
	channel: ['通道', 'Channel'],
	recipient: ['收件人', 'To'],
	subject: ['内容', 'Words'],
	state: ['状态', 'State'],
	attempts: ['次数', 'Attempts'],
	resend: ['重发', 'Send again'],
	resendAll: ['重发所选', 'Send chosen again'],
	resent: ['已重新排队 {n} 条', '{n} queued again'],
	byMail: ['催办发邮件', 'Reminders by mail'],
	bySms: ['催办发短信', 'Reminders by short message'],
	channelsSaved: ['已保存，此后的催办按此发送', 'Saved for reminders from now on'],
	lost: ['未送出', 'Not sent'],
	unconfigured: [
		'有消息因未配置邮件或短信通道没有发出，配置后可在此重发。',
		'Some messages have no channel yet. Send them again once it is set up.',
	],
	nextAt: ['下次发送', 'Next attempt'],
	error: ['最近错误', 'Last error'],
	address: ['地址', 'Address'],
});

const kinds: Record<ChaseKind, Pair> = {
	remind: ['限时提醒', 'Reminder'],
	expire: ['超期处理', 'Expiry'],
	urge: ['手工催办', 'By hand'],
	feedback: ['督办提醒', 'Supervision'],
};
export const kindName = (kind: ChaseKind): string => say(kinds[kind]);

const states: Record<OutgoingState, Pair> = {
	waiting: ['待发', 'Waiting'],
	sending: ['发送中', 'Sending'],
	sent: ['已发出', 'Sent'],
	delivered: ['已送达', 'Delivered'],
	read: ['已读', 'Read'],
	unconfigured: ['未配置通道', 'No channel'],
	dead: ['发送失败', 'Given up'],
};
export const stateName = (state: OutgoingState): string => say(states[state]);

export const stateTones = {
	waiting: 'plain',
	sending: 'brand',
	sent: 'brand',
	delivered: 'ok',
	read: 'ok',
	unconfigured: 'warn',
	dead: 'seal',
} as const satisfies Record<OutgoingState, string>;

const channels: Record<ChaseDelivery['channel'], Pair> = {
	app: ['站内', 'In the app'],
	mail: ['邮件', 'Mail'],
	sms: ['短信', 'Short message'],
};
export const channelName = (channel: ChaseDelivery['channel']): string => say(channels[channel]);

/** How somebody was told, in one line: 周望川 站内 已读. */
export function deliveryWords(deliveries: readonly ChaseDelivery[]): string {
	return deliveries
		.map(({ name, channel, state }) => `${name} ${channelName(channel)} ${stateName(state)}`)
		.join('；');
}
