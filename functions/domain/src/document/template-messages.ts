import type { Catalogue } from '../messages.ts';

/** Refusals around templates. */
export const templateMessages = {
	'template/changed': [
		'{name}已保存了新版本。请打开“版本”查看，再从最新版本修改。',
		'{name} saved a newer version. Look at the versions and begin from the latest.',
	],
	'template/missing': [
		'没有找到这个模板或版本，请刷新列表。',
		'No such template or version. Refresh the list.',
	],
	'template/flowOff': [
		'所选流程已停用或不是公文流程，请改选其他流程。',
		'This flow is disabled or not for documents. Choose another.',
	],
	'template/neverPublished': [
		'模板还没有发布过，请先发布再启用。',
		'This template was never published. Publish it first.',
	],
	'template/notTemplate': [
		'“{name}”不是模板文件，请选择从本系统导出的 JSON 文件。',
		'Not a template. Choose a JSON file exported from this system.',
	],
} as const satisfies Catalogue;
