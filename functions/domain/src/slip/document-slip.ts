import { formatOf } from '../document/elements.ts';
import { officeDate } from '../document/number.ts';
import type { OfficialDocument } from '../document/model.ts';
import type { TrailEntry } from '../flow/model.ts';
import type { FormRecord, Slip, SlipBox, SlipRow } from './model.ts';
import { boxesOf, dayWords, type FlowBox, type SlipCase } from './opinions.ts';

/**
 * The document as it was at a moment: with the elements that were handed over then, and without what came
 * later. `form` is null where none was kept.
 */
export function documentAt(
	document: OfficialDocument,
	at: Date,
	trail: readonly TrailEntry[],
	form: FormRecord | null,
): OfficialDocument {
	const { signedAt, seal, distributedAt, archive } = document;
	const isSigned = signedAt !== null && signedAt <= at;
	const isOut = distributedAt !== null && distributedAt <= at;
	const numbered = document.direction === 'incoming' || trail.some(({ verb }) => verb === 'number');
	return {
		...document,
		elements: form?.elements ?? document.elements,
		attachments: form?.attachments ?? document.attachments,
		number: numbered ? document.number : null,
		signedAt: isSigned ? signedAt : null,
		signedByName: isSigned ? document.signedByName : null,
		seal: seal !== null && seal.sealedAt <= at ? seal : null,
		distributedAt: isOut ? distributedAt : null,
		distributedTo: isOut ? document.distributedTo : [],
		dispatches: (document.dispatches ?? []).filter(({ sentAt }) => sentAt <= at),
		archive: archive !== null && archive.archivedAt <= at ? archive : null,
	};
}

/** What the form of a document needs besides its case. */
export interface DocumentSlipInput {
	/** As it was at the moment that is printed. */
	document: OfficialDocument;
	found: SlipCase;
	/** Full name of the office. */
	organ: string;
	nameOf: (uid: string) => string;
	now: Date;
	foot: string[];
}

/**
 * 发文处理笺 of an outgoing document, 收文处理单 of a letter: all elements, and every opinion that stands in the
 * cell of its step (DOC-17; 条例 Art. 24 and 25 name the steps).
 */
export function documentSlip(input: DocumentSlipInput): Slip {
	const incoming = input.document.direction === 'incoming';
	return {
		organ: input.organ,
		heading: incoming ? '收文处理单' : '发文处理笺',
		day: officeDate(input.now),
		rows: incoming ? incomingRows(input) : outgoingRows(input),
		foot: input.foot,
	};
}

function outgoingRows({ document, found, nameOf }: DocumentSlipInput): SlipRow[] {
	const { elements, seal } = document;
	const boxes = boxesOf(found);
	const sign = boxes.find(({ node }) => node?.effect === 'sign');
	const joint = boxes.find(({ label }) => label.includes('会签'));
	// Below, the higher stand above the lower; what belongs to no step comes last.
	const rest = boxes.filter((box) => box !== sign && box !== joint);
	const steps = rest.filter(({ node }) => node !== null).reverse();
	const others = rest.filter(({ node }) => node === null);
	return [
		fields(
			['发文字号', document.number ?? ''],
			['密级', elements.secrecy],
			['紧急程度', elements.urgency],
		),
		...(sign && joint
			? [pair(sign, joint)]
			: [sign, joint].flatMap((box) => (box ? [opinions(box)] : []))),
		...[...steps, ...others].map(opinions),
		words('标　　题', elements.title, 2),
		words('主送机关', list(elements.mainRecipients)),
		words('抄送机关', list(elements.copyTo)),
		words('附　　件', list(attachmentsOf(document), '；')),
		...optional('联合行文', list(elements.jointOrgans ?? [])),
		...optional('份　　号', elements.copyNumber ?? ''),
		...optional('出席人员', list(elements.meeting?.present ?? [])),
		...optional('附　　注', elements.note),
		...optional('主 题 词', list(elements.keywords)),
		fields(
			['拟稿单位', document.unitName],
			['拟 稿 人', document.createdByName],
			['拟稿日期', dayWords(document.createdAt)],
		),
		fields(
			['文种版式', `${elements.kind} · ${formatOf(elements)}`],
			['签 发 人', document.signedByName ?? ''],
			['成文日期', document.signedAt === null ? '' : dayWords(document.signedAt)],
		),
		fields(
			[
				'用　　印',
				seal === null
					? ''
					: `${seal.sealName}　${nameOf(seal.sealedBy)}　${dayWords(seal.sealedAt)}`,
			],
			['页　　数', seal === null ? '' : `${String(seal.pageCount)} 页`],
		),
		...endOf(document),
	];
}

