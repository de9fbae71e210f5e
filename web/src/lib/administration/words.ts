import { defineMessages } from '../platform/messages.ts';

/** Texts of the pages on seals. */
export const m = defineMessages({
	seals: ['印章', 'Seals'],
	newSeal: ['新建印章', 'New seal'],
	editSeal: ['印章设置', 'Seal settings'],
	sealName: ['印章名称', 'Name on the seal'],
	sealNameHint: ['机关全称，环形排列在印面上', 'Full name of the organ, set around the star'],
	badSealName: ['请填写 2 至 30 个字的机关全称', 'Give the organ’s full name, 2 to 30 characters'],
	keepers: ['保管人', 'Keepers'],
	noKeeper: ['请至少选择一位保管人', 'Choose at least one keeper'],
	password: ['印章口令', 'Seal password'],
	passwordHint: [
		'至少 8 位。口令不能找回：印章图样和密钥用它加密。',
		'At least 8 characters. It cannot be recovered: picture and key are encrypted by it.',
	],
	shortPassword: ['口令至少 8 位', 'At least 8 characters'],
	again: ['再次输入口令', 'Password again'],
	differs: ['两次输入的口令不一致', 'The two differ'],
	state: ['状态', 'State'],
	inUse: ['使用中', 'In use'],
	disabled: ['已停用', 'Disabled'],
	disable: ['停用这枚印章', 'Disable this seal'],
	disableHint: [
		'保管人不能再选用，可随时恢复；已盖章的文件不受影响。',
		'Keepers cannot choose it until it is switched on again; sealed files stay as they are.',
	],
	valid: ['证书有效期', 'Valid'],
	validFromTo: ['{from} 至 {to}', '{from} to {to}'],
	validTo: ['证书有效期至', 'Valid until'],
	fingerprint: ['证书指纹', 'Fingerprint'],
	force: ['证书效力', 'Force'],
	save: ['保存', 'Save'],
	close: ['关闭', 'Close'],
	personal: [
		'这是 {name} 的手写签名，只有本人能使用；管理人员可以冻结或撤销。',
		'The signature of {name}: nobody else can use it; managers may freeze or revoke it.',
	],
	noSeals: ['还没有印章', 'No seals yet'],
	noSealsHint: ['新建后，保管人凭口令在公文上用印。', 'Keepers place them by password.'],
	required: ['请填写', 'Required'],
});
