import { defineMessages } from '#lib/platform/messages.ts';

/** Words of the own page. */
export const m = defineMessages({
	title: ['个人信息', 'My page'],
	functions: ['全部功能', 'All functions'],
	details: ['基本信息', 'Details'],
	name: ['姓名', 'Name'],
	staffNumber: ['工号', 'Staff number'],
	email: ['邮箱', 'E-mail'],
	phone: ['电话', 'Telephone'],
	jobTitle: ['职务', 'Title'],
	unit: ['所在单位', 'Unit'],
	posts: ['岗位', 'Posts'],
	permissions: ['权限', 'Permissions'],
	detailsHint: [
		'信息有误请联系系统管理员更正。',
		'Ask your administrator to correct what is wrong.',
	],
	password: ['修改密码', 'Change the password'],
	mustChange: [
		'当前使用的是管理员设置的初始密码，请先修改密码再办理其他事项。',
		'This is a password set by an administrator. Change it before you go on.',
	],
	present: ['当前密码', 'Present password'],
	next: ['新密码', 'New password'],
	again: ['再次输入新密码', 'New password again'],
	passwordHint: [
		'至少 {n} 个字符，同时包含字母和数字。',
		'At least {n} characters, with letters and digits.',
	],
	passwordWeak: [
		'新密码至少 {n} 个字符，并同时包含字母和数字。',
		'Use at least {n} characters, letters and digits.',
	],
	passwordDiffers: ['两次输入的新密码不一致。', 'The two new passwords differ.'],
	passwordSame: [
		'新密码不能与当前密码相同。',
		'The new password must differ from the present one.',
	],
	presentWrong: ['当前密码不对。', 'The present password is wrong.'],
	unreachable: ['连不上登录服务，请检查网络后再试。', 'The sign-in service cannot be reached.'],
	failed: ['密码没有改成，请稍后再试。', 'The password was not changed. Try again later.'],
	changed: ['密码已修改', 'The password is changed'],
	change: ['修改密码', 'Change'],
	signature: ['手写签名', 'Handwritten signature'],
	signatureHint: ['用于签署意见和签名章，口令保护', 'For opinions and stamps'],
	phrases: ['常用语', 'Quick phrases'],
	saved: ['已保存', 'Saved'],
	display: ['显示与操作', 'Display and keys'],
	keys: ['启用单字母快捷键（J、K、X、E 等）', 'Single letters as keys (J, K, X, E …)'],
	signOut: ['退出登录', 'Sign out'],
});
