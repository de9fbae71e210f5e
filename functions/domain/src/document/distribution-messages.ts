import type { Catalogue } from '../messages.ts';

/** Refusals around receipts of a distribution and sending by e-mail. */
export const distributionMessages = {
	'document/notDistributed': [
		'此件还没有分发，请先在分发环节分发。',
		'Not distributed yet; distribute it at its step first.',
	],
	'document/allRead': [
		'分发对象都已阅，无需催阅。',
		'Everybody it was distributed to has read it.',
	],
	'document/noReceipt': [
		'没有找到这条分发记录，请刷新后再试。',
		'No such entry of the distribution. Reload.',
	],
	'document/opened': [
		'{name}已打开过此件，不能撤回。',
		'{name} has opened it; it cannot be taken back.',
	],
	'document/mailUnsealed': [
		'盖章后才能用电子邮件分发，请先盖章。',
		'Seal the document before sending it by e-mail.',
	],
	'document/mailEnded': [
		'此件已终止或作废，不能再用电子邮件分发。',
		'The document was ended; it cannot be sent any more.',
	],
	'document/mailInternal': [
		'此件标注“内部”，发往电子邮件前请确认收件人均可知悉，并勾选确认。',
		'Marked as internal: confirm that every recipient may know it.',
	],
	'document/mailTwice': [
		'收件地址 {address} 重复，请删去一个。',
		'{address} is named twice; remove one.',
	],
	'document/mailAddress': [
		'{name}没有电子邮箱，请填写地址或去掉此人。',
		'{name} has no e-mail address. Type one or leave them out.',
	],
	'document/mailUnder': [
		'这封邮件正在发送或等待重试，请稍后查看。',
		'This message is being sent or waits for its next try.',
	],
	'document/mailTooLarge': [
		'盖章文件有 {size} MB，超过邮件附件上限 20 MB，请改用系统内分发。',
		'The sealed file has {size} MB; mail carries at most 20 MB. Distribute it in the system.',
	],
} as const satisfies Catalogue;
