import { createHmac, timingSafeEqual } from 'node:crypto';
import { installationSecret } from '../platform/secrets.ts';

const LIFE = 5 * 60_000;

function mac(purpose: string, fileId: string, until: number): Buffer {
	return createHmac('sha256', installationSecret())
		.update(`${purpose}:${fileId}:${until}`)
		.digest();
}

/** A ticket that opens one file for one purpose for five minutes, so that plain links can carry it. */
export function issueTicket(purpose: 'read' | 'write', fileId: string, now: number): string {
	const until = now + (purpose === 'write' ? 24 * 12 * LIFE : LIFE);
	return `${until}.${mac(purpose, fileId, until).toString('base64url')}`;
}

/** Whether a ticket is genuine and not expired. */
export function isTicketGood(
	purpose: 'read' | 'write',
	fileId: string,
	ticket: string,
	now: number,
): boolean {
	const [until = '', signature = ''] = ticket.split('.');
	const expected = mac(purpose, fileId, Number(until));
	const given = Buffer.from(signature, 'base64url');
	return (
		given.length === expected.length && timingSafeEqual(given, expected) && Number(until) > now
	);
}
