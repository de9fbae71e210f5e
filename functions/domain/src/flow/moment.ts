const format = new Intl.DateTimeFormat('zh-CN', {
	timeZone: 'Asia/Shanghai',
	month: 'numeric',
	day: 'numeric',
	hour: '2-digit',
	minute: '2-digit',
	hourCycle: 'h23',
});

/** A moment in words as refusals and notes say it, in Beijing time: “11月25日 15:04”. */
export function moment(at: Date): string {
	const part = (type: string) => format.formatToParts(at).find((each) => each.type === type)?.value;
	return `${part('month') ?? ''}月${part('day') ?? ''}日 ${part('hour') ?? ''}:${part('minute') ?? ''}`;
}
