import type { Judgement } from '@wenshu/domain/verification/judgement.ts';
import { defineMessages, type Pair } from '#lib/platform/messages.ts';
import type { FileRefusal } from './check-file.ts';

/** Words of the public verification page. */
export const m = defineMessages({
	product: ['文枢', 'Wenshu'],
	title: ['文件验证', 'Verify a document'],
	intro: [
		'核验本单位电子印章文件的真伪：是否真实、内容是否被改动、由谁何时盖章、是否仍然有效。不需要登录。',
		'Check a sealed document: whether it is genuine and unaltered, who sealed it when, and whether it is still in force. No account is needed.',
	],
	code: ['验证码', 'Verification code'],
	codeHint: [
		'印在文件末页，12 位，四位一组；也可以扫描旁边的二维码。',
		'Twelve characters on the last page, in groups of four; or scan the QR code beside it.',
	],
	codePlaceholder: ['例如 7KMP 3WXY 9ABC', 'such as 7KMP 3WXY 9ABC'],
	look: ['查询', 'Look up'],
	choose: ['选择 PDF 或 OFD 文件', 'Choose a PDF or OFD file'],
	drop: ['或将文件拖到这里', 'or drop it here'],
	local: [
		'文件只在您的浏览器中检查，不会上传。',
		'The file is checked in your browser and is not uploaded.',
	],
	or: ['或者核对电子文件', 'Or check the file itself'],
	checking: ['正在核验，请稍候。', 'Checking, please wait.'],
	answer: ['核验结论', 'Result'],
	facts: ['登记信息', 'Registered facts'],
	findings: ['逐项结果', 'Findings'],
	documentTitle: ['标题', 'Title'],
	internal: ['内部文件，标题不对外显示', 'Internal document: its title is not shown'],
	number: ['发文字号', 'Number'],
	date: ['成文日期', 'Date'],
	pages: ['页数', 'Pages'],
	pageCount: ['{n} 页', '{n}'],
	organs: ['发文机关', 'Issued by'],
	seals: ['印章', 'Seals'],
	sealedAt: ['盖章时间', 'Sealed at'],
	certificate: ['证书指纹', 'Certificate'],
	status: ['状态', 'Status'],
	history: ['经过', 'What befell it'],
	wasRevoked: [
		'发文单位撤销，自此时起不再有效',
		'Revoked by the issuing office: no longer in force',
	],
	wasReplaced: [
		'发文单位以另一份文件替换，自此时起以新文件为准',
		'Replaced by another file of the issuing office',
	],
	wasRestored: [
		'发文单位经两人核准恢复效力，自此时起重新有效',
		'Given its force back by two persons of the issuing office',
	],
	why: ['原因：{reason}', 'Reason: {reason}'],
	replacedBy: ['替换它的文件', 'Replaced by'],
	digestPdf: ['PDF 摘要', 'SHA-256 of the PDF'],
	digestOfd: ['OFD 摘要', 'SHA-256 of the OFD'],
	file: ['文件', 'File'],
	fileDigest: ['文件摘要', 'SHA-256 of the file'],
	content: ['盖章后的内容', 'Content since sealing'],
	covers: ['签名覆盖全文', 'Whole file covered'],
	signature: ['数字签名', 'Digital signature'],
	chain: ['印章证书', 'Certificate of the seal'],
	registered: ['与登记文件一致', 'Same as registered'],
	force: ['登记状态', 'Registered status'],
	sealOf: ['第 {n} 枚印章', 'Seal {n}'],
	signedBy: ['证书持有者', 'Certificate of'],
	issuedBy: ['签发者', 'Issued by'],
	until: ['证书有效期至', 'Certificate valid until'],
	unchanged: ['未改动', 'unaltered'],
	changed: ['已改动', 'altered'],
	added: ['盖章后又加了内容（{n} 处）', 'content was added later ({n})'],
	whole: ['是', 'yes'],
	notWhole: ['否，有内容不在签名之内', 'no, some content is not covered'],
	fits: ['有效', 'valid'],
	fitsNot: ['无效', 'not valid'],
	ours: ['由本系统的根证书签发', 'under the root of this system'],
	notOurs: ['不是本系统签发的证书', 'not under the root of this system'],
	same: ['一致', 'the same'],
	different: ['不一致', 'not the same'],
	none: ['没有登记', 'not registered'],
	notAsked: ['未能查询', 'could not be asked'],
	sealedBefore: [
		'“{name}”的证书后来于 {at} 撤销（{reason}）；登记或时间戳证明此件盖章在撤销之前，当时有效。',
		'The certificate of “{name}” was withdrawn later, at {at} ({reason}); the register or a time stamp shows that this was sealed before, when it was in force.',
	],
	sealedAfter: [
		'“{name}”的证书已于 {at} 撤销（{reason}）。',
		'The certificate of “{name}” was withdrawn at {at} ({reason}).',
	],
	demo: [
		'演示证书：印章由本系统自建的根证书签发，不是依法设立的电子认证机构的证书。以上结论只证明文件由本系统盖章、此后未被改动，不能代替法律意义上的可靠电子签名。',
		'Demonstration certificates: seals hang on a root this system made itself, not on a licensed authority. The result proves that this system sealed the file and that it was not altered since; it is no qualified signature in law.',
	],
	demoTime: [
		'盖章时间取自盖章的服务器，没有第三方时间戳。',
		' The time is the sealing server’s, without a third party’s time stamp.',
	],
	stamp: ['时间戳', 'Time stamp'],
	stampOf: ['第 {n} 枚印章的时间戳', 'Time stamp of seal {n}'],
	stampedBy: ['{at}，由 {by} 加盖', '{at}, by {by}'],
	stampForeign: [
		'{at}，由 {by} 加盖，但不是发文单位登记的时间戳机构，不能作为时间凭据',
		'{at}, by {by}, who is not an authority the office entered: no proof of the time',
	],
	stampBad: ['与签名不符', 'does not fit the signature'],
	again: ['再验一份', 'Check another'],
	print: ['打印结论', 'Print the result'],
	checkedAt: ['核验时间 {at}，核验网址 {site}/verify', 'Checked at {at} on {site}/verify'],
	signIn: ['工作人员登录', 'Staff sign-in'],
	retry: ['重试', 'Try again'],
	largeText: ['大字版', 'Large text'],
	standardText: ['标准字号', 'Standard text'],
});

