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
		'This step may not dispatch to {unit}; choose other units or ask for the flow to be changed.',
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
		'口令不对，还可再试 {left} 次。',
		'Wrong seal password; {left} tries left.',
	],
	'seal/locked': [
		'口令多次错误，印章已锁定到 {until}，请稍后再试。',
		'The seal is locked until {until}.',
	],
	'seal/frozen': [
		'这枚印章已冻结，请联系印章管理人员解锁（须两人办理）。',
		'The seal is frozen. Ask the seal administrator.',
	],
	'seal/notNumbered': ['请先编号再盖章。', 'Number the document before sealing it.'],
	'seal/exists': ['同一编号的印章已存在，请刷新后查看。', 'This seal exists already.'],
	'seal/already': ['此件已盖章。', 'Already sealed.'],
	'seal/disabled': [
		'这枚印章已停用，请联系印章管理员。',
		'This seal is disabled; ask its manager.',
	],
	'seal/revoked': [
		'这枚印章的证书已撤销（{reason}），请改用有效的印章。',
		'The certificate of this seal was revoked ({reason}); use another seal.',
	],
	'seal/expired': [
		'印章证书不在有效期内，请联系印章管理员换发。',
		'The certificate is not in force; have it renewed.',
	],
	'seal/notLocked': [
		'这枚印章没有锁定或冻结，不需要解锁。',
		'The seal is neither locked nor frozen.',
	],
	'seal/thawPending': [
		'{name} 已提出解锁，请由另一位印章管理人员确认。',
		'{name} has proposed it already; somebody else has to confirm.',
	],
	'seal/noProposal': [
		'没有待确认的解锁申请，请先由一人提出。',
		'Nothing was proposed; one person has to propose first.',
	],
	'seal/samePerson': [
		'解锁须由两人办理：您是提出人，请另一位印章管理人员确认。',
		'Two persons are needed: somebody else has to confirm.',
	],
	'seal/ownThaw': [
		'不能确认本人签名的解锁，请另一位印章管理人员确认。',
		'You cannot confirm for your own signature.',
	],
	'seal/personal': [
		'手写签名只能由本人使用，不能更换使用人；如有风险请冻结。',
		'A signature is its owner’s alone; freeze it if need be.',
	],
	'seal/noneWanted': [
		'此件落款形式为“不盖章”，请退回编号环节改走“不用印”。',
		'This document closes without a seal; choose the way without sealing.',
	],
	'seal/wantsSignature': [
		'此件以签名章落款，请选择签发人的签名章。',
		'This document closes with the stamp of a signature.',
	],
	'seal/wantsSeal': ['此件应加盖机关印章，请选择印章。', 'This document wants an organ’s seal.'],
	'seal/notSigner': [
		'签名章由各签发人本人依次加盖，现在应由{name}加盖，请把本环节转给其办理。',
		'Signers stamp themselves, in order; pass this step to {name}.',
	],
	'seal/signerUnnamed': [
		'联合行文以签名章落款，但没有写明“{organ}”的签发人；请退回，在要素“其他机关签发人”中按“职务 姓名”补全。',
		'The signer of “{organ}” is not named; send it back and name them among the other signers.',
	],
	'seal/signerWithout': [
		'{name}还没有可用的手写签名，盖章后此件不能再退回；请其先在“个人信息 → 手写签名”中制作。',
		'{name} has no signature that can be used; they have to make one first.',
	],
	'seal/otherOrgan': [
		'联合行文按机关顺序盖章，现在应由“{name}”盖章。',
		'Organs seal in order; the next one is “{name}”.',
	],
	'seal/offPlace': [
		'印章离落款太远或超出纸面，请移回落款处，或点“复位”。',
		'The seal is too far from the signature; put it back.',
	],
	'seal/fileChanged': [
		'先前盖章的文件已被改动，不能继续盖章，请联系系统管理员。',
		'The file sealed before was altered; it cannot be sealed further.',
	],
	'seal/pictureKind': ['图片须为 PNG 格式，请另选图片。', 'The picture must be a PNG.'],
	'seal/pictureSize': [
		'图片大小不合要求：边长 40 至 1200 像素，不超过 400 KB。',
		'Sides of 40 to 1200 pixels and at most 400 KB, please.',
	],
	'seal/pictureBlank': ['图片上没有笔迹，请重新书写或另选图片。', 'The picture is blank.'],
	'seal/pictureSquare': [
		'印模图片须为正方形，请裁剪后再传。',
		'The picture of a seal must be square.',
	],
	'seal/p12Password': [
		'证书文件的口令不对，请核对后重试。',
		'The password of the P12 file is wrong.',
	],
	'seal/p12Unreadable': [
		'无法读取证书文件，请确认是 .p12 或 .pfx 文件。',
		'This is no readable P12 file.',
	],
	'seal/p12NoKey': [
		'证书文件里没有与证书相符的私钥，请重新导出（须包含私钥）。',
		'The file holds no key that fits its certificate.',
	],
	'seal/p12Algorithm': [
		'不支持这种密钥：须为 RSA 2048 位以上，或 P-256、P-384、P-521 椭圆曲线。',
		'The key must be RSA of 2048 bits or more, or on P-256, P-384 or P-521.',
	],
	'seal/certificateTime': [
		'证书不在有效期内，请换用有效的证书。',
		'The certificate is not in force.',
	],
	'seal/selfIssued': [
		'自签名证书不能标为“依法设立的电子认证服务机构签发”，请取消勾选或换用证书。',
		'A self-issued certificate is not a licensed one.',
	],
	'seal/serviceInsecure': [
		'签名服务的地址须以 https:// 开头。',
		'The address of the service must begin with https://.',
	],
	'seal/serviceUnreachable': [
		'连不上签名服务，请检查地址和网络后重试。',
		'The signing service cannot be reached.',
	],
	'seal/serviceLate': [
		'签名服务超过 {seconds} 秒没有答复，本次未盖章，请稍后重试。',
		'The signing service did not answer within {seconds} s; nothing was sealed.',
	],
	'seal/serviceRefused': ['签名服务拒绝签名：{why}。', 'The signing service refused: {why}.'],
	'seal/serviceNonsense': [
		'签名服务的答复不合约定，请联系其管理人员。',
		'The answer of the signing service makes no sense.',
	],
	'seal/serviceCertificate': [
		'签名服务用了另一张证书，本次未盖章，请重新制作印章。',
		'The service used another certificate; nothing was sealed.',
	],
	'seal/serviceSignature': [
		'签名服务返回的签名与文件不符，本次未盖章。',
		'The signature of the service does not fit; nothing was sealed.',
	],
	'seal/stampInsecure': [
		'带账号或令牌的时间戳服务，地址须以 https:// 开头。',
		'With a secret the address of the time-stamping authority must begin with https://.',
	],
	'seal/stampUnreachable': [
		'连不上时间戳服务，请检查地址和网络后重试；盖章未进行。',
		'The time-stamping authority cannot be reached; nothing was sealed.',
	],
	'seal/stampLate': [
		'时间戳服务超过 {seconds} 秒没有答复，盖章未进行，请稍后重试。',
		'The time-stamping authority did not answer within {seconds} s; nothing was sealed.',
	],
	'seal/stampRefused': [
		'时间戳服务拒绝了请求（{why}），盖章未进行，请联系其管理人员。',
		'The time-stamping authority refused ({why}); nothing was sealed.',
	],
	'seal/stampNonsense': [
		'时间戳服务的答复不是 RFC 3161 时间戳，请核对地址。',
		'The answer is no RFC 3161 time stamp; check the address.',
	],
	'seal/stampWrong': [
		'时间戳与签名不符，或其证书不是时间戳专用证书，盖章未进行，请联系时间戳服务的管理人员。',
		'The time stamp does not fit, or its certificate is not for time stamps alone; nothing was sealed.',
	],
	'seal/stampUntrusted': [
		'时间戳由“{by}”加盖，不是本系统登记的时间戳机构，盖章未进行；如机构换了证书，请印章管理员重新保存时间戳设置。',
		'“{by}” is not the authority that was entered; if its certificates changed, save the setting anew.',
	],
	'seal/stampClock': [
		'时间戳（{by}）与服务器时间相差超过 5 分钟，盖章未进行，请先校准时间。',
		'The clocks of the authority ({by}) and of the server differ by more than five minutes.',
	],
	'seal/stampOff': ['时间戳没有启用，不需要停用。', 'Time stamps are not switched on.'],
	'seal/placeName': [
		'印章应压住署名和成文日期，使其在印章中心偏下。',
		'The seal should press name and date, slightly below its centre.',
	],
	'seal/placeFar': [
		'印章顶端距正文（或附件说明）超过一行，不合 GB/T 9704。',
		'The seal’s top is more than a line below the text.',
	],
	'seal/placeText': ['印章压住了正文，请下移。', 'The seal touches the text; move it down.'],
	'signature/exists': [
		'您已有手写签名；如需重做，请先作废原签名。',
		'You have a signature; revoke it before making another.',
	],
	'signature/shape': [
		'签名图片的宽高比不合适，请横向书写或裁剪后再传。',
		'The picture’s shape does not suit a signature.',
	],
	'seal/noAnchor': [
		'版面上没有落款位置，请检查发文机关署名和成文日期。',
		'The page has no place for the seal.',
	],
} as const satisfies Catalogue;
