import type { ChaseRecord } from '@wenshu/domain/chasing/model.ts';
import type { Sheet } from '@wenshu/domain/records/sheet.ts';
import { dayAndTime, isoDay } from '../platform/dates.ts';
import {
	liveGroup,
	limit,
	orderBy,
	readGroup,
	where,
	type LiveQuery,
	type QueryConstraint,
} from '../platform/live.svelte.ts';
import { toast } from '../ui/toast.svelte.ts';
import { deliveryWords, kindName, m } from './words.ts';

/** What chases are searched by; empty strings mean everything. Days are ISO days of office time. */
export interface ChaseFilter {
	holder: string;
	unit: string;
	from: string;
	to: string;
}

const dayStart = (day: string) => new Date(`${day}T00:00:00+08:00`);
const DAY_MS = 86_400_000;

function conditionsOf(filter: ChaseFilter): QueryConstraint[] {
	const conditions: QueryConstraint[] = [];
	if (filter.unit !== '') conditions.push(where('unitId', '==', filter.unit));
	if (filter.holder !== '') conditions.push(where('holder', '==', filter.holder));
	if (filter.from !== '') conditions.push(where('at', '>=', dayStart(filter.from)));
	if (filter.to !== '')
		conditions.push(where('at', '<', new Date(dayStart(filter.to).getTime() + DAY_MS)));
	return [...conditions, orderBy('at', 'desc')];
}

/** Chases of all cases and matters, newest first. */
export function chaseList(filter: ChaseFilter, size: number): LiveQuery<ChaseRecord> {
	return liveGroup<ChaseRecord>('chases', ...conditionsOf(filter), limit(size));
}

/** Whether a chase is about what was typed: words of a title or number. */
export function isAbout({ title, number }: ChaseRecord, typed: string): boolean {
	const text = typed.trim().toLowerCase();
	return `${title} ${number ?? ''}`.toLowerCase().includes(text);
}

/** Rows a spreadsheet takes; more are asked for in periods. */
const EXPORT_LIMIT = 5000;

/** Gives the browser a spreadsheet of all chases that match, not only of those on the screen. */
export async function exportChases(filter: ChaseFilter, typed: string): Promise<void> {
	try {
		const found = await readGroup<ChaseRecord>(
			'chases',
			...conditionsOf(filter),
			limit(EXPORT_LIMIT),
		);
		const chases = found.filter((each) => isAbout(each, typed));
		const { downloadSheet } = await import('../records/spreadsheet.ts');
		await downloadSheet(sheetOf(chases), `${m.chases}${isoDay(new Date())}`);
		if (found.length === EXPORT_LIMIT) toast.warn(m.exportMore({ n: chases.length }));
		else toast.ok(m.exported({ n: chases.length }));
	} catch {
		toast.warn(m.exportFailed);
	}
}

function sheetOf(chases: readonly ChaseRecord[]): Sheet {
	return {
		name: m.chases,
		headings: [
			m.time,
			m.kind,
			m.matter,
			m.step,
			m.holder,
			m.unit,
			m.by,
			m.words,
			m.due,
			m.delivery,
		],
		widths: [18, 10, 40, 12, 10, 14, 10, 30, 18, 50],
		rows: chases.map((each) => [
			dayAndTime(each.at),
			kindName(each.kind),
			each.number === null ? each.title : `${each.title}（${each.number}）`,
			each.stepName,
			each.holderName,
			each.unitName,
			each.byName,
			each.words,
			each.dueAt === null ? null : dayAndTime(each.dueAt),
			deliveryWords(each.deliveries),
		]),
	};
}
