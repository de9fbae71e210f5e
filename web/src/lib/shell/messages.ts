import { defineMessages } from '../platform/messages.ts';

/** Words of the frame around every page. */
export const m = defineMessages({
	product: ['文枢', 'Wenshu'],
	bureau: ['机关协同办公', 'Office system'],
	skip: ['跳到主要内容', 'Skip to the main content'],
	mainNav: ['主导航', 'Main navigation'],
	bottomNav: ['底部导航', 'Bottom navigation'],
	search: ['查找公文、人员、事项', 'Find documents, people, matters'],
	create: ['发起', 'New'],
	notices: ['通知', 'Notices'],
	noticesCount: ['通知，{n} 条未读', 'Notices, {n} unread'],
	display: ['显示设置', 'Display'],
	account: ['我的账户', 'My account'],
	me: ['个人信息', 'My page'],
	signOut: ['退出登录', 'Sign out'],
	offline: [
		'当前离线。办理的事项会存入待发箱，联网后自动提交。',
		'You are offline. What you do waits in the outbox until the network is back.',
	],
	waiting: ['待发箱有 {n} 项尚未提交', '{n} acts in the outbox are not submitted yet'],
	refused: ['待发箱有 {n} 项未被接受，需要处理', '{n} acts in the outbox were refused'],
	openOutbox: ['查看待发箱', 'Open the outbox'],
	keys: ['键盘快捷键', 'Keyboard shortcuts'],
	newVersion: ['系统已更新，刷新后使用新版本。', 'A new version is ready.'],
	refresh: ['刷新', 'Reload'],
	system: ['系统', 'System'],
	records: ['业务', 'Records'],
	more: ['更多', 'More'],
	pageFailed: ['页面出错了', 'This page failed'],
	pageFailedHint: [
		'请刷新页面；多次出现请联系管理员。',
		'Reload it; if it happens again, ask your administrator.',
	],
	notFound: ['没有这个页面', 'There is no such page'],
	notFoundHint: [
		'地址可能有误，或内容已被移走。',
		'The address may be wrong, or the page has moved.',
	],
	home: ['回到待办', 'Back to my tasks'],
});
