import { expect, it, vi } from 'vitest';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
vi.stubGlobal('document', { documentElement: {} });
const { journalFacts } = await import('./journal-details.ts');

const names: Record<string, string> = {
	yb0013: '罗星野',
	office: '办公室',
	'office-staff': '综合文秘',
};
const lines = (value: unknown) =>
	journalFacts(value, (id) => names[id]).map(({ label, value: words, level }) =>
		`${'  '.repeat(level)}${label} ${words}`.trimEnd(),
	);

it('ids, permissions and yes or no are said in words; what is empty is left out', () => {
	expect(
		lines({ uids: ['yb0013', 'gone'], unitId: 'office', isHead: false, remark: '', opinion: null }),
	).toEqual(['人员 罗星野、gone', '单位 办公室', '单位负责人 否']);
	expect(lines({ permission: 'org.manage', granted: true })).toEqual([
		'权限 机构、岗位与人员管理',
		'授予 是',
	]);
});

it('lists of rows take a line each, and nested parts stand below their name', () => {
	const rows = [{ row: 2, draft: { name: '内勤', unitId: 'office' } }];
	expect(lines({ rows })).toEqual(['各行', '  1 行 2；名称 内勤；单位 办公室']);
	expect(lines({ chosen: { sign: ['yb0013'] } })).toEqual(['选定办理人', '  sign 罗星野']);
	const many = journalFacts(
		{ rows: Array.from({ length: 60 }, () => ({ row: 1 })) },
		() => undefined,
	);
	expect(many.at(-1)?.value).toBe('另有 10 项');
});

it('what is registered is named by the fields of its module', () => {
	expect(lines({ module: 'vehicle', values: { plate: '云A12345', status: 'repair' } })).toEqual([
		'业务 车辆登记',
		'登记内容',
		'  车牌号 云A12345',
		'  状态 维修中',
	]);
});
