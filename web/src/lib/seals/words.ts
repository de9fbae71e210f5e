import type { SealState, SealUseAction, SealUseResult } from '@wenshu/domain/document/seal.ts';
import type { StampOutcome } from '@wenshu/domain/document/time-stamping.ts';
import { dayAndTime } from '../platform/dates.ts';
import { defineMessages } from '../platform/messages.ts';

/** Texts about seals and handwritten signatures, wherever they are looked after. */
export const s = defineMessages({
	organSeals: ['机关印章', 'Seals'],
	signatures: ['手写签名', 'Signatures'],
	uses: ['用印登记', 'Register of uses'],
	owner: ['本人', 'Owner'],
	usable: ['可用', 'Usable'],
	disabled: ['已停用', 'Disabled'],
	locked: ['已锁定', 'Locked'],
	frozen: ['已冻结', 'Frozen'],
	revoked: ['已撤销', 'Revoked'],
	expired: ['证书过期', 'Expired'],
	demo: ['演示', 'demo'],
	licensed: ['持牌机构证书', 'licensed'],
	local: ['本系统制作', 'made here'],
	p12: ['导入证书（P12）', 'imported P12'],
	external: ['外部签名服务', 'outside service'],
	source: ['密钥来源', 'Key'],
	sourceHint: [
		'“本系统制作”为演示证书；具有法律效力的印章须使用依法设立的电子认证服务机构签发的证书。',
		'A key made here is for demonstration; legal force needs a licensed authority’s certificate.',
	],
	p12File: ['证书文件（.p12 / .pfx）', 'P12 file'],
	p12Missing: ['请选择证书文件', 'Choose the file'],
	p12Password: ['证书文件口令', 'Password of the file'],
	p12PasswordHint: ['只用于本次读取，不保存。', 'Used for reading only, kept nowhere.'],
	serviceUrl: ['签名服务地址', 'Address of the service'],
	serviceMissing: ['请填写以 https:// 开头的地址', 'An address with https://'],
	serviceKey: ['密钥编号', 'Id of the key'],
	serviceToken: ['访问令牌', 'Access token'],
	isLicensed: [
		'证书由依法设立的电子认证服务机构签发（勾选后不再标注“演示”）',
		'Issued by a licensed authority (nothing says 演示 any more)',
	],
	likeness: ['印模', 'Picture'],
	drawn: ['按名称绘制', 'Drawn from the name'],
	uploaded: ['上传印模图片', 'Upload a picture'],
	choosePicture: ['选择图片', 'Choose a picture'],
	pictureMissing: ['请选择图片', 'Choose a picture'],
	pictureHint: [
		'PNG 或 JPG，白底即可，底色自动去除。图片加密保存，之后任何人（含管理员）都不能取出。',
		'PNG or JPG on white; the ground is removed. It is kept encrypted and can never be taken out.',
	],
	large: ['图片文件过大（上限 12 MB），请压缩后再选', 'The file is larger than 12 MB'],
	unreadable: ['无法读取这个图片，请另选 PNG 或 JPG', 'This picture cannot be read'],
	blank: ['图片上没有找到笔迹或印迹，请另选', 'Nothing was found on the picture'],
	issuer: ['颁发者', 'Issuer'],
	validFrom: ['有效期自', 'Valid from'],
	why: ['理由', 'Reason'],
	whyMissing: ['请填写理由（至少 2 个字）', 'Give a reason'],
	freeze: ['冻结', 'Freeze'],
	freezeAsk: [
		'冻结后任何人不能使用，直到两位印章管理人员解锁。',
		'Nobody can use it until two managers unlock it.',
	],
	frozenDone: ['已冻结', 'Frozen'],
	revoke: ['撤销证书', 'Revoke'],
	revokeAsk: [
		'撤销后不能恢复，也不能再用于盖章。撤销前已盖章的文件仍可阅读，验章时注明证书已撤销。',
		'It cannot be undone. What was sealed before stays readable and says that it was revoked.',
	],
	revokedDone: ['证书已撤销', 'Revoked'],
	revokedBy: ['{name} 于 {at} 撤销：{reason}', 'Revoked by {name}, {at}: {reason}'],
	frozenBy: ['{name} 于 {at} 冻结：{reason}', 'Frozen by {name}, {at}: {reason}'],
	frozenTries: ['口令连续错误，{at} 自动冻结', 'Frozen at {at} after wrong passwords'],
	lockedUntil: ['口令多次错误，锁定到 {until}', 'Locked until {until} after wrong passwords'],
	propose: ['提出解锁', 'Propose to unlock'],
	proposeAsk: [
		'解锁须两人办理：您提出后，由另一位印章管理人员在 24 小时内确认。',
		'Two persons: you propose, another manager confirms within 24 hours.',
	],
	proposed: ['已提出，等待另一位管理人员确认', 'Proposed; somebody else has to confirm'],
	pending: ['{name} 于 {at} 提出解锁：{reason}', '{name} proposed at {at} to unlock: {reason}'],
	pendingOwn: [
		'您是提出人，须由另一位印章管理人员确认。',
		'You proposed it; somebody else confirms.',
	],
	pendingMark: ['待确认解锁', 'to be unlocked'],
	confirm: ['确认解锁', 'Confirm'],
	confirmed: ['已解锁', 'Unlocked'],
	drop: ['撤回申请', 'Drop it'],
	dropped: ['已撤回', 'Dropped'],
	// the register
	time: ['时间', 'Time'],
	seal: ['印章', 'Seal'],
	by: ['用印人', 'By'],
	action: ['事项', 'What for'],
	document: ['文件', 'Document'],
	page: ['页码', 'Page'],
	reason: ['事由', 'Reason'],
	result: ['结果', 'Result'],
	everySeal: ['全部印章', 'All seals'],
	everyResult: ['全部结果', 'All results'],
	everyPerson: ['全部人员', 'Everybody'],
	from: ['起始日期', 'From'],
	to: ['截止日期', 'To'],
	noUses: ['没有用印记录', 'No uses'],
	noUsesHint: ['每次用印、核对印模和口令错误都自动记在这里。', 'Every use is entered by itself.'],
	unalterable: ['登记由系统自动生成，任何人不能修改或删除', 'Nobody can alter this register'],
	limit: ['只显示最近 {n} 条，请用日期缩小范围', 'Only the newest {n}; narrow the dates'],
	export: ['导出 Excel', 'Export'],
	exportFailed: ['没有导出成功，请重试', 'The export failed'],
	digest: ['文件摘要', 'File digest'],
	stamp: ['时间戳', 'Time stamp'],
	stampedBy: ['{at}，{by}', '{at}, {by}'],
	stampFailed: ['未取得时间戳', 'No time stamp'],

	noSignatures: ['还没有人制作手写签名', 'Nobody has made a signature yet'],
	noSignaturesHint: ['本人在“个人信息 → 手写签名”里制作。', 'Everybody makes their own.'],
});

