import type { Firestore } from 'firebase/firestore';
import type { PageListener } from './signs-of-life.ts';
import type { Cursor } from './wire.ts';

/** Somebody who has the text open. */
export interface Participant {
	session: string;
	uid: string;
	name: string;
	colour: string;
	/** Whether they have just written something. */
	typing: boolean;
	/** Whether nothing was heard of them for a while. */
	resting: boolean;
}

/** What presence needs from outside. */
export interface PresenceOptions {
	db: Firestore;
	documentId: string;
	uid: string;
	name: string;
	colour: string;
	/** Sessions reached over the fast path. */
	reached: () => ReadonlySet<string>;
	/** Called when people come, go or change. */
	onChange: (others: Participant[]) => void;
	/** The cursor here moved. */
	onMove: (cursor: Cursor | null) => void;
	/** Watches whoever sits before this page; answers how to stop. */
	watch?: (listener: PageListener) => () => void;
}
