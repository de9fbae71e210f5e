import type { TaskRecord } from '@wenshu/domain/flow/model.ts';
import { createContext } from 'svelte';
import { StandIns } from '../delegations/stand-ins.svelte.ts';
import { LiveQuery, limit, orderBy, where, type ReadError } from '../platform/live.svelte.ts';
import { session } from '../platform/session.svelte.ts';
import { now as serverNow, patchDocs } from '../platform/write.ts';

/** Most open tasks shown at once; somebody with more has other worries. */
const most = 300;
/** Most tasks kept in this browser for when there is no network. */
const mostKept = 100;
const key = 'wenshu.inbox';
/** Kinds of notices by which somebody is chased. */
const chasing = new Set(['remind', 'expire', 'urge', 'feedback']);

/** What waited when the server last answered. */
interface Kept {
	uid: string;
	at: Date;
	tasks: TaskRecord[];
}

/** What was kept for a person; dates come back as dates. */
function kept(uid: string): Kept | null {
	try {
		const value = JSON.parse(localStorage.getItem(key) ?? 'null', (name, inner: unknown) =>
			/^(at|\w+At)$/.test(name) && typeof inner === 'string' ? new Date(inner) : inner,
		) as Kept | null;
		return value?.uid === uid ? value : null;
	} catch {
		return null;
	}
}

/** What waits for the signed-in person: one query for the to-do centre and every number in the frame. */
export class Inbox {
	#query = new LiveQuery<TaskRecord>('tasks', [
		where('assignee', '==', session.uid),
		where('status', '==', 'open'),
		orderBy('openedAt', 'desc'),
		limit(most),
	]);
	/** Tasks of others that I may do; those of a window that has just ended are left out at once. */
	#deputy = new LiveQuery<TaskRecord>('tasks', [
		where('proxies', 'array-contains', session.uid),
		where('status', '==', 'open'),
		orderBy('openedAt', 'desc'),
		limit(most),
	]);
	#standIns = new StandIns();
	#unread = new LiveQuery<{ id: string; kind: string; deliveredAt?: Date | null }>('notices', [
		where('uid', '==', session.uid),
		where('readAt', '==', null),
		limit(100),
	]);
	#kept = kept(session.uid);
	#offline = $derived(this.#query.error === 'offline' ? this.#kept : null);
	#tasks = $derived(this.#query.current ?? this.#offline?.tasks);
	#forOthers = $derived(
		(this.#deputy.current ?? []).filter(
			({ assignee, flowId }) =>
				assignee !== session.uid && this.#standIns.principalsIn(flowId).has(assignee),
		),
	);
	#handle = $derived.by(() => {
		const own = this.#tasks?.filter((task) => task.kind === 'handle');
		if (own === undefined || this.#forOthers.length === 0) return own;
		return [...own, ...this.#forOthers].sort((a, b) => b.openedAt.getTime() - a.openedAt.getTime());
	});
	#read = $derived(this.#tasks?.filter((task) => task.kind === 'read'));

	constructor() {
		// Serves the browser's own store, from which the list opens when there is no network.
		$effect(() => {
			const tasks = this.#query.current?.slice(0, mostKept);
			if (tasks)
				localStorage.setItem(key, JSON.stringify({ uid: session.uid, at: new Date(), tasks }));
		});
		// Serves whoever chased: a reminder has arrived once a screen of the person has it (CH-9).
		$effect(() => {
			const arrived = (this.#unread.current ?? []).filter(
				({ kind, deliveredAt }) => chasing.has(kind) && !deliveredAt,
			);
			if (arrived.length === 0 || this.#unread.fromCache) return;
			const paths = arrived.map(({ id }) => `notices/${id}`);
			void patchDocs(paths, { deliveredAt: serverNow() }).catch(() => undefined);
		});
	}

	/** All that is open, for the states of loading and failing. */
	get current(): TaskRecord[] | undefined {
		return this.#tasks;
	}
	get error(): ReadError | undefined {
		return this.#query.error;
	}
	retry(): void {
		this.#query.retry();
	}
	/** When the list shown was true; null while it is live. */
	get asOf(): Date | null {
		return this.#offline?.at ?? null;
	}
	/** Tasks to handle (待办), my own and those of others that I may do; newest first; undefined while loading. */
	get handle(): TaskRecord[] | undefined {
		return this.#handle;
	}
	/** Tasks to read (待阅). */
	get read(): TaskRecord[] | undefined {
		return this.#read;
	}
	/** Number of unread notices. */
	get notices(): number {
		return this.#unread.current?.length ?? 0;
	}
}

/** The inbox of whoever is signed in, set by the layout of the office. */
export const [getInbox, setInbox] = createContext<Inbox>();
