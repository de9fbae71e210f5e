import type { HandOver } from '@wenshu/domain/trace/model.ts';
import type { UnitOfWork } from '../platform/unit-of-work.ts';

/**
 * Notes in the commit of an act who may write in the text from now on.
 * @param actId of an act that moves nothing and so has no line of its own in the trail
 */
export function writeHand(work: UnitOfWork, textId: string, hand: HandOver, actId?: string): void {
	const seq = String(hand.seq).padStart(6, '0');
	work.create(`texts/${textId}/hands/${actId === undefined ? seq : `${seq}-${actId}`}`, hand);
}
