import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import type { FlowState, TaskRecord } from '@wenshu/domain/flow/model.ts';
import { dayAndTime } from '../../platform/dates.ts';
import { directory } from '../../platform/directory.svelte.ts';
import { exportRows } from '../register-sheet.ts';
import { m } from './words.ts';

/** How the distribution to one person stands. */
export interface Receipt {
	id: string;
	uid: string;
	name: string;
	unit: string;
	state: 'read' | 'opened' | 'unread' | 'withdrawn';
	sentAt: Date;
	openedAt: Date | null;
	readAt: Date | null;
	remark: string;
	urged: { count: number; at: Date } | null;
}

/** The receipts of a distribution, unread ones first; `tasks` tell who opened it, where they may be read. */
export function receiptsOf(
	document: OfficialDocument,
	state: FlowState,
	tasks: readonly TaskRecord[],
): Receipt[] {
	const opened = new Map(tasks.map(({ id, firstReadAt }) => [id, firstReadAt]));
	const order = { unread: 0, opened: 1, read: 2, withdrawn: 3 };
	return Object.values(state.reads)
		.filter(({ kind }) => kind === 'distribute')
		.map((read): Receipt => {
			const openedAt = opened.get(read.id) ?? null;
			const unread = openedAt === null ? ('unread' as const) : ('opened' as const);
			return {
				id: read.id,
				uid: read.reader,
				name: directory.name(read.reader),
				unit: directory.unitName(directory.person(read.reader)?.unitId ?? ''),
				state: read.status === 'unread' ? unread : read.status,
				sentAt: read.sentAt,
				openedAt,
				readAt: read.status === 'read' ? read.readAt : null,
				remark: read.remark ?? '',
				urged: document.readUrges?.[read.id] ?? null,
			};
		})
		.sort((a, b) => order[a.state] - order[b.state] || a.sentAt.getTime() - b.sentAt.getTime());
}

/** What happened to one receipt, in one line. */
export function receiptTimes({ sentAt, openedAt, readAt, urged }: Receipt): string {
	return [
		m.sentAt({ at: dayAndTime(sentAt) }),
		readAt ? m.readAt({ at: dayAndTime(readAt) }) : '',
		openedAt && !readAt ? m.openedAt({ at: dayAndTime(openedAt) }) : '',
		urged ? m.urged({ n: urged.count, at: dayAndTime(urged.at) }) : '',
	]
		.filter(Boolean)
		.join(' · ');
}

const when = (at: Date | null): string | null => (at === null ? null : dayAndTime(at));

/** The receipts as an Excel file: people, then units. */
export function exportReceipts(
	receipts: readonly Receipt[],
	{ dispatches = [], number, elements }: OfficialDocument,
): Promise<void> {
	const people = receipts.map((each) => ({
		kind: '个人',
		name: each.name,
		unit: each.unit,
		state: m[each.state],
		sent: when(each.sentAt),
		opened: when(each.openedAt),
		done: when(each.readAt),
		urged: each.urged?.count ?? null,
		remark: each.remark,
	}));
	const units = dispatches.map((each) => ({
		kind: '单位',
		name: each.receivedByName ?? each.receiverName,
		unit: each.unitName,
		state: each.receivedAt ? '已签收' : '待签收',
		sent: when(each.sentAt),
		opened: null,
		done: when(each.receivedAt),
		urged: null,
		remark: '',
	}));
	return exportRows(
		[...people, ...units],
		[
			{ heading: '序号', width: 6, value: (_, index) => index + 1 },
			{ heading: '对象', width: 8, value: (row) => row.kind },
			{ heading: '姓名', width: 12, value: (row) => row.name },
			{ heading: '单位', width: 20, value: (row) => row.unit },
			{ heading: '状态', width: 10, value: (row) => row.state },
			{ heading: '分发时间', width: 18, value: (row) => row.sent },
			{ heading: '打开时间', width: 18, value: (row) => row.opened },
			{ heading: '已阅或签收时间', width: 18, value: (row) => row.done },
			{ heading: '催阅次数', width: 10, value: (row) => row.urged },
			{ heading: '阅读意见', width: 40, value: (row) => row.remark },
		],
		`${number ?? elements.title}分发回执.xlsx`,
	);
}
