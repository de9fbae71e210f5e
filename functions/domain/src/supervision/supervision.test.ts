import { describe, expect, test } from 'vitest';
import { calendarOf, dayOfIso } from '../calendar/model.ts';
import { official2026 } from '../calendar/official.ts';
import { decideSupervision, issueSupervision, type SupervisionContext } from './decide.ts';
import type {
	Supervision,
	SupervisionCommand,
	SupervisionDraft,
	SupervisionEntry,
} from './model.ts';
import { chaseReasons, columnOf, dueOn, feedbackAfter, nextSupervisionChase } from './timing.ts';

const calendar = calendarOf([official2026]);
const at = (text: string) => new Date(`${text.replace(' ', 'T')}:00+08:00`);
const units: Record<string, string> = { benefits: '待遇科', services: '医药科', office: '办公室' };
const staff: Record<string, [string, string]> = {
	ye: ['叶知秋', 'benefits'],
	tang: ['唐小满', 'services'],
};

type Who = 'supervisor' | 'head' | 'ye' | 'assisting' | 'stranger';
const headOf: Partial<Record<Who, string[]>> = { head: ['benefits'], assisting: ['services'] };

function context(who: Who, now: string): SupervisionContext {
	return {
		now: at(now),
		actId: `act-${now}`,
		calendar,
		actor: {
			uid: who,
			name: who,
			unitName: '',
			supervises: who === 'supervisor',
			headOf: headOf[who] ?? [],
		},
		unitName: (id) => units[id] ?? null,
		personIn: (uid) => {
			const person = staff[uid];
			return person === undefined ? null : { name: person[0], unitIds: [person[1]] };
		},
	};
}

const draft: SupervisionDraft = {
	title: '门诊统筹扩面',
	requirement: '年底前新增定点药店 50 家',
	origin: '局长办公会第 12 次',
	instanceId: null,
	urgency: 'ordinary',
	leadUnitId: 'benefits',
	assistUnitIds: ['services'],
	dueDay: '2026-11-27',
	feedback: { every: 1, unit: 'weeks' },
};

/** A matter and what becomes of it. */
class Story {
	item: Supervision;
	readonly entries: SupervisionEntry[] = [];
	constructor(part: Partial<SupervisionDraft> = {}) {
		const made = issueSupervision(
			's',
			{ ...draft, ...part },
			null,
			context('supervisor', '2026-11-02 10:00'),
		);
		if (!made.ok) throw new Error(made.code);
		this.item = made.value.item;
		this.entries.push(made.value.entry);
	}
	/** The refusal's code, or null when it was granted and kept. */
	try(who: Who, now: string, command: SupervisionCommand): string | null {
		const decided = decideSupervision(this.item, command, context(who, now));
		if (!decided.ok) return decided.code;
		this.item = decided.value.item;
		this.entries.push(decided.value.entry);
		return null;
	}
	do(who: Who, now: string, command: SupervisionCommand): this {
		expect(this.try(who, now, command)).toBeNull();
		return this;
	}
}
const report = (progress = 30): SupervisionCommand => ({
	verb: 'report',
	words: '已调研',
	progress,
});

describe('SV-1 SV-2 taking a matter under supervision', () => {
	test('by supervisors only', () => {
		expect(issueSupervision('s', draft, null, context('head', '2026-11-02 10:00'))).toEqual({
			ok: false,
			code: 'supervision/onlySupervisor',
		});
		expect(new Story().item).toMatchObject({
			status: 'issued',
			leadUnitName: '待遇科',
			assistUnitNames: ['医药科'],
			dueAt: at('2026-11-27 17:30'),
			nextFeedbackAt: at('2026-11-09 17:30'),
			readers: ['supervisor', 'benefits', 'services'],
			version: 1,
		});
	});
	test.each([
		[{ assistUnitIds: ['benefits'] }, 'supervision/leadAssists'],
		[{ leadUnitId: 'nowhere' }, 'supervision/noUnit'],
		[{ dueDay: '2026-10-30' }, 'supervision/pastDay'],
	])('%j is refused: %s', (part, code) =>
		expect(
			issueSupervision('s', { ...draft, ...part }, null, context('supervisor', '2026-11-02 10:00')),
		).toEqual({ ok: false, code }),
	);
	test('a limit on a day off ends on the next working day', () =>
		expect(dueOn(calendar, '2026-10-03')).toEqual(at('2026-10-08 17:30')));
});

