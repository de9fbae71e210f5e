/** What a mail library says of a message that was not taken; `responseCode` is the server's (RFC 5321). */
export interface MailError {
	code?: string;
	responseCode?: number;
	response?: string;
	message?: string;
}

/** Why a message was not taken, in words, and whether another try can help. */
export interface MailFailure {
	words: string;
	permanent: boolean;
}

/** Codes of the library for a server that cannot be reached. */
const unreachable = new Set([
	...['ECONNECTION', 'ETIMEDOUT', 'ESOCKET', 'EDNS', 'ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND'],
	...['EPIPE', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETLS'],
]);

/** Replies by their number: what they mean here. RFC 5321, 4.2.3; enhanced codes by RFC 3463. */
const replies: Record<number, string> = {
	421: '对方邮件服务器暂停服务',
	450: '收件人邮箱暂时不可用',
	451: '对方邮件服务器处理出错',
	452: '对方邮件服务器存储不足',
	550: '收件地址不存在或拒收',
	551: '收件人不在对方服务器',
	552: '邮件过大或收件人邮箱已满',
	553: '收件地址写法不被接受',
	554: '对方邮件服务器拒收',
};

const said = ({ response, message }: MailError) =>
	(response ?? message ?? '').replace(/\s+/g, ' ').trim().slice(0, 200);

/**
 * What became of a message that was not taken. What the server refuses for good (5xx) is not tried again; a
 * password it does not take, and a server that is not there, are ours to mend, so the message waits.
 */
export function mailFailure(error: MailError): MailFailure {
	const code = error.code ?? '';
	const reply = error.responseCode ?? 0;
	if (code === 'EAUTH' || reply === 535 || reply === 534 || reply === 530)
		return {
			words: '邮件服务器不接受登录，请管理员检查邮件设置（WENSHU_SMTP_URL）；改好后自动重发',
			permanent: false,
		};
	if (reply >= 400 && reply < 600) {
		const permanent = reply >= 500;
		const words = replies[reply] ?? (permanent ? '对方邮件服务器拒收' : '对方邮件服务器暂不接收');
		const next = permanent ? '请核对地址后重发' : '稍后自动重试';
		return { words: `${words}（${said(error)}），${next}`, permanent };
	}
	if (unreachable.has(code))
		return { words: `连不上邮件服务器（${code}），稍后自动重试`, permanent: false };
	if (code === 'EENVELOPE' || code === 'EMESSAGE')
		return { words: `邮件内容或地址不被接受（${said(error)}），请核对后重发`, permanent: true };
	return { words: `发送失败（${said(error)}），稍后自动重试`, permanent: false };
}
