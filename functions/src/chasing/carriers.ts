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

/**
 * Carriers of this installation: none until an adapter for the office's mail server or short-message
 * gateway is entered here.
 */
export const carriers: Carriers = {};
