/** How long something stayed, in words: 12 分钟, 3 小时, 2 天. */
export function dwellParts(ms: number): { unit: 'minute' | 'hour' | 'day'; n: number } {
	const minutes = Math.max(1, Math.round(ms / 60_000));
	if (minutes < 60) return { unit: 'minute', n: minutes };
	const hours = Math.round(minutes / 60);
	if (hours < 48) return { unit: 'hour', n: hours };
	return { unit: 'day', n: Math.round(hours / 24) };
}
