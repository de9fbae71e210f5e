import type { Firestore } from 'firebase/firestore';
import { FastPath } from './fast-path.ts';
import { Mesh } from './mesh.ts';
import type { Owners } from './owners.ts';
import type { Participant } from './participant.ts';
import type { Relays } from './relays.ts';
import { checkSignature, type SessionKey } from './signature.ts';
import { TabLine } from './tab-line.ts';
import type { Cursor } from './wire.ts';

/** What the company asks of its surroundings. */
export interface CompanyOptions {
	db: Firestore;
	documentId: string;
	uid: string;
	session: string;
	key: SessionKey;
	owners: Owners;
	relays: Relays;
	iceServers: RTCIceServer[];
	mayWrite: (uid: string) => boolean;
	inLog: (session: string, n: number) => boolean;
	clockInLog: (client: number) => number;
	apply: (update: Uint8Array, session: string) => void;
	onCursor: (session: string, cursor: Cursor | null, along: boolean) => void;
	onLinks: () => void;
	onWithdrawn: (session: string) => void;
}

/** Everybody who has the text open, and the direct links to them: browser to browser, tab to tab. */
export class Company {
	readonly path: FastPath;
	#mesh: Mesh;
	#tabs: TabLine;
	#beat: ReturnType<typeof setInterval>;
	#participants: Participant[] = [];

	constructor(options: CompanyOptions) {
		const { db, documentId, uid, session, iceServers } = options;
		this.path = new FastPath({
			...options,
			textId: documentId,
			now: () => performance.now(),
			later: (milliseconds, run) => setTimeout(run, milliseconds),
			sign: (bytes) => options.key.sign(bytes),
			check: checkSignature,
			ownerOf: (other) => options.owners.of(other),
			relay: (other, runs) => options.relays.handIn(other, runs),
		});
		const links = {
			onJoin: this.path.join.bind(this.path),
			onReceive: this.path.receive.bind(this.path),
			onLeave: this.path.leave.bind(this.path),
		};
		this.#tabs = new TabLine({
			...links,
			name: `wenshu-text/${uid}/${documentId}`,
			uid,
			session,
		});
		this.#mesh = new Mesh({ ...links, db, documentId, uid, session, iceServers });
		this.#beat = setInterval(() => {
			this.path.tick();
		}, 1_000);
	}

	/** Whether everybody else in the text sees at once what is typed here. */
	get isClose(): boolean {
		const { reached } = this.path;
		return this.#participants.every(({ session }) => reached.has(session));
	}

	/** Tells who else has the text open. */
	meet(participants: Participant[]): void {
		this.#participants = participants;
		const { sessions } = this.#tabs;
		this.#mesh.setCompany(participants.filter((one) => !sessions.has(one.session)));
	}

	/** Hangs up. */
	stop(): void {
		clearInterval(this.#beat);
		this.#tabs.stop();
		this.#mesh.stop();
	}
}
