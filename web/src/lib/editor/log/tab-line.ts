import type { Peer } from './fast-path.ts';

/** What a line between tabs needs. */
export interface TabLineOptions {
	/** Name of the line: the same text and person. */
	name: string;
	uid: string;
	session: string;
	onJoin: (peer: Peer) => void;
	onReceive: (session: string, bytes: Uint8Array) => void;
	onLeave: (session: string) => void;
}

type Message =
	| { kind: 'here'; from: string; to: string | null }
	| { kind: 'gone'; from: string }
	| { kind: 'bytes'; from: string; to: string; bytes: Uint8Array };

/** Links the tabs of one person in one browser: no network is needed between them. */
export class TabLine {
	#options: TabLineOptions;
	#channel: BroadcastChannel;
	#others = new Set<string>();
	#closed = false;

	constructor(options: TabLineOptions) {
		this.#options = options;
		this.#channel = new BroadcastChannel(options.name);
		this.#channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
			this.#hear(data);
		});
		this.#post({ kind: 'here', from: options.session, to: null });
	}

	/** Sessions of the other tabs. */
	get sessions(): ReadonlySet<string> {
		return this.#others;
	}

	/** Says good-bye. */
	stop(): void {
		this.#post({ kind: 'gone', from: this.#options.session });
		this.#closed = true;
		this.#channel.close();
	}

	#hear(message: Message): void {
		const { session } = this.#options;
		const { from } = message;
		if (message.kind === 'gone') {
			if (this.#others.delete(from)) this.#options.onLeave(from);
		} else if (message.kind === 'bytes') {
			if (message.to === session) this.#options.onReceive(from, message.bytes);
		} else if (message.to === null || message.to === session) {
			if (message.to === null) this.#post({ kind: 'here', from: session, to: from });
			this.#link(from);
		}
	}

	#link(other: string): void {
		if (this.#others.has(other)) return;
		this.#others.add(other);
		const from = this.#options.session;
		this.#options.onJoin({
			session: other,
			uid: this.#options.uid,
			send: (bytes) => {
				this.#post({ kind: 'bytes', from, to: other, bytes });
			},
			close: () => {
				if (this.#others.delete(other)) this.#options.onLeave(other);
			},
		});
	}

	#post(message: Message): void {
		if (!this.#closed) this.#channel.postMessage(message);
	}
}
