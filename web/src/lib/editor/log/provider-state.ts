import type { Firestore } from 'firebase/firestore';
import type { Participant } from './participant.ts';
import type { Saving } from './sender.ts';
import type { Vocabulary } from './vocabulary.ts';

/** What this person may do to the text now. */
export type Mode = 'edit' | 'suggest' | 'read';

/**
 * Where the text stands: being opened, open, or why not. `outdated` means that this client is older than
 * the text and must be reloaded; `stale` means that the text must be opened afresh.
 */
export type Phase = 'opening' | 'open' | 'refused' | 'missing' | 'outdated' | 'stale';

/** What the provider knows at one moment. */
export interface ProviderState {
	phase: Phase;
	mode: Mode;
	frozen: boolean;
	saving: Saving;
	/** Words of others that are announced but have not arrived. */
	incomplete: boolean;
	others: Participant[];
	/** How many of the others are linked directly. */
	links: number;
	/** Whose words were shown here and taken back, because the server never took them. */
	withdrawn: readonly string[];
}

/** What a provider needs. */
export interface ProviderOptions {
	/** With `memoryLocalCache`; a persistent cache makes the live path several times slower. */
	db: Firestore;
	documentId: string;
	uid: string;
	/** Name as the access document has it; the rules compare. */
	name: string;
	/** Colour of this person's cursor, #rrggbb. */
	colour: string;
	vocabulary: Vocabulary;
	/** Whether to link browsers directly; without it everything goes through the database. */
	fastPath?: boolean;
	/** STUN and TURN servers for networks that need them. */
	iceServers?: RTCIceServer[];
	/** Asks the server to fold a long log. */
	onLongTail?: () => Promise<unknown>;
	onChange: (state: ProviderState) => void;
}
