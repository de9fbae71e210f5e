import type { Catalogue } from '../messages.ts';

/** Refusals around files. */
export const fileMessages = {
	'files/kind': [
		'不支持“{name}”这种文件，请转换成 PDF、Word、Excel 或图片再上传。',
		'This kind of file is not accepted. Convert it to PDF, Word, Excel or a picture.',
	],
	'files/tooLarge': [
		'“{name}”超过 200 MB，请压缩或拆分后再上传。',
		'The file exceeds 200 MB. Compress or split it.',
	],
	'files/empty': ['“{name}”是空文件，请检查后重新选择。', 'The file is empty.'],
	'files/mismatch': [
		'文件内容与扩展名不符，已拒绝保存，请检查后重新选择。',
		'The content does not match the name; it was not stored.',
	],
	'files/incomplete': ['文件还没有传完，请继续上传。', 'The upload is not complete yet.'],
	'files/mayNotUpload': [
		'您不能在这里上传文件：只有参与办理的人可以上传，已定稿用印的公文不再接收附件。请由当前办理人上传。',
		'You may not upload here: only those who take part may, and nothing is added once it is sealed.',
	],
	'files/forbidden': ['您无权查看这个文件，可请办理人传阅。', 'You may not read this file.'],
	'files/missing': ['文件不存在或已被清理，请重新上传。', 'The file does not exist.'],
	'files/expired': [
		'下载地址已过期，请返回页面重新点击。',
		'The address has expired. Click again on the page.',
	],
	'files/refused': [
		'上传被拒绝，请重新选择文件。',
		'The upload was refused. Choose the file again.',
	],
	'files/unreachable': [
		'网络不通，上传已暂停，联网后请重试。',
		'No network; the upload has paused.',
	],
	'files/failed': ['文件操作失败，请稍后重试。', 'The file could not be handled. Try again later.'],
} as const satisfies Catalogue;
