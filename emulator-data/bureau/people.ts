import type { Person } from '@wenshu/domain/access/model.ts';
import { staffAddress } from '@wenshu/domain/access/sign-in.ts';
import { posts } from './posts.ts';

type Row = [name: string, title: string, pinyin: string, ...postIds: string[]];

/**
 * People of the sample bureau. All names are invented, no telephone number is real, and the staff
 * number (YB0001 …) follows from the place in this list; the account's uid is its lower-case form.
 */
const rows: Row[] = [
	['沈砚舟', '局长', 'shen yan zhou', 'director'],
	['陆怀瑾', '副局长', 'lu huai jin', 'deputy-office'],
	['韩知夏', '副局长', 'han zhi xia', 'deputy-benefits'],
	['方既白', '副局长', 'fang ji bai', 'deputy-pricing'],
	['乔望舒', '副局长', 'qiao wang shu', 'deputy-supervision'],
	['林若溪', '办公室主任', 'lin ruo xi', 'office-head'],
	['程以墨', '办公室副主任', 'cheng yi mo', 'office-deputy'],
	['苏锦书', '文书', 'su jin shu', 'office-clerk'],
	['许云帆', '文书', 'xu yun fan', 'office-clerk', 'office-staff'],
	['白芷兰', '印章管理员', 'bai zhi lan', 'office-seal'],
	['秦简言', '档案员', 'qin jian yan', 'office-archive'],
	['纪长风', '后勤管理员', 'ji chang feng', 'office-fleet'],
	['罗星野', '科员', 'luo xing ye', 'office-staff'],
	['周望川', '科长', 'zhou wang chuan', 'benefits-head'],
	['叶知秋', '科员', 'ye zhi qiu', 'benefits-staff'],
	['何听澜', '科员', 'he ting lan', 'benefits-staff'],
	['宋停云', '科长', 'song ting yun', 'services-head'],
	['唐小满', '科员', 'tang xiao man', 'services-staff'],
	['梁书禾', '科员', 'liang shu he', 'services-staff'],
	['郑远山', '科长', 'zheng yuan shan', 'pricing-head'],
	['冯念真', '科员', 'feng nian zhen', 'pricing-staff'],
	['魏青禾', '科员', 'wei qing he', 'pricing-staff'],
	['贺临渊', '科长', 'he lin yuan', 'supervision-head'],
	['江晚晴', '科员', 'jiang wan qing', 'supervision-staff'],
	['邵景行', '科员', 'shao jing xing', 'supervision-staff'],
	['曹秉文', '科长', 'cao bing wen', 'planning-head'],
	['谢安歌', '科员', 'xie an ge', 'planning-staff'],
	['董清嘉', '科员', 'dong qing jia', 'planning-staff'],
	['石敬之', '科长', 'shi jing zhi', 'statistics-head'],
	['薛霁月', '系统管理员', 'xue ji yue', 'administrator', 'statistics-staff'],
	['范一诺', '科员', 'fan yi nuo', 'statistics-staff'],
	['孟昭宁', '科长', 'meng zhao ning', 'personnel-head'],
	['汪如意', '科员', 'wang ru yi', 'personnel-staff'],
	['袁立诚', '专职副书记', 'yuan li cheng', 'party-head'],
	['丁书遥', '干事', 'ding shu yao', 'party-staff'],
	['蒋南乔', '中心主任', 'jiang nan qiao', 'service-center-head'],
	['余思齐', '中心副主任', 'yu si qi', 'service-center-deputy'],
	['钟灵犀', '工作人员', 'zhong ling xi', 'service-center-staff'],
	['姚鹤鸣', '中心主任', 'yao he ming', 'audit-center-head'],
	['卢映雪', '中心副主任', 'lu ying xue', 'audit-center-deputy'],
	['田墨轩', '工作人员', 'tian mo xuan', 'audit-center-staff'],
	['任千帆', '中心主任', 'ren qian fan', 'procurement-center-head'],
	['金采薇', '中心副主任', 'jin cai wei', 'procurement-center-deputy'],
	['陶陶然', '工作人员', 'tao tao ran', 'procurement-center-staff'],
	['柳下舟', '科员（已调离）', 'liu xia zhou', 'planning-staff'],
];

/** Password of every sample account; the emulators only. */
export const samplePassword = 'Wenshu@2026';

/** People of the sample bureau. */
export const people: Person[] = rows.map(([name, title, pinyin, ...postIds], index) => {
	const staffNumber = `YB${String(index + 1).padStart(4, '0')}`;
	const unitId = posts.find((post) => post.id === postIds[0])?.unitId;
	if (unitId === undefined) throw new Error(`${name}: no post ${String(postIds[0])}`);
	return {
		uid: staffNumber.toLowerCase(),
		name,
		staffNumber,
		email: staffAddress(staffNumber),
		phone: `000-0000${String(index + 1).padStart(4, '0')}`,
		title,
		unitId,
		postIds,
		pinyin,
		initials: pinyin
			.split(' ')
			.map((syllable) => syllable.charAt(0))
			.join(''),
		disabled: title.includes('已调离'),
		order: (index + 1) * 10,
	};
});

/** The uid of a sample person by name, so that the sources read as a story. */
export function uidOf(name: string): string {
	const found = people.find((person) => person.name === name);
	if (found === undefined) throw new Error(`no sample person is called ${name}`);
	return found.uid;
}
