/**
 * What is compared: our provider with its fast path, ours over Firestore alone, and two servers that
 * people run for the same purpose.
 */
export type Candidate = 'fast' | 'log' | 'yWebsocket' | 'hocuspocus';

/** Names in the report. */
export const NAMES: Record<Candidate, string> = {
	fast: 'fast path',
	log: 'log alone',
	yWebsocket: 'y-websocket',
	hocuspocus: 'Hocuspocus',
};

/** Ours, which live in Firestore under the rules. */
export const isOurs = (candidate: Candidate): candidate is 'fast' | 'log' =>
	candidate === 'fast' || candidate === 'log';

/** Where one editor sits down. */
export interface Place {
	candidate: Candidate;
	/** The text, called a room elsewhere. */
	room: string;
	uid: string;
	project: string;
	/** Port of Firestore for ours, of the server for the others. */
	port: number;
}

/** What one open cost, in ms from the call. */
export interface Opening {
	/** The provider says that the text is there. */
	ready: number;
	/** The text is on the screen. */
	painted: number;
}
