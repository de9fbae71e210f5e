import {
	addDoc,
	collection,
	deleteDoc,
	onSnapshot,
	query,
	serverTimestamp,
	where,
	type CollectionReference,
	type DocumentData,
	type Firestore,
	type QueryDocumentSnapshot,
	type Timestamp,
} from 'firebase/firestore';
import type { Peer } from './fast-path.ts';
import { neighboursOf } from './neighbours.ts';

/** What the mesh needs. */
export interface MeshOptions {
	db: Firestore;
	documentId: string;
	uid: string;
	session: string;
	/** STUN and TURN servers; none are needed inside one office network. */
	iceServers: RTCIceServer[];
	onJoin: (peer: Peer) => void;
	onReceive: (session: string, bytes: Uint8Array) => void;
	onLeave: (session: string) => void;
}

/** So long may a link take to come up, in ms. */
const SETUP = 10_000;
/** So long is gathered where this browser can be reached, in ms; what is known by then is told. */
const GATHERING = 1_000;
/** First pause before a link that did not come up is tried again, in ms; it doubles each time. */
const PAUSE = 5_000;
/** So often a link is tried; networks that forbid it are not asked forever. */
const TRIES = 4;
/** More than this waiting in a channel means that the other side no longer reads, in bytes. */
const STUCK = 4_000_000;
/** Signals older than this belong to a page that is gone, in ms. */
const STALE = 60_000;

interface Connection {
	uid: string;
	rtc: RTCPeerConnection;
	open: boolean;
	giveUp: ReturnType<typeof setTimeout>;
}

/**
 * Data channels between the browsers that have a text open. Offers and answers go through Firestore, whose
 * rules prove who wrote them; with them travels the fingerprint of each end's certificate, so a channel
 * that comes up ends at that person's page. Where the network forbids such channels nothing comes up.
 */
export class Mesh {
	#options: MeshOptions;
	#signals: CollectionReference;
	#connections = new Map<string, Connection>();
	#wanted = new Map<string, string>();
	#failures = new Map<string, number>();
	#retries = new Map<string, ReturnType<typeof setTimeout>>();
	#stop: (() => void) | undefined;
	#closed = false;

	constructor(options: MeshOptions) {
		this.#options = options;
		this.#signals = collection(options.db, 'texts', options.documentId, 'signals');
	}

