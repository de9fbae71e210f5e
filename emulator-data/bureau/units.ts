import type { Unit } from '@wenshu/domain/access/model.ts';

type Row = [id: string, name: string, shortName: string, kind: Unit['kind'], code: string];

/** The fictional 云州市医疗保障局: the bureau, its leaders, eight departments, an office, three centres. */
const rows: Row[] = [
	['bureau', '云州市医疗保障局', '市医保局', 'bureau', 'YBJ'],
	['leaders', '局领导', '局领导', 'leaders', 'JLD'],
	['office', '办公室', '办公室', 'department', 'BGS'],
	['benefits', '待遇保障科', '待遇科', 'department', 'DYK'],
	['services', '医药服务管理科', '医药科', 'department', 'YFK'],
	['pricing', '医药价格和招标采购科', '价采科', 'department', 'JCK'],
	['supervision', '基金监管科', '监管科', 'department', 'JGK'],
	['planning', '规划财务和法规科', '规财科', 'department', 'GCK'],
	['statistics', '信息与统计科', '信统科', 'department', 'XTK'],
	['personnel', '人事科', '人事科', 'department', 'RSK'],
	['party', '机关党委', '机关党委', 'department', 'JGD'],
	['service-center', '医疗保险服务中心', '服务中心', 'center', 'FWZ'],
	['audit-center', '医疗保障基金核查中心', '核查中心', 'center', 'HCZ'],
	['procurement-center', '药品采购中心', '采购中心', 'center', 'CGZ'],
];

/** Which deputy leads what (分管). */
const overseers: Record<string, string[]> = {
	'deputy-office': ['office', 'personnel', 'party'],
	'deputy-benefits': ['benefits', 'services', 'service-center'],
	'deputy-pricing': ['pricing', 'planning', 'procurement-center'],
	'deputy-supervision': ['supervision', 'statistics', 'audit-center'],
};

/** Units of the sample bureau, in the order in which the bureau lists them. */
export const units: Unit[] = rows.map(([id, name, shortName, kind, code], index) => ({
	id,
	name,
	shortName,
	kind,
	code,
	parentId: kind === 'bureau' ? null : 'bureau',
	path: kind === 'bureau' ? ['bureau'] : ['bureau', id],
	order: (index + 1) * 10,
	overseers: Object.keys(overseers).filter((post) => overseers[post]?.includes(id)),
}));
