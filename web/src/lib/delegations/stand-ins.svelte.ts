import { principalsOf, type Delegation } from '@wenshu/domain/flow/delegation.ts';
import { clock } from '../platform/clock.svelte.ts';
import { LiveQuery, where } from '../platform/live.svelte.ts';
import { session } from '../platform/session.svelte.ts';

/** For whom the signed-in person may act now. One query for whoever asks. */
export class StandIns {
	#query = new LiveQuery<Delegation>('delegations', [
		where('proxy', '==', session.uid),
		where('endedAt', '==', null),
	]);

	/** Delegations to me that are not over. */
	get standing(): Delegation[] {
		return this.#query.current ?? [];
	}
	/** Those I may act for now in a flow. */
	principalsIn(flowId: string): ReadonlySet<string> {
		return principalsOf(this.standing, session.uid, flowId, clock.now);
	}
}