describe('SV-3 who does what', () => {
	test('the head names a handler of the unit, who then acts', () => {
		const story = new Story();
		expect(story.try('ye', '2026-11-03 09:00', report())).toBe('supervision/notYours');
		expect(story.try('ye', '2026-11-03 09:00', { verb: 'assign', uid: 'ye' })).toBe(
			'supervision/onlyHead',
		);
		expect(story.try('head', '2026-11-03 09:00', { verb: 'assign', uid: 'tang' })).toBe(
			'supervision/notInUnit',
		);
		story.do('head', '2026-11-03 09:00', { verb: 'assign', uid: 'ye' });
		story.do('ye', '2026-11-04 09:00', report());
		expect(story.item).toMatchObject({ status: 'running', progress: 30, handlerName: '叶知秋' });
		expect(story.item.readers).toContain('ye');
	});
	test('heads of assisting units report without moving anything', () => {
		const story = new Story().do('assisting', '2026-11-03 09:00', report(90));
		expect(story.item).toMatchObject({ status: 'issued', progress: 0, reports: 1 });
		expect(story.try('assisting', '2026-11-03 09:00', { verb: 'askClosing', words: '好了' })).toBe(
			'supervision/notYours',
		);
	});
	test('strangers and supervisors do not act for the unit', () => {
		const story = new Story();
		for (const who of ['stranger', 'supervisor'] as const)
			expect(story.try(who, '2026-11-03 09:00', report())).toBe('supervision/notYours');
	});
});

describe('SV-4 feedback', () => {
	test('a period begins anew with each report', () => {
		const story = new Story().do('head', '2026-11-05 09:00', report());
		expect(story.item.nextFeedbackAt).toEqual(at('2026-11-12 17:30'));
		expect(feedbackAfter(calendar, { every: 3, unit: 'workdays' }, at('2026-11-05 09:00'))).toEqual(
			at('2026-11-10 17:30'),
		);
		expect(feedbackAfter(calendar, null, at('2026-11-05 09:00'))).toBeNull();
		// Five weeks before National Day's holiday lead behind it.
		expect(feedbackAfter(calendar, { every: 5, unit: 'weeks' }, at('2026-08-28 09:00'))).toEqual(
			at('2026-10-08 17:30'),
		);
	});
});

describe('SV-5 extension', () => {
	const ask: SupervisionCommand = {
		verb: 'askExtension',
		untilDay: '2026-12-31',
		reason: '数据口径',
	};
	test('asked once, granted by a supervisor, counted', () => {
		const story = new Story().do('head', '2026-11-20 09:00', ask);
		expect(story.try('head', '2026-11-20 09:00', ask)).toBe('supervision/extensionAsked');
		const grant: SupervisionCommand = { verb: 'settleExtension', granted: true, words: '' };
		expect(story.try('head', '2026-11-20 10:00', grant)).toBe('supervision/onlySupervisor');
		story.do('supervisor', '2026-11-20 10:00', grant);
		expect(story.item).toMatchObject({
			dueAt: at('2026-12-31 17:30'),
			firstDueAt: at('2026-11-27 17:30'),
			extensions: 1,
			extension: null,
		});
		expect(story.try('supervisor', '2026-11-20 11:00', grant)).toBe('supervision/noExtension');
	});
	test('refused with a reason; an earlier day is none', () => {
		const story = new Story();
		expect(story.try('head', '2026-11-20 09:00', { ...ask, untilDay: '2026-11-27' })).toBe(
			'supervision/pastDay',
		);
		story.do('head', '2026-11-20 09:00', ask);
		const no = (words: string): SupervisionCommand => ({
			verb: 'settleExtension',
			granted: false,
			words,
		});
		expect(story.try('supervisor', '2026-11-20 10:00', no(''))).toBe('supervision/reasonMissing');
		story.do('supervisor', '2026-11-20 10:00', no('年底必须完成'));
		expect(story.item).toMatchObject({
			dueAt: at('2026-11-27 17:30'),
			extension: null,
			extensions: 0,
		});
	});
});