function incomingRows({ document, found, nameOf }: DocumentSlipInput): SlipRow[] {
	const { elements, incoming } = document;
	return [
		fields(
			['来文机关', incoming?.sender ?? document.issuer],
			['来文字号', incoming?.senderNumber ?? ''],
		),
		fields(
			['收文编号', document.number ?? ''],
			['收文日期', incoming === null ? '' : isoWords(incoming.receivedOn)],
			['收文性质', incoming === null ? '' : `${incoming.nature}件`],
		),
		fields(
			['密　　级', elements.secrecy],
			['紧急程度', elements.urgency],
			[
				'份数页数',
				incoming === null ? '' : `${String(incoming.copies)} 份 ${String(incoming.pages)} 页`,
			],
		),
		words('文件标题', elements.title, 2),
		words('附　　件', list(attachmentsOf(document), '；')),
		...optional('附　　注', elements.note),
		...boxesOf(found).map(opinions),
		words('传　　阅', readersOf(found, nameOf), 2),
		fields(['登记单位', document.unitName], ['登 记 人', document.createdByName]),
		...endOf(document),
	];
}

/** What follows when the case is done: to whom it went, and where it lies. */
function endOf(document: OfficialDocument): SlipRow[] {
	const people = document.distributedTo.map(({ name }) => name);
	const units = (document.dispatches ?? []).map(({ unitName }) => unitName);
	const { archive } = document;
	return [
		words('分　　发', list([...units, ...people])),
		fields(
			['档　　号', archive?.archiveNumber ?? ''],
			['归档日期', archive === null ? '' : dayWords(archive.archivedAt)],
		),
	];
}

/** Who has read it and when: 方既白（11月20日阅）. */
function readersOf({ state }: SlipCase, nameOf: (uid: string) => string): string {
	const shown = Object.values(state.reads).filter(
		({ kind, status }) => kind !== 'ask' && status !== 'withdrawn',
	);
	return list(
		shown.map(({ reader, readAt }) =>
			readAt === null ? `${nameOf(reader)}（未阅）` : `${nameOf(reader)}（${dayWords(readAt)}阅）`,
		),
		'；',
	);
}

function attachmentsOf({ elements, attachments }: OfficialDocument): string[] {
	return elements.attachmentNames.length > 0
		? elements.attachmentNames
		: attachments.map(({ name }) => name);
}

function isoWords(day: string): string {
	const [year, month, date] = day.split('-').map(Number);
	return `${String(year)}年${String(month)}月${String(date)}日`;
}

const list = (names: readonly string[], between = '，'): string => names.join(between);

/** A row of short cells. */
export function fields(...cells: [label: string, value: string][]): SlipRow {
	return { kind: 'fields', cells: cells.map(([label, value]) => ({ label, value })) };
}

/** A row for a longer text; `lines` are held open where it is shorter. */
export function words(label: string, value: string, lines = 1): SlipRow {
	return { kind: 'words', label, value, lines };
}

function optional(label: string, value: string): SlipRow[] {
	return value === '' ? [] : [words(label, value)];
}

/** A cell of opinions over the whole width. */
export function opinions({ label, entries, lines }: FlowBox): SlipRow {
	return { kind: 'opinions', box: { label, entries }, lines };
}

function pair(left: FlowBox, right: FlowBox): SlipRow {
	const bare = ({ label, entries }: FlowBox): SlipBox => ({ label, entries });
	return { kind: 'pair', boxes: [bare(left), bare(right)], lines: 4 };
}
