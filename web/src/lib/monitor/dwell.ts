import { m } from './words.ts';

/** How long something has stayed, in words: 12 分钟, 3 小时, 2 天. */
export function dwellWords(since: Date, now: Date): string {
	const minutes = Math.max(1, Math.floor((now.getTime() - since.getTime()) / 60_000));
	if (minutes < 60) return m.minutes({ n: minutes });
	const hours = Math.floor(minutes / 60);
	return hours < 48 ? m.hours({ n: hours }) : m.days({ n: Math.floor(hours / 24) });
}
