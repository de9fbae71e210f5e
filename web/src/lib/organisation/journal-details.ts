import { isPermission, permissions } from '@wenshu/domain/access/permissions.ts';
import { moduleById } from '@wenshu/domain/modules/index.ts';
import { dayAndTime } from '../platform/dates.ts';
import { fill, say, type Pair } from '../platform/messages.ts';

/** What an id of the organisation is called now; undefined when it is none, or none any more. */
export type NameOf = (id: string) => string | undefined;

/** One line of what was asked for or answered. `level` counts how deep it stands. */
export interface JournalFact {
	label: string;
	value: string;
	level: number;
}

/** What fields of acts are called. */
const words: Record<string, Pair> = {
	archiveNumber: ['档号', 'Archive number'],
	attachmentNames: ['附件说明', 'Attachments'],
	attachments: ['附件', 'Attachments'],
	audience: ['发布范围', 'Audience'],
	beforeId: ['排在其前', 'Before'],
	body: ['正文', 'Text'],
	changed: ['更新', 'Changed'],
	changes: ['改动', 'Changes'],
	chosen: ['选定办理人', 'Chosen'],
	code: ['代码', 'Code'],
	copies: ['份数', 'Copies'],
	copyTo: ['抄送', 'Copy to'],
	created: ['新增', 'Created'],
	disabled: ['停用', 'Disabled'],
	draft: ['内容', 'Content'],
	edgeId: ['流向', 'Way'],
	elements: ['公文要素', 'Elements'],
	email: ['邮箱', 'E-mail'],
	fileId: ['文件', 'File'],
	fonds: ['全宗号', 'Fonds'],
	granted: ['授予', 'Granted'],
	holder: ['授予对象', 'Holder'],
	holderId: ['岗位或角色', 'Post or role'],
	id: ['编号', 'Id'],
	incoming: ['来文', 'Incoming'],
	isHead: ['单位负责人', 'Heads the unit'],
	keepers: ['保管人', 'Keepers'],
	keywords: ['主题词', 'Keywords'],
	kind: ['类别', 'Kind'],
	mainRecipients: ['主送', 'To'],
	message: ['内容', 'Message'],
	module: ['业务', 'Module'],
	name: ['名称', 'Name'],
	note: ['附注', 'Note'],
	number: ['编号', 'Number'],
	openTasks: ['未办事项', 'Open tasks'],
	opinion: ['意见', 'Opinion'],
	order: ['次序', 'Order'],
	pages: ['页数', 'Pages'],
	parentId: ['上级单位', 'Parent'],
	people: ['涉及人员', 'People'],
	permission: ['权限', 'Permission'],
	phone: ['手机', 'Telephone'],
	postId: ['岗位', 'Post'],
	postIds: ['岗位', 'Posts'],
	posts: ['岗位数', 'Posts'],
	rank: ['级别序号', 'Rank'],
	readId: ['待阅编号', 'Reading task'],
	readers: ['阅件人数', 'Readers'],
	reason: ['理由', 'Reason'],
	receivedOn: ['收文日期', 'Received on'],
	remark: ['备注', 'Remark'],
	retention: ['保管期限', 'Retention'],
	roleId: ['角色', 'Role'],
	row: ['行', 'Row'],
	rows: ['各行', 'Rows'],
	secrecy: ['密级', 'Secrecy'],
	sender: ['来文单位', 'Sender'],
	senderNumber: ['来文字号', 'Sender’s number'],
	seriesId: ['字号系列', 'Series'],
	shortName: ['简称', 'Short name'],
	signers: ['签发人', 'Signers'],
	staffNumber: ['工号', 'Staff number'],
	status: ['状态', 'State'],
	step: ['操作', 'Step'],
	straightBack: ['改好直送退回人', 'Straight back'],
	taskId: ['待办编号', 'Task'],
	templateId: ['模板', 'Template'],
	title: ['标题', 'Title'],
	to: ['送', 'To'],
	toNodeId: ['退回到', 'Returned to'],
	uid: ['人员', 'Person'],
	uids: ['人员', 'People'],
	unitCode: ['机构代码', 'Unit code'],
	unitId: ['单位', 'Unit'],
	units: ['单位数', 'Units'],
	urgency: ['紧急程度', 'Urgency'],
	values: ['登记内容', 'Values'],
	version: ['版次', 'Version'],
	volumeId: ['案卷', 'Volume'],
	what: ['改动类型', 'What'],
	year: ['年度', 'Year'],
};
/** Values that are words of the programme. */
const values: Record<string, Pair> = {
	true: ['是', 'yes'],
	false: ['否', 'no'],
	all: ['全体', 'all'],
	post: ['岗位', 'post'],
	role: ['角色', 'role'],
	permission: ['权限', 'permission'],
};
const more: Pair = ['另有 {n} 项', '{n} more'];
/** Items of a list that are shown; an import has up to 200. */
const MOST = 50;

