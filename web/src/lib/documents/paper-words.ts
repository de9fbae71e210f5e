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
