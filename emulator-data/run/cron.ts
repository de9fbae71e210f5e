import type { Ports } from './ports.ts';

/** A scheduled function as the functions emulator lists it. */
interface Scheduled {
	readonly id: string;
	readonly name: string;
	readonly schedule: { readonly schedule: string; readonly timeZone?: string };
}

/** Whether one field of a crontab line (`*`, `5`, `1-5`, `*\/10`, lists) covers a value. */
function covers(field: string, value: number, lowest: number): boolean {
	return field.split(',').some((part) => {
		const [range = '*', step = '1'] = part.split('/');
		const [from, to] = range === '*' ? [lowest, Infinity] : range.split('-').map(Number);
		const last = to ?? (part.includes('/') ? Infinity : (from ?? 0));
		return (
			value >= (from ?? 0) &&
			value <= last &&
			(value - (from ?? 0)) % Math.max(1, Number(step)) === 0
		);
	});
}

/** Minute, hour, day, month, weekday of an instant in a time zone. */
function clock(at: Date, timeZone: string): readonly [number, number, number, number, number] {
	const local = new Date(at.toLocaleString('en-US', { timeZone }));
	return [
		local.getMinutes(),
		local.getHours(),
		local.getDate(),
		local.getMonth() + 1,
		local.getDay(),
	];
}

/** Whether a schedule (`every 5 minutes`, or a crontab line) is due in the minute of `at`. */
export function isDue(schedule: string, at: Date, timeZone = 'Asia/Shanghai'): boolean {
	const [minute, hour, day, month, weekday] = clock(at, timeZone);
	const every = /^every (\d+ )?(minute|minutes|mins|hour|hours)$/.exec(schedule.trim());
	if (every) {
		const count = Number(every[1] ?? 1);
		if (every[2]?.startsWith('h')) return minute === 0 && hour % count === 0;
		return (hour * 60 + minute) % count === 0;
	}
	const fields = schedule.trim().split(/\s+/);
	if (fields.length !== 5) return false;
	const values = [minute, hour, day, month, weekday];
	return fields.every((field, index) =>
		covers(field, values[index] ?? 0, index === 2 || index === 3 ? 1 : 0),
	);
}

/** The emulator renumbers its functions at every reload and tells the present keys in an error. */
async function currentKeys(address: string, project: string): Promise<string[]> {
	const answer = await fetch(`${address}/functions/projects/${project}/triggers/none`, {
		method: 'POST',
		body: '{}',
	});
	return ((await answer.text()).split('valid functions are: ')[1] ?? '').split(', ');
}

/** Runs one scheduled function now, as Cloud Scheduler would; returns the HTTP status. */
export async function fire(ports: Ports, project: string, id: string, at: Date): Promise<number> {
	const address = `http://127.0.0.1:${String(ports.functions)}`;
	const generation = (key: string): number => Number(key.slice(id.length + 1));
	const key = (await currentKeys(address, project))
		.filter((one) => one.startsWith(`${id}-`) && Number.isInteger(generation(one)))
		.sort((one, other) => generation(other) - generation(one))[0];
	const answer = await fetch(`${address}/functions/projects/${project}/triggers/${key ?? id}`, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			'x-cloudscheduler-jobname': `local-${id}`,
			'x-cloudscheduler-scheduletime': at.toISOString(),
		},
		body: '{}',
	});
	return answer.status;
}

/** Scheduled functions of a running suite. */
export async function schedules(ports: Ports): Promise<Scheduled[]> {
	const answer = await fetch(`http://127.0.0.1:${String(ports.functions)}/backends`);
	const { backends } = (await answer.json()) as {
		backends: { functionTriggers: (Partial<Scheduled> & { id: string; name: string })[] }[];
	};
	return backends
		.flatMap((backend) => backend.functionTriggers)
		.filter((one): one is Scheduled => one.schedule !== undefined);
}

async function fireDue(ports: Ports, project: string, at: Date): Promise<void> {
	for (const one of await schedules(ports)) {
		if (!isDue(one.schedule.schedule, at, one.schedule.timeZone)) continue;
		await fire(ports, project, one.id, at);
	}
}

/**
 * Stands for Cloud Scheduler, which the emulators do not have: fires what is due at each full
 * minute until stopped. A run that fails is tried again by its next schedule, as when deployed.
 */
export function startCron(ports: Ports, project: string): () => void {
	let timer: NodeJS.Timeout;
	const next = (): void => {
		timer = setTimeout(
			() => {
				fireDue(ports, project, new Date()).catch(() => undefined);
				next();
			},
			60_000 - (Date.now() % 60_000) + 50,
		);
	};
	next();
	return () => {
		clearTimeout(timer);
	};
}
