import type { OfficialDocument } from '@wenshu/domain/document/model.ts';
import { documentFieldValues } from '@wenshu/domain/document/fields.ts';
import { dutiesDone, mayEditElements } from '@wenshu/domain/document/rights.ts';
import { directoryOf, monitorRoles, type Directory } from '@wenshu/domain/flow/directory.ts';
import type { Flow } from '@wenshu/domain/flow/definition.ts';
import type {
	InstanceRecord,
	ReadTask,
	TaskRecord,
	TrailEntry,
} from '@wenshu/domain/flow/model.ts';
import { offers, type Offers } from '@wenshu/domain/flow/offers.ts';
import { standingOpinions } from '@wenshu/domain/flow/opinions.ts';
import type { HandOver } from '@wenshu/domain/trace/model.ts';
import { directory } from '../platform/directory.svelte.ts';
import { LiveDoc, LiveQuery, orderBy, where, type ReadError } from '../platform/live.svelte.ts';
import { defineMessages } from '../platform/messages.ts';
import { session } from '../platform/session.svelte.ts';
import { toast } from '../ui/toast.svelte.ts';
import type { Subject } from './document-acts.ts';
import { ElementDrafts } from './element-drafts.svelte.ts';

const m = defineMessages({
	unsaved: [
		'正文还没有存到服务器，请联网后再办理。',
		'The text is not at the server yet. Try again when you are online.',
	],
});

/** The organisation on the screen in the shape the engine asks for. */
export function staffDirectory(): Directory {
	return directoryOf({
		people: directory.people,
		posts: directory.posts,
		units: directory.units,
		monitorRoleIds: monitorRoles(directory.roles),
	});
}

/** One official document with its case, live: what the workspace draws and what it may offer. */
export class Workspace {
	readonly id: string;
	readonly drafts: ElementDrafts;
	readonly #document: LiveDoc<OfficialDocument>;
	readonly #instance: LiveDoc<InstanceRecord>;
	readonly #trail: LiveQuery<TrailEntry>;
	readonly #tasks: LiveQuery<TaskRecord>;
	readonly #hands: LiveQuery<HandOver>;
	readonly #flowPath = $derived.by(() => {
		const instance = this.instance;
		return instance ? `flows/${instance.flowId}/versions/${String(instance.flowVersion)}` : null;
	});
	readonly #flow = $derived(this.#flowPath === null ? null : new LiveDoc<Flow>(this.#flowPath));
	readonly #staff = $derived(staffDirectory());

	/** Saves what is being typed anywhere on the page; each answers whether it could. */
	readonly savers = new Set<() => Promise<boolean>>();

	constructor(id: string) {
		this.id = id;
		this.#document = new LiveDoc(`documents/${id}`);
		this.#instance = new LiveDoc(`instances/${id}`);
		this.#trail = new LiveQuery(`instances/${id}/trail`, [orderBy('seq')]);
		this.#tasks = new LiveQuery('tasks', [
			where('assignee', '==', session.uid),
			where('instanceId', '==', id),
		]);
		this.#hands = new LiveQuery(`texts/${id}/hands`, [orderBy('at')]);
		this.drafts = new ElementDrafts(id, () => this.document ?? undefined);
		this.savers.add(() => this.drafts.flush());
	}

	get document(): OfficialDocument | null | undefined {
		return this.#document.current;
	}
	get instance(): InstanceRecord | null | undefined {
		return this.#instance.current;
	}
	get flow(): Flow | null {
		return this.#flow?.current ?? null;
	}
	/** Everything that was done, oldest first. */
	get trail(): TrailEntry[] {
		return this.#trail.current ?? [];
	}
	/** Who might write in the text from when on; empty while it is not known. */
	get hands(): HandOver[] {
		return this.#hands.current ?? [];
	}
	get error(): ReadError | undefined {
		return this.#document.error ?? this.#instance.error;
	}
	/** Whether what is shown may be behind the server. */
	get stale(): boolean {
		return this.#document.fromCache;
	}
	retry(): void {
		this.#document.retry();
		this.#instance.retry();
		this.#trail.retry();
		this.#tasks.retry();
	}

	/** Saves everything; called before anything that reads or sends the document. */
	async save(): Promise<boolean> {
		const saved = await Promise.all([...this.savers].map((save) => save()));
		if (saved.every(Boolean)) return true;
		toast.warn(this.drafts.refusal ?? m.unsaved);
		return false;
	}

	/** How acts name this document. */
	get subject(): Subject {
		return { id: this.id, title: this.document?.elements.title ?? '' };
	}

	/** What the signed-in person may do now; null while it is not known yet. */
	readonly offers: Offers | null = $derived.by(() => {
		const { flow, instance, document } = this;
		if (!flow || !instance || !document || directory.loading) return null;
		return offers(flow, instance.state, {
			now: new Date(),
			actor: session.uid,
			directory: this.#staff,
			fields: documentFieldValues(document),
			dutiesDone: dutiesDone(document),
			supervises: session.canAny('flow.monitor', 'document.terminate'),
			records: session.can('flow.record'),
			actsFor: new Set(),
			ancestors: instance.ancestors,
		});
	});

	/** My open task of this case as the to-do centre knows it. */
	readonly record: TaskRecord | null = $derived.by(
		() => this.#tasks.current?.find((task) => task.id === this.offers?.task?.id) ?? null,
	);

	/** What was sent to me to read and is not confirmed yet. */
	readonly unread: ReadTask | null = $derived.by(() => {
		const reads = Object.values(this.instance?.state.reads ?? {});
		return reads.find((read) => read.reader === session.uid && read.status === 'unread') ?? null;
	});

	/** Records of mine that have never been opened, to be marked as seen. */
	readonly unseen: TaskRecord[] = $derived.by(() =>
		(this.#tasks.current ?? []).filter(
			(task) => task.status === 'open' && task.firstReadAt === null,
		),
	);

	readonly isMine = $derived(this.instance?.initiator === session.uid);
	readonly isDraft = $derived(this.instance?.status === 'draft');

	/** Whether elements and attachments may be changed here and now. The server decides again. */
	readonly mayEdit = $derived.by(() => {
		const { document, instance, flow } = this;
		if (!document || !instance || !flow) return false;
		return mayEditElements(document, flow, instance.state, session.uid).ok;
	});

	/** Opinions given so far, newest first. */
	readonly opinions: TrailEntry[] = $derived.by(() => standingOpinions(this.trail));
}
