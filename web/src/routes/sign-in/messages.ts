import { IdentityError, type IdentityProblem } from '#lib/platform/identity.ts';
import { defineMessages } from '#lib/platform/messages.ts';

/** Words of the sign-in page. */
export const m = defineMessages({
	product: ['文枢', 'Wenshu'],
	slogan: ['机关协同办公平台', 'Office system for government agencies'],
	title: ['登录', 'Sign in'],
	name: ['工号或邮箱', 'Staff number or e-mail'],
	password: ['密码', 'Password'],
	showPassword: ['显示密码', 'Show password'],
	submit: ['登录', 'Sign in'],
	largeText: ['大字版', 'Large text'],
	standardText: ['标准字号', 'Standard text'],
	needName: ['请填写工号或邮箱。', 'Enter your staff number or e-mail.'],
	needPassword: ['请填写密码。', 'Enter your password.'],
	wrong: ['工号或密码不对，请核对后再试。', 'The staff number or password is wrong. Check both.'],
	disabled: [
		'该账号已停用，请联系本单位系统管理员。',
		'This account is disabled. Ask your administrator.',
	],
	tooMany: ['尝试次数过多，请几分钟后再试。', 'Too many attempts. Try again in a few minutes.'],
	offline: [
		'连不上登录服务，请检查网络后再试。',
		'The sign-in service cannot be reached. Check the network.',
	],
	failed: ['登录没有成功（{code}），请稍后再试。', 'Signing in failed ({code}). Try again later.'],
	help: [
		'忘记密码请联系本单位系统管理员重置。',
		'Forgot your password? Ask your administrator to reset it.',
	],
	verify: ['验证盖章文件的真伪', 'Verify a sealed document'],
	secrecy: ['本系统不得处理国家秘密', 'State secrets must not enter this system'],
	sample: ['示例单位人员', 'People of the sample bureau'],
	sampleHint: [
		'当前运行在本机模拟器上，点一下即可以该人员身份登录。',
		'Running on the local emulators: one press signs you in as that person.',
	],
	signInAs: ['以{name}（{title}）登录', 'Sign in as {name}, {title}'],
});

/** The sentence for a failed sign-in. */
export function signInSentence(error: unknown): string {
	const problem = error instanceof IdentityError ? error.problem : 'failed';
	const sentences: Partial<Record<IdentityProblem, string>> = {
		wrong: m.wrong,
		disabled: m.disabled,
		tooMany: m.tooMany,
		unreachable: m.offline,
	};
	return sentences[problem] ?? m.failed({ code: (error as Error).message });
}
