import type { Catalogue } from '../messages.ts';

/** Refusals around official documents. */
export const documentMessages = {
	'document/frozen': [
		'此件已盖章定稿，正文和要素不能再改。确需修改请联系办公室重新发文。',
		'This document is sealed; nothing can be changed any more.',
	],
	'document/notEditor': [
		'当前环节不允许您修改要素，可在意见中提出或添加批注。',
		'Your step may not change the elements.',
	],
	'document/notThisStep': [
		'当前环节不办理这项工作，请由对应环节的人员处理。',
		'This is not done at the current step.',
	],
	'document/stateSecret': [
		'本系统不得处理国家秘密。涉密文件请使用涉密系统或纸质渠道办理。',
		'State secrets must not enter this system. Use the classified channel.',
	],
	'document/titleMissing': ['请填写标题后再提交。', 'Give the document a title first.'],
	'document/recipientMissing': [
		'上行文须写明主送机关，请填写后再提交。',
		'A document to a superior needs its main recipient.',
	],
	'document/oneRecipient': [
		'请示只能写一个主送机关，请改正后再提交。',
		'A request names exactly one main recipient.',
	],
	'document/notDraft': [
		'只有本人未提交的草稿可以删除。',
		'Only your own unsubmitted draft can be deleted.',
	],
	'document/notAuthor': [
		'只有拟稿人可以邀请共同起草人。',
		'Only the drafter may invite coauthors.',
	],
	'document/annotationGone': [
		'没有找到这条批注，无法提醒。请刷新后重新添加批注。',
		'This annotation is gone. Reload and annotate again.',
	],
	'document/templateMissing': [
		'模板不存在或已停用，请重新选择。',
		'This template is gone. Choose another.',
	],
	'document/numbered': ['此件已编号为{number}，无需重复编号。', 'Already numbered {number}.'],
	'document/notSigned': ['签发后才能编号，请先完成签发。', 'Number it after it has been signed.'],
	'document/seriesMissing': [
		'没有找到编号序列，请重新选择。',
		'This number series does not exist.',
	],
	'document/archived': ['此件已归档，档号{number}。', 'Already filed as {number}.'],
	'document/volumeMissing': ['没有找到案卷，请重新选择或新建案卷。', 'This volume does not exist.'],
	'document/volumeExists': [
		'同一全宗、年度、保管期限和机构已有案卷“{title}”，请直接归入该卷。',
		'“{title}” holds the same fonds, year, retention and unit; file into it.',
	],
	'document/distributed': [
		'此件已分发，可用“传阅”补发给其他人。',
		'Already distributed; circulate it to others instead.',
	],
	'document/notIssued': [
		'此件还不能分发到单位：发文请先编号，收文请先登记送办。',
		'Number an outgoing document, or register a received one, before dispatching it.',
	],
	'document/dispatchedTo': [
		'此件已分发到{unit}，请从选择中去掉该单位。',
		'Already dispatched to {unit}; leave it out.',
	],
	'document/unitNotAllowed': [
		'本环节不可分发到{unit}，请改选其他单位，或请流程管理员在流程中放开。',
		'This step may not dispatch to {unit}; choose other units or ask for the flow to be changed',
	],
	'document/noReceiver': [
		'{unit}没有文书或负责人可以签收，请先在机构人员中配置，或改选其他单位。',
		'Nobody in {unit} can sign for it; give it a clerk or a head, or choose another unit.',
	],
	'document/dispatchedDraft': [
		'这是分发给本单位的来文，不能删除，请登记签收。',
		'This letter was dispatched to your unit; sign for it instead of deleting it.',
	],
	'document/sealedNoReturn': ['此件已盖章，不能退回。', 'A sealed document cannot be returned.'],
	'document/fileMissing': [
		'附件未上传完成，请重新上传。',
		'The file has not been uploaded completely.',
	],
	'document/tooManyFiles': ['附件最多 30 个，请合并后再传。', 'At most 30 attachments.'],
	'document/noReader': ['您无权查看此件，可请办理人传阅给您。', 'You may not read this document.'],
	'document/emptyText': ['正文是空的，请写好正文再提交。', 'The text is empty.'],
	'seal/noSeal': ['没有找到这枚印章，或您不是它的保管人。', 'No such seal, or you do not keep it.'],
	'seal/wrongPassword': [
		'印章口令不对，还可再试 {left} 次。',
		'Wrong seal password; {left} tries left.',
	],
	'seal/locked': [
		'口令多次错误，印章已锁定到 {until}，请稍后再试。',
		'The seal is locked until {until}.',
	],
	'seal/frozen': [
		'口令错误次数过多，印章已冻结，请联系印章管理员解冻。',
		'The seal is frozen. Ask the seal administrator.',
	],
	'seal/notNumbered': ['请先编号再盖章。', 'Number the document before sealing it.'],
	'seal/exists': ['同一编号的印章已存在，请刷新后查看。', 'This seal exists already.'],
	'seal/already': ['此件已盖章。', 'Already sealed.'],
	'seal/noAnchor': [
		'版面上没有落款位置，请检查发文机关署名和成文日期。',
		'The page has no place for the seal.',
	],
} as const satisfies Catalogue;
