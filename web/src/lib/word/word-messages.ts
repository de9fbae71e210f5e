import { defineMessages } from '../platform/messages.ts';

/** Words about bringing Word files in and out. */
export const m = defineMessages({
	import: ['导入 Word', 'Import from Word'],
	importHint: [
		'选择 .docx 文件，先预览再放入正文；字体、字号、颜色不带入，由版式统一。',
		'Choose a .docx, look at it, then put it into the text. Fonts and colours are left to the layout.',
	],
	choose: ['选择 .docx 文件', 'Choose a .docx'],
	drop: ['或将文件拖到此处', 'or drop it here'],
	other: ['换一个文件', 'Another file'],
	reading: ['正在读取…', 'Reading…'],
	warnings: ['导入前请留意', 'Please note'],
	preview: ['预览', 'Preview'],
	nothing: ['文件里没有可以导入的正文。', 'The file holds no text.'],
	where: ['放到哪里', 'Where to'],
	append: ['接在正文后面', 'Append to the text'],
	replace: ['替换现有正文', 'Replace the text'],
	elements: ['标题和主送机关填入公文要素，不放进正文', 'Title and recipients become elements'],
	elementsAre: ['标题：{title}　主送：{recipients}', 'Title: {title}; recipients: {recipients}'],
	put: ['导入', 'Import'],
	putting: ['正在导入…', 'Importing…'],
	done: ['已导入，正文可用撤销恢复', 'Imported; undo takes it back'],
	picturesLost: ['{n} 张图片没有传上，已略去', '{n} pictures could not be uploaded'],
	characters: ['{n} 字，{pictures} 张图片', '{n} characters, {pictures} pictures'],
	cancel: ['取消', 'Cancel'],
	export: ['导出 Word 编辑稿', 'Export an editable copy'],
	exportHint: [
		'导出清稿（已接受全部修订），带 GB/T 9704 的版式和字体名，标明“编辑稿”，不含印章、签名、批注和痕迹。正式文件以 PDF 为准。',
		'The clean text with layout and font names of GB/T 9704, marked as a draft, without seal, notes and trace.',
	],
	save: ['下载 .docx', 'Download .docx'],
	exported: ['编辑稿已导出', 'Exported'],
	exportFailed: ['没有导出成功，请重试。', 'It could not be exported. Try again.'],
	exportLost: ['{n} 张图片没有取到，编辑稿中已略去', '{n} pictures could not be fetched'],
	notOpen: ['正文还没有打开，请稍候再试。', 'The text is not open yet.'],
	// 拒绝
	oldFormat: [
		'这是 .doc、.wps 或加密的文件，请在 Word 或 WPS 中打开，另存为 .docx 后再导入。',
		'This is an old or encrypted format. Save it as .docx first.',
	],
	macros: [
		'带宏的文件不能导入，请另存为不带宏的 .docx 后再导入。',
		'Files with macros are not taken. Save it as a plain .docx.',
	],
	notWord: ['这不是 Word 文档，请选择 .docx 文件。', 'This is no Word document. Choose a .docx.'],
	tooLarge: [
		'文件超过 20 MB，请压缩图片后再导入，或作为附件上传。',
		'The file is larger than 20 MB. Compress its pictures or attach it.',
	],
	bomb: [
		'文件解开后过大，为安全起见不予导入。请另存为新的 .docx 后再试。',
		'The file unpacks to too much and was not opened.',
	],
	broken: [
		'文件已损坏，读不出来。请用 Word 或 WPS 打开后另存为 .docx。',
		'The file is broken. Open and save it again.',
	],
	tooLong: ['正文过长，请把较长的材料改为附件。', 'The text is too long. Attach the material.'],
	// 提示
	hasRevisions: ['有 {n} 处修订，按接受后的文字导入。', '{n} revisions, taken as accepted.'],
	hasComments: ['有 {n} 条批注，不导入。', '{n} comments are left out.'],
	hasNotes: ['有 {n} 条脚注或尾注，排在正文末尾。', '{n} notes are put at the end.'],
	hasFormulas: [
		'有 {n} 个公式的写法不能导入，请对照原文件补上。',
		'{n} formulae cannot be taken over. Add them from the original.',
	],
	hasObjects: ['有 {n} 个嵌入对象或图表，不能导入。', '{n} embedded objects are left out.'],
	hasBoxes: ['有 {n} 个文本框，按普通段落导入。', '{n} text boxes become paragraphs.'],
	badPictures: [
		'有 {n} 张图片是 EMF、WMF 等格式，不能导入，请改存为 PNG。',
		'{n} pictures are of a kind that cannot be shown.',
	],
});
