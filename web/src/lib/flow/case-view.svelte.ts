import type { OpinionSignature } from '@wenshu/domain/document/opinion-signature.ts';
import { principalsOf, type Delegation } from '@wenshu/domain/flow/delegation.ts';
import { directoryOf, monitorRoles, type Directory } from '@wenshu/domain/flow/directory.ts';
import type { Duty, Flow } from '@wenshu/domain/flow/definition.ts';
import type {
	InstanceRecord,
	ReadTask,
	TaskRecord,
	TrailEntry,
} from '@wenshu/domain/flow/model.ts';
import { offers, type Offers, type Viewer } from '@wenshu/domain/flow/offers.ts';
import { standingOpinions } from '@wenshu/domain/flow/opinions.ts';
import { clock } from '../platform/clock.svelte.ts';
import { directory } from '../platform/directory.svelte.ts';
import { LiveDoc, LiveQuery, orderBy, where, type ReadError } from '../platform/live.svelte.ts';
import { session } from '../platform/session.svelte.ts';
import type { Subject } from './flow-acts.ts';
import { isVoidOpinion } from '@wenshu/domain/flow/opinion-words.ts';

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
	/** What kind of owner its files name. */
	files: 'document' | 'approval';
}

/** What may be done now, with what the engine's offer does not say. */
export interface CaseOffers extends Offers {
	/** Somebody asked for my answer (委派): there is nothing else to decide. */
	isAnswer: boolean;
	/** Who added my task (加签, 委派), and gets it back; null for members of the step. */
	adder: string | null;
	/** In a free flow (自由流), whether the case may be ended from here. */
	mayEnd: boolean;
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
	readonly #signatures: LiveQuery<OpinionSignature>;
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
		this.#signatures = new LiveQuery(`instances/${id}/signatures`, []);
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
	/** The handwritten signature under an opinion, where there is one. */
	signatureOf({ taskId, opinion }: TrailEntry): OpinionSignature | undefined {
		if (opinion === null || taskId === null) return undefined;
		return this.#signatures.current?.find((each) => each.taskId === taskId);
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

	/** Who is signed in. */
	get uid(): string {
		return session.uid;
	}

	/** Whether an opinion no longer counts (失效). */
	isVoid(entry: TrailEntry): boolean {
		const state = this.instance?.state;
		return state !== undefined && isVoidOpinion(entry, state, this.opinions);
	}

	/** The highest post of whom an opinion is: of the leader, where it was recorded for one. The smaller, the higher. */
	rankOf({ actor, taskId, onBehalfOf }: TrailEntry): number {
		const assignee = this.instance?.state.tasks[taskId ?? '']?.assignee;
		const whose = onBehalfOf === null ? actor : (assignee ?? actor);
		const posts = directory.person(whose)?.postIds ?? [];
		return Math.min(1000, ...posts.flatMap((id) => directory.post(id)?.rank ?? []));
	}

	/** Fields of the form that must be filled in before my task can be submitted. */
	get missingFields(): readonly { id: string; label: string }[] {
		return [];
	}

	readonly #viewer: Viewer | null = $derived.by(() => {
		const { instance, about } = this;
		if (!instance || !about || directory.loading) return null;
		return {
			now: new Date(),
			actor: session.uid,
			directory: this.#staff,
			fields: about.fields,
			dutiesDone: about.dutiesDone,
			supervises: about.supervises,
			manages: session.can('flow.monitor'),
			records: session.can('flow.record'),
			actsFor: this.actsFor,
			ancestors: instance.ancestors,
		};
	});

	/** What the signed-in person may do now; null while it is not known yet. */
	readonly offers: CaseOffers | null = $derived.by(() => {
		const wanted = this.#taskId() ?? '';
		const isOpen = this.instance?.state.tasks[wanted]?.status === 'open';
		return this.#offersFor(this.#viewer, isOpen ? wanted : undefined);
	});

	/** What somebody else could do with their task: what a record of their decision on paper asks for. */
	offersOf(uid: string, taskId: string): CaseOffers | null {
		const viewer = this.#viewer && { ...this.#viewer, actor: uid, actsFor: new Set<string>() };
		return this.#offersFor(viewer, taskId);
	}

	#offersFor(viewer: Viewer | null, taskId: string | undefined): CaseOffers | null {
		const { flow, instance } = this;
		if (!flow || !instance || !viewer) return null;
		const offered = offers(flow, instance.state, viewer, taskId);
		const { task, node } = offered;
		const run = instance.state.runs[task?.runId ?? ''];
		const isFree = node !== null && (node.free || flow.free);
		const isInFork = (instance.state.tokens[run?.tokenId ?? '']?.forks.length ?? 0) > 0;
		const isAnswer = task?.kind === 'delegate';
		return {
			...offered,
			isAnswer,
			adder: instance.state.tasks[task?.addedBy ?? '']?.assignee ?? null,
			mayEnd: isFree && !isInFork && !isAnswer && !offered.ways.some((way) => way.ends),
		};
	}

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
