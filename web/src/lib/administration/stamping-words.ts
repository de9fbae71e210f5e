import { defineMessages } from '../platform/messages.ts';

/** Texts about time stamps (RFC 3161) on seals. */
export const t = defineMessages({
	title: ['时间戳', 'Time stamps'],
	off: ['没有启用时间戳', 'No time stamps'],
	offHint: [
		'启用后，每次盖章都向时间戳机构取一枚时间戳（RFC 3161），由第三方证明盖章时间；发出去的只有签名的摘要，不含文件内容。',
		'Once on, each sealing takes a time stamp (RFC 3161) from an authority, a third party’s word on the time. It gets a digest of the signature, nothing of the document.',
	],
	start: ['启用时间戳', 'Switch on'],
	change: ['修改设置', 'Change'],
	end: ['停用', 'Switch off'],
	endAsk: [
		'停用后盖章不再加盖时间戳；以前加盖的时间戳仍然有效，仍可核验。',
		'Nothing is stamped any more. Stamps given before stay good.',
	],
	ended: ['已停用', 'Switched off'],
	inUse: ['已启用', 'On'],
	notInUse: ['已停用', 'Off'],
	url: ['时间戳服务地址', 'Address of the authority'],
	urlHint: ['时间戳机构提供的 RFC 3161 地址。', 'The RFC 3161 address it gave.'],
	urlBad: ['请填写以 https:// 或 http:// 开头的地址', 'An address with https:// or http://'],
	secret: ['账号口令或令牌', 'Login or token'],
	secretHint: [
		'没有就留空。“账号:口令”按 Basic 方式发送，其余作为令牌发送；加密保存，不再显示。',
		'Leave empty for none. “user:password” goes as Basic, anything else as a token; kept encrypted.',
	],
	secretKept: ['留空则沿用已保存的。', 'Empty: as saved.'],
	dropSecret: ['不再使用已保存的账号口令或令牌', 'Forget what was saved'],
	failure: ['取不到时间戳时', 'Where none is to be had'],
	refuse: ['不盖章，提示稍后再试', 'Do not seal'],
	without: ['照常盖章，在用印登记中注明', 'Seal without, and say so in the register'],
	trial: [
		'保存时会当场试取两枚时间戳，并把随时间戳送来的最高一级证书记为信任的时间戳机构。请与机构公布的证书指纹核对。',
		'Saving takes two stamps on trial; the highest certificate that comes along is trusted from then on. Compare its fingerprint with the one the authority published.',
	],
	saved: ['时间戳已启用，由“{name}”加盖', 'On; “{name}” stamps'],
	authority: ['时间戳机构', 'Authority'],
	root: ['信任的证书', 'Trusted certificate'],
	fingerprint: ['证书指纹 SHA-256', 'SHA-256 of it'],
	until: ['证书有效期至', 'In force until'],
	login: ['账号口令或令牌', 'Login or token'],
	has: ['已保存', 'saved'],
	hasNot: ['无', 'none'],
	changed: ['最近修改', 'Last change'],
	changedBy: ['{name}，{at}', '{name}, {at}'],
});
