import { chainHash, clientOf, type Entry } from '@wenshu/domain/trace/entry.ts';
import { mergeInTree } from '@wenshu/domain/trace/pack.ts';
import type { SignedRun } from '@wenshu/domain/trace/relay.ts';
import * as Y from 'yjs';
import { isOnlyOf } from './fast-path.ts';

/** A page that hears what comes into the log. */
interface Hearer {
	hearLog: (entry: Entry) => void;
	hearRelay: (session: string, runs: SignedRun[]) => void;
}

/** The log under its rules, as far as the protocol meets it. */
export class Server {
	readonly editors = new Set<string>();
	readonly owners = new Map<string, string>();
	readonly entries = new Map<string, Entry[]>();
	readonly relays: { session: string; runs: SignedRun[] }[] = [];
	readonly pages = new Set<Hearer>();

	write(uid: string, entry: Entry): 'taken' | 'refused' {
		const chain = this.entries.get(entry.session) ?? [];
		const stored = chain[entry.n];
		if (stored) return stored.hash === entry.hash ? 'taken' : 'refused';
		const previous = chain.at(-1)?.hash ?? entry.session;
		const owner = this.owners.get(entry.session) ?? uid;
		const good =
			this.editors.has(uid) &&
			owner === uid &&
			entry.n === chain.length &&
			entry.hash === chainHash(previous, entry.update) &&
			isOnlyOf(entry.update, clientOf(entry.session));
		if (!good) return 'refused';
		this.owners.set(entry.session, uid);
		this.entries.set(entry.session, [...chain, entry]);
		for (const page of this.pages) page.hearLog(entry);
		return 'taken';
	}

	relay(uid: string, session: string, runs: SignedRun[]): boolean {
		const writer = this.owners.get(session);
		if (writer === undefined) return false;
		if (!this.editors.has(uid) && !this.editors.has(writer)) return false;
		this.relays.push({ session, runs });
		for (const page of this.pages) page.hearRelay(session, runs);
		return true;
	}

	/** What a new reader would see. */
	read(): Y.Doc {
		const doc = new Y.Doc();
		const logged = [...this.entries.values()].flat().map((entry) => entry.update);
		const relayed = this.relays.flatMap(({ runs }) => runs.flatMap((run) => run.updates));
		Y.applyUpdate(doc, mergeInTree([...logged, ...relayed]));
		return doc;
	}
}
