import type { Act, ActAnswer } from '@wenshu/domain/acts.ts';
import { emptyElements } from '@wenshu/domain/document/elements.ts';
import { officeDate, officeYear } from '@wenshu/domain/document/number.ts';
import { edgesFrom, openTasks } from '@wenshu/domain/flow/graph.ts';
import type { Flow } from '@wenshu/domain/flow/definition.ts';
import type { FlowState, Task } from '@wenshu/domain/flow/model.ts';
import { readBody } from './bureau/body.ts';
import { flows } from './bureau/flows.ts';
import { uidOf } from './bureau/people.ts';
import type { MemoryStore } from './memory-store.ts';
import { storeOriginal } from './originals.ts';
import { momentOf, type Beat, type SampleDocument } from './bureau/story.ts';
import { officeVolumeId } from './bureau/volumes.ts';
import { writeText } from './writing.ts';

/** An act of the sample; the version is only named where the act asks for it. */
export type SampleAct = Omit<Act, 'version'> & { version?: number };

/** Performs an act as the server would have at that moment. */
export type Perform = (uid: string, act: SampleAct, at: Date) => Promise<ActAnswer>;

/** One use of a seal. */
export interface Sealing {
	/** Id of the act. */
	id: string;
	documentId: string;
	taskId: string;
	sealId: string;
}

/** What replaying needs of its surroundings. */
export interface Stage {
	store: MemoryStore;
	/** Time of loading. */
	now: Date;
	perform: Perform;
	/** Places a seal on a document, as its keeper does. */
	seal(uid: string, sealing: Sealing, at: Date): Promise<ActAnswer>;
}

/** One thing to do at a moment; `counted` ones take a number and so keep the order of time. */
interface Deed {
	at: Date;
	counted: boolean;
	run(): Promise<void>;
}

/**
 * Lets the real engine live through the stories: every act is performed in the name of its person at its
 * moment. Documents run side by side; what takes a number waits for everything numbered earlier,
 * and the first seal for `ready`, when the seals have been made.
 */
export async function replay(
	stage: Stage,
	documents: readonly SampleDocument[],
	ready: Promise<unknown>,
): Promise<void> {
	const stories = documents.map((document) => deedsOf(stage, document));
	const inTurn = stories
		.flat()
		.filter((deed) => deed.counted)
		.sort((a, b) => a.at.getTime() - b.at.getTime());
	const turns = new Map<Deed, Promise<unknown>>();
	const finish = new Map<Deed, () => void>();
	let before: Promise<unknown> = ready;
	for (const deed of inTurn) {
		turns.set(deed, before);
		before = new Promise<void>((resolve) => finish.set(deed, resolve));
	}
	await Promise.all(
		stories.map(async (deeds) => {
			for (const deed of deeds) {
				await turns.get(deed);
				await deed.run();
				finish.get(deed)?.();
			}
		}),
	);
}

/** What takes a number, and the one seal. */
const counted = new Set<Beat['do']>(['number', 'seal', 'archive']);

function deedsOf(stage: Stage, document: SampleDocument): Deed[] {
	const begunAt = momentOf(document.begun.at, stage.now);
	const deeds: Deed[] = [
		{
			at: begunAt,
			counted: document.incoming !== undefined,
			run: () => begin(stage, document, begunAt),
		},
	];
	for (const [index, beat] of document.beats.entries()) {
		const at = momentOf(beat.at, stage.now);
		const earlier = deeds.at(-1);
		if (earlier !== undefined && at < earlier.at)
			throw new Error(`${document.id}: beat ${String(index + 1)} is earlier than the one before`);
		deeds.push({
			at,
			counted: counted.has(beat.do),
			run: () => play(stage, document, beat, index + 1, at),
		});
	}
	return deeds;
}

async function begin(stage: Stage, document: SampleDocument, at: Date): Promise<void> {
	const uid = uidOf(document.begun.by);
	const act = (type: string, input: unknown, step: string) =>
		demand(
			stage,
			uid,
			{ id: `sample-${document.id}-${step}`, type, target: document.id, input },
			at,
		);
	if (document.incoming !== undefined) {
		await act(
			'document/receive',
			{
				elements: { ...emptyElements(), ...document.elements },
				incoming: { ...document.incoming, receivedOn: officeDate(at) },
			},
			'begin',
		);
		const fileId = await storeOriginal(stage.store, document, at);
		await act('document/attach', { fileId }, 'attach');
		return;
	}
	await act(
		'document/create',
		{ templateId: document.templateId, elements: document.elements },
		'begin',
	);
	const body = readBody(document.text, officeYear(stage.now), (name) => ({
		by: uidOf(name),
		at: suggestedAt(stage, document, name),
	}));
	if (document.writing !== undefined) await writeText(stage, document.id, document.writing, body);
	else {
		// The author typed this text; the sample keeps it as the text's first content.
		const { seedUpdate } = await import('../functions/src/text/replay.ts');
		await stage.store.doc(`texts/${document.id}`).update({ seed: Buffer.from(seedUpdate(body)) });
	}
	if (document.coauthors !== undefined)
		await act('document/coauthors', { uids: document.coauthors.map(uidOf) }, 'coauthors');
}

