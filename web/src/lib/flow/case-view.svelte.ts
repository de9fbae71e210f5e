import { principalsOf, type Delegation } from '@wenshu/domain/flow/delegation.ts';
import { directoryOf, monitorRoles, type Directory } from '@wenshu/domain/flow/directory.ts';
import type { Duty, Flow } from '@wenshu/domain/flow/definition.ts';
import type {
	InstanceRecord,
	ReadTask,
	TaskRecord,
	TrailEntry,
} from '@wenshu/domain/flow/model.ts';
import { offers, type Offers } from '@wenshu/domain/flow/offers.ts';
import { standingOpinions } from '@wenshu/domain/flow/opinions.ts';
import { clock } from '../platform/clock.svelte.ts';
import { directory } from '../platform/directory.svelte.ts';
import { LiveDoc, LiveQuery, orderBy, where, type ReadError } from '../platform/live.svelte.ts';
import { session } from '../platform/session.svelte.ts';
import type { Subject } from './flow-acts.ts';

/** The organisation on the screen in the shape the engine asks for. */
export function staffDirectory(): Directory {
	return directoryOf({
		people: directory.people,
		posts: directory.posts,
		units: directory.units,
		monitorRoleIds: monitorRoles(directory.roles),
	});
}

/** What the engine and the panels ask of the thing a case is about. */
export interface CaseSubject {
	title: string;
	/** Values of the fields that conditions and handlers name. */
	fields: Readonly<Record<string, unknown>>;
	dutiesDone: ReadonlySet<Duty>;
	/** Whether the signed-in person supervises cases of this kind. */
	supervises: boolean;
	/** Why nothing can be returned any more, as when it is sealed. */
	holds: boolean;
	attachments: readonly { fileId: string; name: string }[];
}

/**
 * One case on the routing engine, live: what the panels draw and what may be offered. Documents and general
 * approvals say in `about` what the case is about.
 */
export abstract class CaseView {
	readonly id: string;
	readonly #taskId: () => string | undefined;
	readonly #instance: LiveDoc<InstanceRecord>;
	readonly #trail: LiveQuery<TrailEntry>;
	readonly #tasks: LiveQuery<TaskRecord>;
	readonly #delegations: LiveQuery<Delegation>;
	readonly #flowPath = $derived.by(() => {
		const instance = this.instance;
		return instance ? `flows/${instance.flowId}/versions/${String(instance.flowVersion)}` : null;
	});
	readonly #flow = $derived(this.#flowPath === null ? null : new LiveDoc<Flow>(this.#flowPath));
	readonly #staff = $derived(staffDirectory());

	/** Saves what is being typed anywhere on the page; each answers whether it could. */
	readonly savers = new Set<() => Promise<boolean>>();

	/** `taskId` is the task that the page was opened for, where somebody holds several. */
	constructor(id: string, taskId: () => string | undefined = () => undefined) {
		this.id = id;
		this.#taskId = taskId;
		this.#instance = new LiveDoc(`instances/${id}`);
		this.#trail = new LiveQuery(`instances/${id}/trail`, [orderBy('seq')]);
		this.#tasks = new LiveQuery('tasks', [
			where('assignee', '==', session.uid),
			where('instanceId', '==', id),
		]);
		this.#delegations = new LiveQuery('delegations', [where('proxy', '==', session.uid)]);
	}

	/** What the case is about; null while it is not known. */
	abstract get about(): CaseSubject | null;
	/** Says why saving failed. */
	protected abstract sayUnsaved(): void;

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
	get error(): ReadError | undefined {
		return this.#instance.error;
	}
	retry(): void {
		this.#instance.retry();
		this.#trail.retry();
		this.#tasks.retry();
	}

	/** Saves everything; called before anything that reads or sends the case. */
	async save(): Promise<boolean> {
		const saved = await Promise.all([...this.savers].map((save) => save()));
		if (saved.every(Boolean)) return true;
		this.sayUnsaved();
		return false;
	}

	/** How acts name this case. */
	get subject(): Subject {
		return { id: this.id, title: this.about?.title ?? '', link: this.instance?.link ?? '/' };
	}

	/** For whom the signed-in person acts in this case (代办委托). */
	readonly actsFor: ReadonlySet<string> = $derived.by(() => {
		const flowId = this.instance?.flowId ?? '';
		return principalsOf(this.#delegations.current ?? [], session.uid, flowId, clock.now);
	});

	/** What the signed-in person may do now; null while it is not known yet. */
	readonly offers: Offers | null = $derived.by(() => {
		const { flow, instance, about } = this;
		if (!flow || !instance || !about || directory.loading) return null;
		const { state } = instance;
		const viewer = {
			now: new Date(),
			actor: session.uid,
			directory: this.#staff,
			fields: about.fields,
			dutiesDone: about.dutiesDone,
			supervises: about.supervises,
			records: session.can('flow.record'),
			actsFor: this.actsFor,
			ancestors: instance.ancestors,
		};
		const wanted = this.#taskId();
		return offers(
			flow,
			state,
			viewer,
			state.tasks[wanted ?? '']?.status === 'open' ? wanted : undefined,
		);
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

	/** Opinions given so far, newest first. */
	readonly opinions: TrailEntry[] = $derived.by(() => standingOpinions(this.trail));
}
