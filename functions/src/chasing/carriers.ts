import type { Channel, Outgoing } from '@wenshu/domain/chasing/outgoing.ts';

/** What a gateway says later about a message it accepted. */
export interface Receipt {
	ref: string;
	state: 'delivered' | 'read' | 'failed';
	at: Date;
}

/** Port: whoever carries messages of one channel out of the house. Throws where it does not take one. */
export interface Carrier {
	/** Hands a message over; answers the name under which the gateway knows it. */
	send: (message: Outgoing) => Promise<{ ref: string }>;
	/** Asks what became of messages; left out where the gateway reports nothing. */
	receipts?: (refs: readonly string[]) => Promise<Receipt[]>;
}

/** Carriers by channel; what has none is marked 未配置 and can be sent again later. */
export type Carriers = Partial<Record<Channel, Carrier>>;

/** Why a message was not carried, in words people read; `permanent` where no other try can help. */
export class NotCarried extends Error {
	readonly permanent: boolean;
	constructor(words: string, permanent: boolean) {
		super(words);
		this.permanent = permanent;
	}
}
