import type { Catalogue } from '../messages.ts';
import type { RuleId } from './rules.ts';

/** The sentences of the drafting checks; those of checks that block are refusals too. */
export const draftingMessages = {
	'drafting/oneMatter': [
		'请示应当一文一事。“{quote}”像是另一件事，请分开行文。',
		'A request holds one matter; “{quote}” looks like another.',
	],
	'drafting/requestInReport': [
		'报告不得夹带请示事项。“{quote}”请删去，或另行请示。',
		'A report must not ask for anything: “{quote}”.',
	],
	'drafting/copyToSubordinate': [
		'上行文不得抄送下级机关，请从抄送中去掉“{quote}”。',
		'A document to a superior is never copied to those below: remove “{quote}”.',
	],
	'drafting/copyToDepartment': [
		'“{quote}”是本机关内设机构，不写入上行文的抄送，可用传阅告知。',
		'“{quote}” is a department of this organ; circulate it there instead.',
	],
	'drafting/oneRecipient': [
		'请示只能写一个主送机关，其他机关改为抄送。',
		'A request names exactly one main recipient.',
	],
	'drafting/recipientInPrinciple': [
		'上行文原则上主送一个上级机关，其他机关改为抄送。',
		'A document to a superior names one main recipient in principle.',
	],
	'drafting/recipientMissing': [
		'上行文须写明主送机关，请填写后再提交。',
		'A document to a superior needs its main recipient.',
	],
	'drafting/personRecipient': [
		'除负责人直接交办外，公文不得主送个人，请把“{quote}”改为机关名称。',
		'Address an organ, not a person: “{quote}”.',
	],
	'drafting/stateSecret': [
		'本系统不得处理国家秘密。请删去密级标志“{quote}”，涉密文件用涉密渠道办理。',
		'State secrets must not enter this system; remove “{quote}”.',
	],
	'drafting/titleMissing': ['请填写标题后再提交。', 'Give the document a title first.'],
	'drafting/titleOrgan': [
		'标题由发文机关、事由和文种组成，开头应为发文机关“{issuer}”。',
		'The title begins with the issuing organ, “{issuer}”.',
	],
	'drafting/titleMatter': [
		'标题应写成“关于……的{kind}”，写明事由。',
		'The title states the matter and ends with the kind, {kind}.',
	],
	'drafting/titleKind': [
		'标题以“{ending}”结尾，与所选文种“{kind}”不一致，请改其一。',
		'The title ends with “{ending}”, the kind chosen is {kind}.',
	],
	'drafting/titleTwoKinds': [
		'没有“请示报告”这一文种，请示和报告只能取一。',
		'A request and a report are two kinds; choose one of them.',
	],
	'drafting/titlePunctuation': [
		'标题中一般不用“{quote}”这类标点，可用空格或换行。',
		'A title usually has no “{quote}”.',
	],
	'drafting/titleBookMarks': [
		'标题中除法律、法规、规章名称外，一般不加书名号：{quote}。',
		'Only laws and rules carry book marks in a title: {quote}.',
	],
	'drafting/titleForward': [
		'{verb}类公文一般用通知，标题宜写成“{verb}……的通知”，省去重复的“关于”和“的通知”。',
		'A document that forwards another is a notice; its title doubles neither the opening nor the kind.',
	],
	'drafting/headingMark': [
		'序数“{quote}”应写作“{right}”。',
		'Write the number “{quote}” as “{right}”.',
	],
	'drafting/headingNumber': [
		'序数不连续，“{quote}”应为“{right}”。',
		'The numbers are not continuous: “{quote}” should be “{right}”.',
	],
	'drafting/headingOrder': [
		'结构层次依次为“一、”“（一）”“1.”“（1）”，此处之前缺少“{level}”一层。',
		'The level “{level}” is missing before this one.',
	],
	'drafting/headingStyle': [
		'“{quote}”像是第{level}级标题，应设为对应的标题样式，字体才合格式。',
		'“{quote}” looks like a heading of level {level}; give it that style.',
	],
	'drafting/headingEnd': ['独立成行的标题末尾不用句号。', 'A heading of its own has no full stop.'],
	'drafting/shortYear': ['年份应写全称：{right}。', 'Write the whole year: {right}.'],
	'drafting/paddedDate': [
		'月、日不编虚位，“{quote}”应为“{right}”。',
		'No leading zeros: “{quote}” is “{right}”.',
	],
	'drafting/dottedDate': ['正文中的日期写作“{right}”。', 'Write the date as “{right}”.'],
	'drafting/chineseDate': [
		'日期用阿拉伯数字：“{right}”。',
		'Write dates in Arabic digits: “{right}”.',
	],
	'drafting/chineseStatistic': [
		'统计数字用阿拉伯数字，“{quote}”可写作“{right}”。',
		'Statistics are written in Arabic digits: “{right}”.',
	],
	'drafting/fullWidthDigit': ['数字用半角：“{right}”。', 'Digits are half-width: “{right}”.'],
	'drafting/numberRange': [
		'数值范围用一字线或浪纹线，“{quote}”可写作“{right}”。',
		'Write the range as “{right}”.',
	],
	'drafting/percentRange': [
		'百分数范围前后都写百分号：“{right}”。',
		'Both ends of a range of per cent carry the sign: “{right}”.',
	],
	'drafting/halfWidthMark': [
		'汉字后的标点用全角，“{quote}”应为“{right}”。',
		'Use the full-width mark “{right}”.',
	],
	'drafting/halfWidthBracket': [
		'汉字用全角括号：“{right}”。',
		'Use full-width brackets: “{right}”.',
	],
	'drafting/straightQuote': ['引号用弯引号：{right}。', 'Use Chinese quotation marks: {right}.'],
	'drafting/doubleMark': ['标点重复：“{quote}”。', 'Doubled punctuation: “{quote}”.'],
	'drafting/ellipsis': ['省略号占两格，写作“……”。', 'An ellipsis takes two places.'],
	'drafting/dash': ['破折号占两格，写作“——”。', 'A dash takes two places.'],
	'drafting/quoteList': [
		'并列的引号或书名号之间一般不用顿号。',
		'No enumeration comma between quoted items in a row.',
	],
	'drafting/serialMark': ['“{quote}”后用逗号：“{right}”。', 'Use a comma after it: “{right}”.'],
	'drafting/straySpace': ['汉字之间不留空格。', 'No spaces between Chinese characters.'],
	'drafting/typedIndent': [
		'段首空两字由版式自动排出，不用键入空格。',
		'The indent is set by the layout; type no spaces.',
	],
	'drafting/numberForm': [
		'发文字号用六角括号，不加“第”、不编虚位：{right}。',
		'Write the document number as {right}.',
	],
	'drafting/titleThenNumber': [
		'引用公文先引标题、后引发文字号：《标题》（{quote}）。',
		'Cite the title first, then the number in brackets.',
	],
	'drafting/numberWithoutTitle': [
		'引用“{quote}”时应先写公文标题，再在括号中写发文字号。',
		'Name the title of “{quote}” before its number.',
	],
	'drafting/attachmentEnd': [
		'附件名称后不加标点：“{quote}”。',
		'No mark after the name of an attachment: “{quote}”.',
	],
	'drafting/attachmentNumber': [
		'附件序号由版式自动排出，不用键入：“{quote}”。',
		'Attachments are numbered by the layout: “{quote}”.',
	],
	'drafting/attachmentReference': [
		'正文写了“{quote}”，附件说明只有{count}个附件。',
		'The text says “{quote}”, but {count} attachments are listed.',
	],
	'drafting/attachmentUnlisted': [
		'正文写了“{quote}”，附件说明还是空的，请填写附件名称。',
		'The text says “{quote}”, but no attachment is listed.',
	],
	'drafting/attachmentTitle': [
		'附件标题“{quote}”与附件说明“{name}”不一致。',
		'The attachment “{quote}” is listed as “{name}”.',
	],
	'drafting/attachmentCount': [
		'正文后有{parts}个附件，附件说明写了{count}个，请核对。',
		'{parts} attachments follow the text, {count} are listed.',
	],
	'drafting/noteBrackets': [
		'附注的圆括号由版式自动加上，不用键入。',
		'The brackets of the note are set by the layout.',
	],
	'drafting/noteContact': [
		'请示应在附注写明联系人和电话，如“联系人：叶知秋，电话：0871-6512345”。',
		'A request names a contact and a telephone number in its note.',
	],
	'drafting/closingMissing': [
		'{quote}的结尾一般用“{phrase}”。',
		'Such a document usually ends with “{phrase}”.',
	],
	'drafting/closingOther': [
		'“{quote}”不是{kind}的结尾用语。',
		'“{quote}” does not end a document of this kind ({kind}).',
	],
	'drafting/emptyText': [
		'正文是空的，请写好正文再提交。',
		'The text is empty. Write it before you submit.',
	],
	'drafting/placeholder': [
		'“{quote}”是待填的内容，请填写或删去。',
		'“{quote}” is still to be filled in.',
	],
	'drafting/handSigned': [
		'“{quote}”：署名和成文日期由版式自动排出，请删去手写的落款。',
		'“{quote}”: name and date are set by the layout; remove what was typed.',
	],
	'drafting/openSuggestions': [
		'还有{count}处修订没有处理，定稿前请接受或拒绝。',
		'{count} suggestions are still open.',
	],
	'drafting/openNotes': ['还有{count}条批注没有解决。', '{count} annotations are still open.'],
	'drafting/wrongWord': ['“{quote}”应为“{right}”。', '“{quote}” should be “{right}”.'],
	'drafting/repeatedWord': ['“{quote}”重复，应为“{right}”。', '“{quote}” is doubled.'],
} as const satisfies Catalogue & Record<`drafting/${RuleId}`, readonly [string, string]>;
