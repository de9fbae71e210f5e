import type { TaskRecord } from '@wenshu/domain/flow/model.ts';
import { createContext } from 'svelte';
import { LiveQuery, limit, orderBy, where } from '../platform/live.svelte.ts';
import { session } from '../platform/session.svelte.ts';

/** Most open tasks shown at once; somebody with more has other worries. */
const most = 300;

/** What waits for the signed-in person: one query for the to-do centre and every number in the frame. */
export class Inbox {
	#tasks = new LiveQuery<TaskRecord>('tasks', [
		where('assignee', '==', session.uid),
		where('status', '==', 'open'),
		orderBy('openedAt', 'desc'),
		limit(most),
	]);
	#unread = new LiveQuery<{ id: string }>('notices', [
		where('uid', '==', session.uid),
		where('readAt', '==', null),
		limit(100),
	]);
	#handle = $derived(this.#tasks.current?.filter((task) => task.kind === 'handle'));
	#read = $derived(this.#tasks.current?.filter((task) => task.kind === 'read'));

	/** The query itself, for its loading and error states. */
	get request(): LiveQuery<TaskRecord> {
		return this.#tasks;
	}
	/** Tasks to handle (待办), newest first; undefined while loading. */
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
