import type { Post } from '@wenshu/domain/access/model.ts';

type Extra = Partial<Pick<Post, 'isHead' | 'permissions'>>;

let order = 0;
function post(
	id: string,
	name: string,
	unitId: string,
	rank: number,
	roleIds: string[],
	extra: Extra = {},
): Post {
	order += 10;
	return { id, name, unitId, rank, roleIds, isHead: false, permissions: [], order, ...extra };
}

/** Head and staff of an ordinary department. */
function department(unitId: string, headName: string, staffName: string): Post[] {
	return [
		post(`${unitId}-head`, headName, unitId, 100, ['deptHead', 'drafter'], { isHead: true }),
		post(`${unitId}-staff`, staffName, unitId, 300, ['drafter']),
	];
}

/** Head, deputy and staff of a centre. */
function center(unitId: string): Post[] {
	return [
		post(`${unitId}-head`, '主任', unitId, 110, ['deptHead', 'drafter'], { isHead: true }),
		post(`${unitId}-deputy`, '副主任', unitId, 210, ['drafter']),
		post(`${unitId}-staff`, '工作人员', unitId, 310, ['drafter']),
	];
}

/** Posts (岗位) of the sample bureau. */
export const posts: Post[] = [
	post('director', '局长', 'leaders', 10, ['director', 'leaderInCharge'], { isHead: true }),
	post('deputy-office', '副局长（分管综合）', 'leaders', 20, ['leaderInCharge']),
	post('deputy-benefits', '副局长（分管待遇与服务）', 'leaders', 21, ['leaderInCharge']),
	post('deputy-pricing', '副局长（分管价格与财务）', 'leaders', 22, ['leaderInCharge']),
	post('deputy-supervision', '副局长（分管监管与信息）', 'leaders', 23, ['leaderInCharge']),
	post(
		'office-head',
		'办公室主任',
		'office',
		100,
		['officeHead', 'officeReviewer', 'deptHead', 'drafter', 'sealOverseer'],
		{ isHead: true, permissions: ['vehicle.confidential'] },
	),
	post('office-deputy', '办公室副主任', 'office', 200, ['officeReviewer', 'drafter']),
	post('office-clerk', '文书', 'office', 300, ['documentClerk', 'drafter']),
	post('office-seal', '印章管理员', 'office', 301, ['sealKeeper', 'drafter']),
	post('office-archive', '档案员', 'office', 302, ['archivist', 'drafter']),
	post('office-fleet', '后勤管理员', 'office', 303, ['drafter'], {
		permissions: ['vehicle.write', 'vehicle.confidential'],
	}),
	post('office-staff', '综合文秘', 'office', 304, ['drafter']),
	...department('benefits', '科长', '科员'),
	...department('services', '科长', '科员'),
	...department('pricing', '科长', '科员'),
	...department('supervision', '科长', '科员'),
	...department('planning', '科长', '科员'),
	...department('statistics', '科长', '科员'),
	post('administrator', '系统管理员', 'statistics', 305, ['administrator']),
	...department('personnel', '科长', '科员'),
	...department('party', '专职副书记', '干事'),
	...center('service-center'),
	...center('audit-center'),
	...center('procurement-center'),
];