describe('SV-6 SV-7 closing and reopening', () => {
	const close = (words = ''): SupervisionCommand => ({ verb: 'close', words });
	test('asked for after a report, sent back with a reason, then closed', () => {
		const story = new Story();
		expect(story.try('head', '2026-11-20 09:00', { verb: 'askClosing', words: '已完成' })).toBe(
			'supervision/noReport',
		);
		story.do('head', '2026-11-20 09:00', report(100));
		story.do('head', '2026-11-20 09:10', { verb: 'askClosing', words: '已完成' });
		expect(story.item).toMatchObject({
			status: 'closing',
			nextChaseAt: null,
			nextFeedbackAt: null,
		});
		expect(story.try('head', '2026-11-20 09:20', report())).toBe('supervision/closing');
		story.do('supervisor', '2026-11-20 10:00', { verb: 'refuseClosing', reason: '佐证材料不足' });
		expect(story.item.status).toBe('running');
		story.do('head', '2026-11-23 09:10', { verb: 'askClosing', words: '已补充' });
		story.do('supervisor', '2026-11-23 10:00', close());
		expect(story.item).toMatchObject({ status: 'closed', closedAt: at('2026-11-23 10:00') });
		expect(story.try('head', '2026-11-24 09:00', report())).toBe('supervision/closed');
		expect(story.entries.map(({ verb, seq }) => [seq, verb])).toEqual([
			[1, 'issue'],
			[2, 'report'],
			[3, 'askClosing'],
			[4, 'refuseClosing'],
			[5, 'askClosing'],
			[6, 'close'],
		]);
	});
	test('closed without being asked only with a reason', () => {
		const story = new Story();
		expect(story.try('supervisor', '2026-11-20 10:00', close())).toBe('supervision/wordsToClose');
		story.do('supervisor', '2026-11-20 10:00', close('事项已并入另一件督办'));
	});
	test('reopened with a new limit', () => {
		const story = new Story().do('supervisor', '2026-11-20 10:00', close('并入'));
		const again: SupervisionCommand = { verb: 'reopen', untilDay: '2026-12-10', reason: '反弹' };
		expect(story.try('head', '2026-11-23 10:00', again)).toBe('supervision/onlySupervisor');
		story.do('supervisor', '2026-11-23 10:00', again);
		expect(story.item).toMatchObject({
			status: 'running',
			dueAt: at('2026-12-10 17:30'),
			closedAt: null,
		});
		expect(story.try('supervisor', '2026-11-23 10:00', again)).toBe('supervision/notClosed');
	});
});

test('a change of the responsible unit asks the new one from the beginning', () => {
	const story = new Story()
		.do('head', '2026-11-03 09:00', { verb: 'assign', uid: 'ye' })
		.do('ye', '2026-11-04 09:00', report());
	const next = { ...draft, leadUnitId: 'office' };
	story.do('supervisor', '2026-11-05 09:00', { verb: 'change', draft: next, reason: '职责调整' });
	expect(story.item).toMatchObject({ status: 'issued', handler: null, leadUnitName: '办公室' });
	expect(story.item.readers).toEqual(['supervisor', 'office', 'services']);
});

describe('SV-8 chasing', () => {
	const item = { status: 'running' as const, dueAt: at('2026-11-27 17:30'), nextFeedbackAt: null };
	test.each([
		['2026-11-23', []],
		['2026-11-24', ['soon']],
		['2026-11-25', []],
		['2026-11-26', ['soon']],
		['2026-11-27', ['soon']],
		['2026-11-28', []],
		['2026-11-30', ['over']],
		['2026-12-01', []],
		['2026-12-07', ['over']],
	])('on %s: %j', (day, reasons) =>
		expect(chaseReasons(calendar, item, dayOfIso(day))).toEqual(reasons),
	);
	test('a report that is missing is asked for every working day', () => {
		const late = { ...item, nextFeedbackAt: at('2026-11-20 17:30') };
		expect(nextSupervisionChase(calendar, late, at('2026-11-20 08:00'))).toEqual(
			at('2026-11-20 09:00'),
		);
		expect(nextSupervisionChase(calendar, late, at('2026-11-20 09:00'))).toEqual(
			at('2026-11-23 09:00'),
		);
	});
	test('nothing while closing is asked for, nor after it', () => {
		for (const status of ['closing', 'closed'] as const)
			expect(
				nextSupervisionChase(calendar, { ...item, status }, at('2026-11-20 08:00')),
			).toBeNull();
	});
});

test.each([
	['issued', '2026-11-27 17:30', null, 'awaiting'],
	['running', '2026-11-27 17:30', null, 'running'],
	['running', '2026-11-27 17:30', '2026-11-10 17:30', 'awaiting'],
	['running', '2026-11-13 17:30', null, 'soon'],
	['issued', '2026-11-09 17:30', null, 'over'],
	['closing', '2026-11-09 17:30', null, 'closing'],
	['closed', '2026-11-09 17:30', null, 'closed'],
] as const)('SV-9 %s due %s, report due %s: %s', (status, due, feedback, column) => {
	const item = { status, dueAt: at(due), nextFeedbackAt: feedback === null ? null : at(feedback) };
	expect(columnOf(calendar, item, at('2026-11-10 10:00'))).toBe(column);
});