interface Field {
	label: Pair;
	options?: Record<string, Pair>;
}
/** What explains the facts of one act. */
interface Meaning {
	nameOf: NameOf;
	/** Fields of the module that the act is about. */
	fields: Partial<Record<string, Field>>;
}

/** What an act was asked for or answered, line by line in words; what is empty is left out. */
export function journalFacts(value: unknown, nameOf: NameOf): JournalFact[] {
	const id = isObject(value) ? value['module'] : undefined;
	const module = typeof id === 'string' ? moduleById(id) : undefined;
	return factsOf(value, { nameOf, fields: module?.fields ?? {} }, 0);
}

function factsOf(value: unknown, meaning: Meaning, level: number): JournalFact[] {
	if (!isObject(value)) return [];
	return Object.entries(value).flatMap(([key, part]) => {
		if (isEmpty(part)) return [];
		const label = labelOf(key, meaning);
		if (isObject(part)) return [{ label, value: '', level }, ...factsOf(part, meaning, level + 1)];
		if (!Array.isArray(part) || !part.some(isObject))
			return [{ label, value: wordsOf(key, part, meaning), level }];
		const items = part.slice(0, MOST).map((item, index) => ({
			label: String(index + 1),
			value: inOneLine(item, meaning),
			level: level + 1,
		}));
		const rest = fill(say(more), { n: part.length - MOST });
		return [
			{ label, value: '', level },
			...items,
			...(part.length > MOST ? [{ label: '', value: rest, level: level + 1 }] : []),
		];
	});
}

function inOneLine(item: unknown, meaning: Meaning): string {
	return factsOf(item, meaning, 0)
		.filter(({ value }) => value !== '')
		.map(({ label, value }) => `${label} ${value}`)
		.join('；');
}

function labelOf(key: string, { fields, nameOf }: Meaning): string {
	const pair = fields[key]?.label ?? words[key];
	return pair ? say(pair) : (nameOf(key) ?? key);
}

function wordsOf(key: string, value: unknown, meaning: Meaning): string {
	if (Array.isArray(value)) return value.map((each) => wordsOf(key, each, meaning)).join('、');
	if (value instanceof Date) return dayAndTime(value);
	if (typeof value === 'number') return String(value);
	if (typeof value === 'boolean') return say(values[String(value)] ?? ['', '']);
	if (typeof value !== 'string') return '';
	const module = key === 'module' ? moduleById(value) : undefined;
	if (module) return say(module.label);
	if (isPermission(value)) return say(permissions[value]);
	const option = meaning.fields[key]?.options?.[value] ?? values[value];
	return option ? say(option) : (meaning.nameOf(value) ?? value);
}

function isObject(value: unknown): value is Record<string, unknown> {
	return (
		value !== null && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date)
	);
}

function isEmpty(value: unknown): boolean {
	if (Array.isArray(value)) return value.length === 0;
	if (isObject(value)) return Object.keys(value).length === 0;
	return value === null || value === undefined || value === '';
}