/** Headline and explanation of each answer. */
export const judgementWords: Record<Judgement, { headline: Pair; sentence: Pair }> = {
	known: {
		headline: ['该验证码有效', 'This code is in force'],
		sentence: [
			'请核对手中文件的标题、文号、日期和页数与下列登记一致。要确认内容一字未改，请再选择电子文件核对。',
			'Compare title, number, date and pages with your copy. To be sure that nothing was altered, check the file itself.',
		],
	},
	unknownCode: {
		headline: ['没有这个验证码', 'No such code'],
		sentence: [
			'请对照文件末页逐字核对后再试；验证码没有 0、O、1、I、L。若核对无误仍查不到，请勿采信该文件，并与发文单位联系。',
			'Compare it with the last page, character by character; there is no 0, O, 1, I or L. If it is right and still unknown, do not trust the document and ask the issuing office.',
		],
	},
	genuine: {
		headline: ['文件真实有效', 'Genuine and in force'],
		sentence: [
			'该文件就是登记的那一份：由下列机关盖章，盖章后内容未被改动，目前有效。',
			'This is the registered file: sealed by the organ below, not altered since, and in force.',
		],
	},
	revoked: {
		headline: ['该文件已被撤销', 'Revoked'],
		sentence: [
			'发文单位已撤销该文件，不再有效，请勿据此办理。',
			'The issuing office has revoked this document. Do not act on it.',
		],
	},
	replaced: {
		headline: ['该文件已被新文件替换', 'Replaced'],
		sentence: [
			'发文单位已用另一份文件替换它，请以新文件为准。',
			'The issuing office has replaced this document by another. Use the new one.',
		],
	},
	otherFile: {
		headline: ['与登记的文件不是同一份', 'Not the registered file'],
		sentence: [
			'签章有效，但该文件不是这个验证码登记的那一份，可能是较早的版本。请向发文单位索取登记的文件。',
			'The seal is valid, but this is not the file registered under the code; it may be an earlier version. Ask the issuing office for the registered one.',
		],
	},
	unregistered: {
		headline: ['签章有效，但没有登记', 'Valid seal, not registered'],
		sentence: [
			'该文件由本系统盖章，盖章后未被改动，但没有登记，无法确认是否仍然有效。请与发文单位核实。',
			'This system sealed the file and it was not altered since, but it is not registered, so whether it is in force is not known. Ask the issuing office.',
		],
	},
	altered: {
		headline: ['文件已被改动', 'Altered'],
		sentence: [
			'盖章之后，文件的内容被改动或添加过，请勿采信。',
			'Content was altered or added after sealing. Do not trust this file.',
		],
	},
	forged: {
		headline: ['签章无效', 'The seal is not valid'],
		sentence: [
			'文件上的签名与证书对不上，可能是伪造的，请勿采信。',
			'The signature does not belong to its certificate and may be forged. Do not trust this file.',
		],
	},
	withdrawn: {
		headline: ['印章证书已被撤销', 'The seal’s certificate was withdrawn'],
		sentence: [
			'发文单位已撤销这枚印章的证书，且没有登记证明盖章在撤销之前，请勿采信。',
			'The office withdrew the certificate of this seal, and no record shows that it was used before. Do not trust this file.',
		],
	},
	foreign: {
		headline: ['不是本单位的印章', 'Not a seal of this office'],
		sentence: [
			'文件带有签章，但证书不是本系统签发的；任何人都能自制这样的证书。请到签章所属单位核验。',
			'The file carries a seal, but its certificate is not of this system; anybody can make such a certificate. Verify it where it comes from.',
		],
	},
	unsealed: {
		headline: ['文件没有电子签章', 'No electronic seal'],
		sentence: [
			'该文件没有电子签章（看得见的印章可能只是图片），无法核验。',
			'The file has no electronic seal; a visible one may be just a picture. It cannot be verified.',
		],
	},
	broken: {
		headline: ['文件读不出来', 'The file cannot be read'],
		sentence: [
			'文件已损坏或没有下载完整，请重新取得后再试。',
			'The file is damaged or incomplete. Get it again.',
		],
	},
	encrypted: {
		headline: ['文件加了密码', 'The file is encrypted'],
		sentence: [
			'本系统盖章的文件都不加密码。加密的 PDF 无法核验，请向发文单位索取原文件。',
			'Files sealed here are never encrypted. Ask the issuing office for the original.',
		],
	},
	notChecked: {
		headline: ['暂不支持这种签章', 'This kind of seal is not checked here'],
		sentence: [
			'文件的签章是另一代结构（GM/T 0031-2014 或 GM/T 0031-2025），本页只能识别，未作核验，不代表真或假。',
			'Its seal is of another generation (GM/T 0031-2014 or GM/T 0031-2025): recognised, but not checked. This says neither yes nor no.',
		],
	},
	offline: {
		headline: ['连不上网络，尚无结论', 'Offline: no result yet'],
		sentence: [
			'没有网络，查不到登记和根证书。请联网后再试；只凭本页的离线结果不能确认真伪。',
			'Without a network neither the register nor the roots can be asked. Try again online.',
		],
	},
};

/** Why nothing was checked. */
export const refusalWords: Record<FileRefusal | 'badCode' | 'failed', Pair> = {
	badCode: [
		'验证码是 12 位字母和数字，没有 0、O、1、I、L，请核对后再输入。',
		'A code has 12 letters and digits, without 0, O, 1, I and L. Check it and enter it again.',
	],
	tooLarge: [
		'文件超过 100 MB，浏览器无法核验。请改用验证码查询，或在电脑上用支持验签的阅读器打开。',
		'The file exceeds 100 MB. Look up its code, or open it in a reader that checks signatures.',
	],
	wrongKind: [
		'只能核验 PDF 和 OFD 文件，请选择盖章后的原文件，不要用截图或转换过的文件。',
		'Only PDF and OFD can be checked. Choose the sealed original, no screenshot or conversion.',
	],
	unreadable: ['文件打不开，请重新选择。', 'The file cannot be opened. Choose it again.'],
	failed: ['核验没有完成，请重试。', 'The check did not finish. Try again.'],
};
