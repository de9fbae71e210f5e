import type { Role } from '@wenshu/domain/access/model.ts';

/** Roles of the sample bureau. Posts carry them; flows name them as handlers. */
export const roles: Role[] = [
	{
		id: 'drafter',
		name: '拟稿人',
		permissions: ['document.create', 'bulletin.read', 'vehicle.read'],
		order: 10,
	},
	{ id: 'deptHead', name: '部门负责人', permissions: [], order: 20 },
	{
		id: 'documentClerk',
		name: '文书',
		permissions: [
			'document.register',
			'document.number',
			'document.distribute',
			'document.readAll',
			'document.terminate',
			'flow.record',
			'archive.read',
			'bulletin.write',
		],
		order: 30,
	},
	{ id: 'officeReviewer', name: '办公室核稿', permissions: ['document.readAll'], order: 40 },
	{
		id: 'officeHead',
		name: '办公室主任',
		permissions: [
			'document.readAll',
			'document.terminate',
			'seal.revoke',
			'flow.monitor',
			'supervision.manage',
			'archive.read',
			'bulletin.write',
		],
		order: 50,
	},
	{
		id: 'leaderInCharge',
		name: '分管领导',
		permissions: ['archive.read', 'bulletin.read', 'vehicle.read'],
		order: 60,
	},
	{
		id: 'director',
		name: '局长',
		permissions: [
			'document.readAll',
			'seal.revoke',
			'flow.monitor',
			'supervision.manage',
			'archive.read',
		],
		order: 70,
	},
	{ id: 'sealKeeper', name: '印章管理员', permissions: ['seal.use'], order: 80 },
	{ id: 'sealOverseer', name: '印章监管', permissions: ['seal.manage'], order: 85 },
	{ id: 'archivist', name: '档案员', permissions: ['archive.read', 'archive.file'], order: 90 },
	{
		id: 'administrator',
		name: '系统管理员',
		permissions: [
			'org.manage',
			'permission.manage',
			'template.manage',
			'font.manage',
			'flow.manage',
			'seal.manage',
			'calendar.manage',
			'outbox.manage',
			'journal.read',
		],
		order: 100,
	},
];