/** How a seal stands, in a word. */
export const stateWord = (state: SealState): string => s[state];

/** The tone of that word. */
export const stateTone = {
	usable: 'ok',
	disabled: 'plain',
	locked: 'warn',
	frozen: 'seal',
	revoked: 'seal',
	expired: 'warn',
} as const;

const actions = defineMessages({
	apply: ['盖章', 'Sealing'],
	preview: ['核对印模', 'Checking'],
	opinion: ['签署意见', 'Signing an opinion'],
	password: ['修改口令', 'Changing the password'],
	endRecord: ['撤销或替换盖章文件', 'Ending a sealed file'],
	proposeRestore: ['提出恢复效力', 'Proposing to restore'],
	restoreRecord: ['确认恢复效力', 'Restoring'],
});
const results = defineMessages({
	checking: ['未完成', 'not finished'],
	wrong: ['口令错误', 'wrong password'],
	locked: ['锁定中，被拒', 'refused: locked'],
	frozen: ['冻结中，被拒', 'refused: frozen'],
	refused: ['未盖成', 'refused'],
	opened: ['口令正确', 'opened'],
	previewed: ['已核对', 'checked'],
	done: ['完成', 'done'],
});

/** What a seal was taken out for, in words. */
export const actionWord = (action: SealUseAction): string => actions[action];
/** What became of the time stamp of a use; empty where none was asked for. */
export function stampWord(stamp: StampOutcome | undefined): string {
	if (stamp === undefined) return '';
	return 'at' in stamp ? s.stampedBy({ at: dayAndTime(stamp.at), by: stamp.by }) : s.stampFailed;
}
/** What became of a use, in words. */
export const resultWord = (result: SealUseResult): string => results[result];
