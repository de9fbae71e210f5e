import { minuteOf, momentOf, dayOf } from '../calendar/model.ts';
import { grant, refuse, type Decision } from '../core/decision.ts';
import type { ChasingRefusal } from './messages.ts';

/** 邮件 or 短信: what leaves the house. */
export type Channel = 'mail' | 'sms';

/**
 * 待发, 发送中, 已发出, 已送达, 已读, 未配置通道 (nobody is there to carry it), 死信 (given up).
 */
export type OutgoingState =
	'waiting' | 'sending' | 'sent' | 'delivered' | 'read' | 'unconfigured' | 'dead';

/** A message on its way out: `outbox/{id}`. Written with what it tells of, carried by the schedule. */
export interface Outgoing {
	id: string;
	channel: Channel;
	/** Empty for an address outside the house. */
	uid: string;
	name: string;
	/** E-mail address or telephone number. */
	to: string;
	subject: string;
	body: string;
	state: OutgoingState;
	attempts: number;
	/** Until when a carrier has taken it on; after that another may. */
	lease: Date | null;
	/** When the schedule looks at it next; null for never. */
	nextAt: Date | null;
	lastError: string | null;
	deadLetter: boolean;
	/** Under which name the gateway knows it. */
	ref: string | null;
	createdAt: Date;
	sentAt: Date | null;
	deliveredAt: Date | null;
	/** Files that go with it; their bytes stay in the file store. */
	attachments?: { fileId: string; name: string; size: number; sha256: string }[];
	/** Only of a document sent by e-mail: which, by whom, and how often it was sent anew by hand. */
	about?: { documentId: string; by: string; byName: string; round: number };
}

const MINUTE_MS = 60_000;
/** Waits after each failure, in minutes; after the last the message is given up. */
const WAITS = [1, 5, 30, 120, 360];
const LEASE_MS = 5 * MINUTE_MS;

/** Nobody is woken: what would leave between 21:00 and 8:00 leaves at 8:00. */
const [QUIET_FROM, QUIET_TO] = [21 * 60, 8 * 60];

/** The first moment from `at` on at which a message may reach a person's telephone. */
export function civilMoment(at: Date): Date {
	const minute = minuteOf(at);
	if (minute < QUIET_TO) return momentOf(dayOf(at), QUIET_TO);
	return minute >= QUIET_FROM ? momentOf(dayOf(at) + 1, QUIET_TO) : at;
}

/** When a message may leave: a reminder wakes nobody, a document goes when somebody sends it. */
function momentFor({ about }: Pick<Outgoing, 'about'>, at: Date): Date {
	return about === undefined ? civilMoment(at) : at;
}

/**
 * The id under which the world knows a message (RFC 5322, 3.6.4): always the same, so that one delivered twice
 * is recognised; one that a person sends anew is another.
 */
export function messageId({ id, about }: Pick<Outgoing, 'id' | 'about'>, host: string): string {
	const round = about?.round ?? 0;
	return `<${id}${round === 0 ? '' : `.${round}`}@${host}>`;
}

/** A message as it is put into the queue. */
export function outgoing(
	facts: Pick<
		Outgoing,
		'id' | 'channel' | 'uid' | 'name' | 'to' | 'subject' | 'body' | 'attachments' | 'about'
	>,
	now: Date,
): Outgoing {
	return {
		...facts,
		state: 'waiting',
		attempts: 0,
		lease: null,
		nextAt: momentFor(facts, now),
		lastError: null,
		deadLetter: false,
		ref: null,
		createdAt: now,
		sentAt: null,
		deliveredAt: null,
	};
}

/** Whether the schedule may take a message on: it waits, or whoever took it on never came back. */
export function isReady(message: Outgoing, now: Date): boolean {
	const isFree = message.lease === null || message.lease <= now;
	return message.nextAt !== null && message.nextAt <= now && isFree;
}

/** Taken on by a carrier: counts as an attempt from now on, so that a crash cannot repeat it for ever. */
export function taken(message: Outgoing, now: Date): Outgoing {
	const lease = new Date(now.getTime() + LEASE_MS);
	return { ...message, state: 'sending', attempts: message.attempts + 1, lease, nextAt: lease };
}

/** The gateway accepted it. */
export function accepted(message: Outgoing, ref: string, now: Date): Outgoing {
	const done = { lease: null, nextAt: null, lastError: null };
	return { ...message, ...done, state: 'sent', ref, sentAt: now };
}

/**
 * The gateway did not accept it: tried again after a growing wait, given up after the last, or at once where
 * no other try can help.
 */
export function failed(message: Outgoing, error: string, now: Date, isPermanent = false): Outgoing {
	const wait = isPermanent ? undefined : WAITS[message.attempts - 1];
	const lastError = error.slice(0, 500);
	if (wait === undefined)
		return { ...message, state: 'dead', deadLetter: true, lease: null, nextAt: null, lastError };
	const nextAt = momentFor(message, new Date(now.getTime() + wait * MINUTE_MS));
	return { ...message, state: 'waiting', lease: null, nextAt, lastError };
}

/** Nobody carries this channel here. */
export function uncarried(message: Outgoing): Outgoing {
	return { ...message, state: 'unconfigured', lease: null, nextAt: null };
}

/** What a gateway reports later. */
export function reported(
	message: Outgoing,
	state: 'delivered' | 'read' | 'failed',
	at: Date,
): Outgoing {
	if (state === 'failed')
		return { ...failed({ ...message, attempts: WAITS.length + 1 }, '运营商回执：未送达', at) };
	return { ...message, state, deliveredAt: message.deliveredAt ?? at };
}

/** Sent again by hand: as new, but its history stays visible in the journal. */
export function resent(message: Outgoing, now: Date): Decision<Outgoing, ChasingRefusal> {
	if (message.state !== 'dead' && message.state !== 'unconfigured')
		return refuse('chasing/notResendable');
	return grant({
		...message,
		state: 'waiting',
		attempts: 0,
		lease: null,
		nextAt: now,
		deadLetter: false,
	});
}

/**
 * A document's e-mail sent anew by hand, whatever became of it. One that was accepted goes out under a new id;
 * one that never was keeps its own.
 */
export function sentAnew(message: Outgoing, now: Date): Decision<Outgoing> {
	const { state, lease, about } = message;
	if (about === undefined) return refuse('core/notFound');
	if (state === 'sending' && lease !== null && lease > now) return refuse('document/mailUnder');
	const wasTaken = state === 'sent' || state === 'delivered' || state === 'read';
	const fresh = { attempts: 0, lease: null, deadLetter: false, lastError: null, ref: null };
	const round = about.round + (wasTaken ? 1 : 0);
	const gone = { sentAt: null, deliveredAt: null };
	const again = { state: 'waiting' as const, nextAt: now, about: { ...about, round } };
	return grant({ ...message, ...fresh, ...gone, ...again });
}
