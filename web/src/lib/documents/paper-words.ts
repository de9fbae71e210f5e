const zone = 'Asia/Shanghai';

/** A date as it stands on paper: 2026年11月23日, Arabic figures without leading zeros (GB/T 9704-2012, 7.3.5.4). */
export function paperDay(date: Date): string {
	const parts = new Intl.DateTimeFormat('en-US', {
		timeZone: zone,
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
	}).formatToParts(date);
	const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
	return `${part('year')}年${part('month')}月${part('day')}日`;
}

/** How long something stayed, in words: 12 分钟, 3 小时, 2 天. */
export function dwellParts(ms: number): { unit: 'minute' | 'hour' | 'day'; n: number } {
	const minutes = Math.max(1, Math.round(ms / 60_000));
	if (minutes < 60) return { unit: 'minute', n: minutes };
	const hours = Math.round(minutes / 60);
	if (hours < 48) return { unit: 'hour', n: hours };
	return { unit: 'day', n: Math.round(hours / 24) };
}