	/** Tells who has the text open; links to the neighbours among them come up by themselves. */
	setCompany(company: readonly { session: string; uid: string }[]): void {
		if (this.#closed) return;
		const { session } = this.#options;
		const uids = new Map(company.map((one) => [one.session, one.uid]));
		const chosen = neighboursOf(session, [...uids.keys()]);
		this.#wanted = new Map(chosen.map((one) => [one, uids.get(one) ?? '']));
		if (this.#wanted.size > 0) this.#listen();
		for (const other of this.#connections.keys()) if (!uids.has(other)) this.#end(other);
		for (const [other, uid] of this.#wanted) this.#approach(other, uid);
		this.#trim();
	}

	/** As company grows the neighbours change; old links go once the new ones are up. */
	#trim(): void {
		const ready = [...this.#wanted.keys()].every((other) => this.#connections.get(other)?.open);
		if (!ready) return;
		for (const other of [...this.#connections.keys()])
			if (!this.#wanted.has(other)) this.#end(other);
	}

	/** Hangs up. */
	stop(): void {
		this.#closed = true;
		this.#stop?.();
		for (const timer of this.#retries.values()) clearTimeout(timer);
		for (const other of [...this.#connections.keys()]) this.#end(other);
	}

	/** The one with the greater name speaks first, so that two never call each other at once. */
	#approach(other: string, uid: string): void {
		const waits = this.#options.session < other || this.#retries.has(other);
		if (waits || this.#connections.has(other)) return;
		if ((this.#failures.get(other) ?? 0) >= TRIES) return;
		const { rtc } = this.#prepare(other, uid);
		this.#adopt(other, uid, rtc.createDataChannel('text'));
		void this.#offer(other, uid, rtc).catch(() => {
			this.#fail(other);
		});
	}

	async #offer(other: string, uid: string, rtc: RTCPeerConnection): Promise<void> {
		await rtc.setLocalDescription(await rtc.createOffer());
		await gathered(rtc);
		await this.#signal(other, uid, 'offer', rtc);
	}

	#listen(): void {
		this.#stop ??= onSnapshot(
			query(this.#signals, where('toUid', '==', this.#options.uid)),
			(snapshot) => {
				for (const change of snapshot.docChanges())
					if (change.type === 'added') void this.#hear(change.doc);
			},
			// Without signals there is no fast path; the log carries everything.
			() => undefined,
		);
	}

	async #hear(signal: QueryDocumentSnapshot): Promise<void> {
		const { session } = this.#options;
		const data = signal.data();
		if (data['to'] !== session) {
			await this.#sweep(signal);
			return;
		}
		void deleteDoc(signal.ref).catch(() => undefined);
		try {
			if (data['kind'] === 'offer') await this.#answer(data);
			else await this.#takeAnswer(data);
		} catch {
			this.#fail(String(data['from']));
		}
	}

	/** Signals to pages of ours that are gone. */
	async #sweep(signal: QueryDocumentSnapshot): Promise<void> {
		const at = (signal.data()['at'] as Timestamp | null)?.toMillis() ?? Date.now();
		if (Date.now() - at > STALE) await deleteDoc(signal.ref).catch(() => undefined);
	}

	async #answer(data: DocumentData): Promise<void> {
		const [other, uid] = [String(data['from']), String(data['by'])];
		if (other < this.#options.session) return;
		this.#end(other);
		const { rtc } = this.#prepare(other, uid);
		rtc.addEventListener('datachannel', ({ channel }) => {
			this.#adopt(other, uid, channel);
		});
		await rtc.setRemoteDescription({ type: 'offer', sdp: String(data['sdp']) });
		await rtc.setLocalDescription(await rtc.createAnswer());
		await gathered(rtc);
		await this.#signal(other, uid, 'answer', rtc);
	}

	async #takeAnswer(data: DocumentData): Promise<void> {
		const connection = this.#connections.get(String(data['from']));
		if (connection?.uid !== data['by']) return;
		if (connection?.rtc.signalingState !== 'have-local-offer') return;
		await connection.rtc.setRemoteDescription({ type: 'answer', sdp: String(data['sdp']) });
	}

	async #signal(
		other: string,
		toUid: string,
		kind: 'offer' | 'answer',
		rtc: RTCPeerConnection,
	): Promise<void> {
		if (this.#connections.get(other)?.rtc !== rtc) return;
		await addDoc(this.#signals, {
			from: this.#options.session,
			to: other,
			by: this.#options.uid,
			toUid,
			at: serverTimestamp(),
			kind,
			sdp: rtc.localDescription?.sdp ?? '',
		});
	}

	#prepare(other: string, uid: string): Connection {
		const rtc = new RTCPeerConnection({ iceServers: this.#options.iceServers });
		const giveUp = setTimeout(() => {
			this.#fail(other);
		}, SETUP);
		const connection: Connection = { uid, rtc, open: false, giveUp };
		this.#connections.set(other, connection);
		rtc.addEventListener('connectionstatechange', () => {
			if (this.#connections.get(other) !== connection) return;
			if (rtc.connectionState === 'failed' || rtc.connectionState === 'closed') this.#fail(other);
		});
		return connection;
	}

	#adopt(other: string, uid: string, channel: RTCDataChannel): void {
		channel.binaryType = 'arraybuffer';
		const connection = this.#connections.get(other);
		if (!connection) return;
		channel.addEventListener('open', () => {
			if (this.#connections.get(other) !== connection) return;
			clearTimeout(connection.giveUp);
			connection.open = true;
			this.#failures.delete(other);
			this.#options.onJoin({
				session: other,
				uid,
				send: (bytes) => {
					if (channel.readyState !== 'open') return;
					if (channel.bufferedAmount > STUCK) this.#fail(other);
					else channel.send(bytes as Uint8Array<ArrayBuffer>);
				},
				close: () => {
					this.#end(other);
				},
			});
			this.#trim();
		});
		channel.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
			this.#options.onReceive(other, new Uint8Array(data));
		});
		channel.addEventListener('close', () => {
			if (this.#connections.get(other) === connection) this.#fail(other);
		});
	}

	/** A link did not come up or broke; it is tried again after a pause. */
	#fail(other: string): void {
		if (!this.#connections.has(other)) return;
		this.#end(other);
		const failures = (this.#failures.get(other) ?? 0) + 1;
		this.#failures.set(other, failures);
		if (this.#closed || failures >= TRIES) return;
		const again = setTimeout(
			() => {
				this.#retries.delete(other);
				const uid = this.#wanted.get(other);
				if (uid !== undefined) this.#approach(other, uid);
			},
			PAUSE * 2 ** (failures - 1),
		);
		this.#retries.set(other, again);
	}

	#end(other: string): void {
		const connection = this.#connections.get(other);
		if (!connection) return;
		this.#connections.delete(other);
		clearTimeout(connection.giveUp);
		connection.rtc.close();
		if (connection.open) this.#options.onLeave(other);
	}
}

/** Resolves when a connection knows where it can be reached, or has looked long enough. */
function gathered(rtc: RTCPeerConnection): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(resolve, GATHERING);
		const look = (): void => {
			if (rtc.iceGatheringState !== 'complete') return;
			clearTimeout(timer);
			resolve();
		};
		rtc.addEventListener('icegatheringstatechange', look);
		look();
	});
}
