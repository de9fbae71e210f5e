import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Line } from './lines.ts';

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined });
vi.stubGlobal('document', { documentElement: {} });

let lines: typeof import('./lines.ts');
beforeAll(async () => {
	lines = await import('./lines.ts');
});

const now = new Date('2026-11-23T10:00:00+08:00');
const aLine = (change: Partial<Line> = {}): Line => ({
	id: 'a',
	href: '/documents/a',
	title: '关于做好年度总结的通知',
	number: '云医保发〔2026〕1号',
	urgency: '平件',
	unread: false,
	urged: 0,
	attachments: 0,
	flowId: 'outgoing',
	flowName: '发文办理',
	stepId: 'review',
	stepName: '核稿',
	fromName: '叶知秋',
	fromUnit: '待遇科',
	behalf: null,
	at: now,
	dueAt: null,
	reading: null,
	batch: null,
	...change,
});

describe('quick filters', () => {
	it.each([
		['overdue', { dueAt: new Date('2026-11-23T09:59:00+08:00') }, true],
		['overdue', { dueAt: new Date('2026-11-23T18:00:00+08:00') }, false],
		['today', { dueAt: new Date('2026-11-23T23:59:00+08:00') }, true],
		['today', { dueAt: new Date('2026-11-24T00:01:00+08:00') }, false],
		['today', { dueAt: new Date('2026-11-23T09:00:00+08:00') }, false],
		['urgent', { urgency: '特急' }, true],
		['urgent', { urgency: '平件' }, false],
		['unread', { unread: true }, true],
		['deputy', { behalf: 'yb0014' }, true],
		['deputy', {}, false],
	] as const)('%s with %o is %s', (filter, change, expected) => {
		expect(lines.passes(aLine(change), filter, now)).toBe(expected);
	});
});

describe('the tree of flows and steps', () => {
	it('counts flows and their steps under one root', () => {
		const tree = lines.treeOfLines(
			[
				aLine(),
				aLine({ id: 'b', stepId: 'sign', stepName: '签发' }),
				aLine({ id: 'c', flowId: 'in' }),
			],
			'全部',
		);
		expect(tree[0]).toMatchObject({ id: '', count: 3 });
		expect(tree[1]).toMatchObject({ id: 'outgoing', count: 2 });
		expect(tree[1]?.children?.map(({ id, count }) => [id, count])).toEqual([
			['outgoing/review', 1],
			['outgoing/sign', 1],
		]);
	});

	it('a node holds the lines below it', () => {
		expect(lines.under(aLine(), '')).toBe(true);
		expect(lines.under(aLine(), 'outgoing')).toBe(true);
		expect(lines.under(aLine(), 'outgoing/review')).toBe(true);
		expect(lines.under(aLine(), 'outgoing/sign')).toBe(false);
	});
});

describe('days and search', () => {
	it('groups by the calendar day of the office, in order', () => {
		const days = lines.byDay(
			[
				aLine({ at: new Date('2026-11-23T00:01:00+08:00') }),
				aLine({ id: 'b', at: new Date('2026-11-22T23:59:00+08:00') }),
				aLine({ id: 'c', at: new Date('2026-11-01T12:00:00+08:00') }),
			],
			now,
		);
		expect(days.map(({ day }) => day)).toEqual(['今天', '昨天', '更早']);
	});

	it('finds by title, number, person and step, whatever the case', () => {
		for (const typed of ['年度总结', '〔2026〕1号', '知秋', '核稿', ''])
			expect(lines.answers(aLine(), typed)).toBe(true);
		expect(lines.answers(aLine(), '请示')).toBe(false);
	});

	it('says how much time is left in words', () => {
		const due = (iso: string) => lines.dueOf(aLine({ dueAt: new Date(iso) }), now);
		expect(due('2026-11-23T12:30:00+08:00')).toEqual({ text: '剩 2 小时', tone: 'soon' });
		expect(due('2026-11-24T18:00:00+08:00')).toEqual({ text: '明天 18:00', tone: 'soon' });
		expect(due('2026-11-26T18:00:00+08:00')).toEqual({ text: '11-26', tone: 'ok' });
		expect(due('2026-11-22T09:00:00+08:00')).toEqual({ text: '已超 1 天', tone: 'over' });
	});
});
