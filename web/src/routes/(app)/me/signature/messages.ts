import { defineMessages } from '#lib/platform/messages.ts';

/** Words of the page on one's own handwritten signature. */
export const m = defineMessages({
	title: ['手写签名', 'Handwritten signature'],
	back: ['个人信息', 'My page'],
	about: [
		'用于签署办理意见，以及以签名章落款的公文。只有您本人能使用；图样和密钥用您的口令加密保存，之后任何人（含管理员）都不能取出。',
		'For opinions and for documents that close with a signature. Nobody but you can use it; it is kept encrypted under your password.',
	],
	write: ['在此手写', 'Write here'],
	upload: ['上传图片', 'Upload a picture'],
	how: ['制作方式', 'How'],
	pad: ['手写区：用鼠标、触控笔或手指书写您的姓名', 'Write your name with mouse, pen or finger'],
	undo: ['撤销一笔', 'Undo a stroke'],
	clear: ['重写', 'Clear'],
	padEmpty: ['请先在手写区书写姓名', 'Write your name first'],
	picture: ['签名图片', 'Picture of the signature'],
	password: ['签名口令', 'Password of the signature'],
	make: ['制作签名', 'Make the signature'],
	making: ['正在制作…', 'Making…'],
	made: ['手写签名已制作，可在办理意见和签名章中使用', 'Your signature is ready'],
	state: ['当前签名', 'Your signature'],
	certificate: ['证书指纹', 'Fingerprint'],
	valid: ['有效期', 'Valid'],
	demo: [
		'演示证书：由本系统自制，只证明未被改动、由您本人签署，不具有法律效力。',
		'A demonstration certificate of this system: no legal force.',
	],
	change: ['修改口令', 'Change the password'],
	present: ['当前口令', 'Present password'],
	next: ['新口令', 'New password'],
	changed: ['签名口令已修改', 'The password is changed'],
	forgot: [
		'口令不能找回。忘记口令或怀疑泄露时，请先撤销再重新制作。',
		'It cannot be recovered: revoke the signature and make another.',
	],
	uses: ['使用记录', 'Uses'],
	noUses: ['还没有使用过', 'Not used yet'],
	missing: ['请填写', 'Required'],
});
