import type { ChaseRung } from '@wenshu/domain/flow/definition.ts';
import type { OrganisationView } from '../organisation/directory.ts';

/** Whom a rung of a ladder of reminders names. */
export type Asked = ChaseRung['to'][number];

/** What a reminder is about: who holds it, who acts for them, and who began it. */
export interface Reminded {
	holders: readonly string[];
	proxies: readonly string[];
	initiator: string;
}

/** The people a reminder goes to, each once; whoever left the office is told nothing. */
export function whom(
	directory: OrganisationView,
	asked: readonly Asked[],
	{ holders, proxies, initiator }: Reminded,
): string[] {
	const found: Record<Asked, () => readonly string[]> = {
		holder: () => [...holders, ...proxies],
		superior: () => holders.flatMap((uid) => directory.superiorsOf(uid)),
		initiator: () => [initiator],
		supervisors: () => directory.administrators(),
	};
	const all = asked.flatMap((each) => found[each]());
	return [...new Set(all)].filter((uid) => directory.isActive(uid));
}
