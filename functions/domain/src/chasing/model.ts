import type { Channel, OutgoingState } from './outgoing.ts';

/** 限时提醒, 超期处理, 手工催办, 督办反馈. */
export type ChaseKind = 'remind' | 'expire' | 'urge' | 'feedback';

/** How one person was told, and how far it got (短消息提醒跟踪). */
export interface ChaseDelivery {
	uid: string;
	name: string;
	channel: 'app' | Channel;
	/** Id of the notice or of the message in the queue. */
	ref: string;
	/** In the app: sent, then delivered to a screen of the person, then read. */
	state: OutgoingState;
	/** Since when it stands so. */
	at: Date;
}

/**
 * One chase (催办): who was reminded of what, by whom, and who was told. Lies below what it is about,
 * `instances/{id}/chases/{id}` or `supervisions/{id}/chases/{id}`, and is never changed but for the
 * states of its deliveries.
 */
export interface ChaseRecord {
	id: string;
	kind: ChaseKind;
	at: Date;
	about: 'case' | 'supervision';
	aboutId: string;
	title: string;
	number: string | null;
	link: string;
	/** Step of the case, or what is asked of a supervised unit. */
	stepName: string;
	/** Who chased: a person, or `system`. */
	by: string;
	byName: string;
	/** Who is chased, and the unit they belong to. */
	holder: string;
	holderName: string;
	unitId: string;
	unitName: string;
	dueAt: Date | null;
	/** Words of whoever chased, or what the system did. */
	words: string | null;
	deliveries: ChaseDelivery[];
	/** Whether nothing more will be learned of its deliveries. */
	settled: boolean;
	/** When the deliveries were looked at last. */
	followedAt: Date;
}

const FINAL: readonly OutgoingState[] = ['read', 'dead', 'unconfigured'];
const DAY_MS = 86_400_000;
/** After so many days nobody looks for an answer any more. */
export const FOLLOW_DAYS = 30;

/** A chase with what is known of its deliveries now. Mail and short messages end when delivered. */
export function followed(
	chase: ChaseRecord,
	states: ReadonlyMap<string, { state: OutgoingState; at: Date }>,
	now: Date,
): ChaseRecord {
	const deliveries = chase.deliveries.map((each) => {
		const known = states.get(each.ref);
		return known === undefined || known.state === each.state ? each : { ...each, ...known };
	});
	const isOver = now.getTime() - chase.at.getTime() > FOLLOW_DAYS * DAY_MS;
	const allFinal = deliveries.every(
		({ channel, state }) => FINAL.includes(state) || (channel !== 'app' && state === 'delivered'),
	);
	return { ...chase, deliveries, settled: isOver || allFinal, followedAt: now };
}