/** A person suggests while the document is with them: when the story says, or shortly before their first act. */
function suggestedAt(stage: Stage, document: SampleDocument, name: string): Date {
	const told = document.writing?.suggestions.find((each) => each.by === name);
	if (told !== undefined) return momentOf(told.at, stage.now);
	const beat = document.beats.find((each) => each.by === name);
	if (beat === undefined) throw new Error(`${name} never acts on ${document.id}`);
	return new Date(momentOf(beat.at, stage.now).getTime() - 12 * 60_000);
}

async function play(
	stage: Stage,
	document: SampleDocument,
	beat: Beat,
	index: number,
	at: Date,
): Promise<void> {
	const uid = uidOf(beat.by);
	const stored = await stage.store.doc(`instances/${document.id}`).get();
	const state = stored.get('state') as FlowState;
	const flow = flows.find((each) => each.id === stored.get('flowId'));
	if (flow === undefined) throw new Error(`${document.id} runs on no flow`);
	const id = `sample-${document.id}-${String(index)}`;
	if (beat.do === 'seal') {
		const taskId = taskOf(state, uid).id;
		const sealing = { id, documentId: document.id, taskId, sealId: beat.sealId };
		granted(await stage.seal(uid, sealing, at), `${id} by ${uid}`);
		return;
	}
	const [type, input] = actOf(beat, uid, flow, state, at);
	await demand(stage, uid, { id, type, target: document.id, input }, at);
}

function actOf(
	beat: Exclude<Beat, { do: 'seal' }>,
	uid: string,
	flow: Flow,
	state: FlowState,
	at: Date,
): [type: string, input: object] {
	const taskId = () => taskOf(state, uid).id;
	switch (beat.do) {
		case 'submit':
			return ['flow/submit', submitInput(beat, taskOf(state, uid), flow, state)];
		case 'return': {
			const { toStep: toNodeId, reason, straightBack = false } = beat;
			return ['flow/return', { taskId: taskId(), toNodeId, reason, straightBack }];
		}
		case 'transfer':
			return [
				'flow/transfer',
				{ taskId: taskId(), uid: uidOf(beat.to), opinion: beat.opinion ?? '' },
			];
		case 'circulate':
			return ['flow/circulate', { uids: beat.to.map(uidOf), remark: beat.remark ?? '' }];
		case 'read': {
			const read = Object.values(state.reads).find(
				(each) => each.reader === uid && each.status === 'unread',
			);
			return ['flow/read', { readId: read?.id, remark: beat.remark ?? '' }];
		}
		case 'urge':
			return ['flow/urge', { message: beat.message }];
		case 'retract':
			return ['flow/retract', { taskId: lastDone(state, uid) }];
		case 'terminate':
			return ['flow/terminate', { reason: beat.reason }];
		case 'number':
			return ['document/number', { taskId: taskId(), seriesId: beat.seriesId }];
		case 'distribute':
			return [
				'document/distribute',
				{ taskId: taskId(), uids: beat.to.map(uidOf), remark: beat.remark ?? '' },
			];
		case 'archive': {
			const volumeId = officeVolumeId(officeYear(at), beat.retention);
			return ['document/archive', { taskId: taskId(), volumeId }];
		}
	}
}

function submitInput(
	beat: Extract<Beat, { do: 'submit' }>,
	task: Task,
	flow: Flow,
	state: FlowState,
): object {
	const ways = edgesFrom(flow, state.runs[task.runId]?.nodeId ?? '');
	const way = beat.way === undefined ? ways[0] : ways.find((edge) => edge.label === beat.way);
	if (way === undefined) throw new Error(`no way “${beat.way ?? ''}” for ${beat.by}`);
	return {
		taskId: task.id,
		edgeId: way.id,
		chosen: beat.to === undefined ? {} : { [way.to]: beat.to.map(uidOf) },
		opinion: beat.opinion ?? '',
	};
}

function taskOf(state: FlowState, uid: string): Task {
	const task = openTasks(state).find((each) => each.assignee === uid);
	if (task === undefined) throw new Error(`${uid} holds no open task`);
	return task;
}

function lastDone(state: FlowState, uid: string): string | undefined {
	return Object.values(state.tasks)
		.filter((task) => task.assignee === uid && task.status === 'done')
		.at(-1)?.id;
}

async function demand(stage: Stage, uid: string, act: SampleAct, at: Date): Promise<void> {
	granted(await stage.perform(uid, act, at), `${act.id} ${act.type} by ${uid}`);
}

/** Stops the loading where the server would have refused: then the story is wrong. */
export function granted(answer: ActAnswer, what: string): void {
	if (!answer.ok) throw new Error(`${what}: ${answer.code} ${JSON.stringify(answer.detail ?? {})}`);
}
