import { defineMessages, locale } from './messages.ts';

const m = defineMessages({
	today: ['今天', 'Today'],
	yesterday: ['昨天', 'Yesterday'],
	tomorrow: ['明天', 'Tomorrow'],
	thisWeek: ['七天内', 'Last seven days'],
	earlier: ['更早', 'Earlier'],
	leftMinutes: ['剩 {n} 分钟', '{n} min left'],
	leftHours: ['剩 {n} 小时', '{n} h left'],
	overMinutes: ['已超 {n} 分钟', '{n} min overdue'],
	overHours: ['已超 {n} 小时', '{n} h overdue'],
	overDays: ['已超 {n} 天', '{n} d overdue'],
});

/** Office time is China Standard Time wherever the browser stands. */
const zone = 'Asia/Shanghai';
const dayMs = 86_400_000;

function intl(date: Date, options: Intl.DateTimeFormatOptions): string {
	return new Intl.DateTimeFormat(locale.tag, { timeZone: zone, ...options }).format(date);
}

/** Number of the calendar day in office time, for comparing days. */
function dayNumber(date: Date): number {
	return Math.floor((date.getTime() + 8 * 3_600_000) / dayMs);
}

/** 09:42 */
export function clockTime(date: Date): string {
	return intl(date, { hour: '2-digit', minute: '2-digit', hour12: false });
}

/** 11-25, or 2025-11-25 when the year is not the present one. */
export function shortDay(date: Date, now: Date): string {
	const iso = isoDay(date);
	return iso.slice(0, 4) === isoDay(now).slice(0, 4) ? iso.slice(5) : iso;
}

/** 2026-11-25, in office time. */
export function isoDay(date: Date): string {
	return new Date(date.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** 2026-11-25 09:42 */
export function dayAndTime(date: Date): string {
	return `${isoDay(date)} ${clockTime(date)}`;
}

/** 2026年11月25日 */
export function longDay(date: Date): string {
	return intl(date, { year: 'numeric', month: 'long', day: 'numeric' });
}

/** The time for today, 昨天 and the time for yesterday, the day otherwise. */
export function sinceWords(date: Date, now: Date): string {
	const days = dayNumber(now) - dayNumber(date);
	if (days === 0) return clockTime(date);
	if (days === 1) return `${m.yesterday} ${clockTime(date)}`;
	return shortDay(date, now);
}

/** Heading under which lists put a day. */
export function dayGroup(date: Date, now: Date): string {
	const days = dayNumber(now) - dayNumber(date);
	if (days <= 0) return m.today;
	if (days === 1) return m.yesterday;
	return days < 7 ? m.thisWeek : m.earlier;
}

/** How a deadline stands: passed, within a working day, or comfortable. */
export type DueTone = 'over' | 'soon' | 'ok';

/** A deadline in words with its tone: 剩 2 小时, 已超 1 天, 明天 18:00, 11-26. */
export function dueWords(due: Date, now: Date): { text: string; tone: DueTone } {
	const ms = due.getTime() - now.getTime();
	const over = ms < 0;
	const minutes = Math.max(1, Math.floor(Math.abs(ms) / 60_000));
	const hours = Math.floor(minutes / 60);
	if (over) {
		const days = Math.floor(hours / 24);
		const text =
			days > 0
				? m.overDays({ n: days })
				: hours > 0
					? m.overHours({ n: hours })
					: m.overMinutes({ n: minutes });
		return { text, tone: 'over' };
	}
	const days = dayNumber(due) - dayNumber(now);
	if (hours < 1) return { text: m.leftMinutes({ n: minutes }), tone: 'soon' };
	if (days === 0) return { text: m.leftHours({ n: hours }), tone: 'soon' };
	if (days === 1) return { text: `${m.tomorrow} ${clockTime(due)}`, tone: 'soon' };
	return { text: shortDay(due, now), tone: 'ok' };
}

/** Whether two moments fall on one calendar day of the office. */
export function sameDay(a: Date, b: Date): boolean {
	return dayNumber(a) === dayNumber(b);
}
