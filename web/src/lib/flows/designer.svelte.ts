import type { Edge, Flow, FlowNode } from '@wenshu/domain/flow/definition.ts';
import { unsoundness, type FlowWorld } from '@wenshu/domain/flow/soundness.ts';
import { toast } from '../ui/toast.svelte.ts';
import {
	addAfter,
	arrange,
	canRemove,
	connect,
	connectRefusal,
	copyNode,
	find,
	moveNode,
	placeNodes,
	removeEdge,
	removeNode,
	updateEdge,
	updateNode,
	type AddedKind,
	type ConnectRefusal,
} from './edit.ts';
import { shapeProblems, type Problem } from './shape.ts';
import { begin, change, redo, undo, type History } from './undo.ts';
import { m } from './words.ts';

/** What the form on the side shows. */
export type Selection = { kind: 'flow' } | { kind: 'node' | 'edge'; id: string };

/** A definition while it is drawn: its history, what is chosen in it, and what is wrong with it. */
export class Designer {
	#history = $state.raw<History<Flow>>(begin(undefined as unknown as Flow));
	#selection = $state.raw<Selection>({ kind: 'flow' });
	/** Counts requests to bring the chosen thing into sight. */
	#shown = $state(0);
	/** What exists outside the definition, as soon as it was read. */
	#world = $state.raw<(() => FlowWorld) | undefined>(undefined);
	/** Older versions are only read. */
	readonly frozen: boolean;
	/** What a published flow moves cannot be changed any more. */
	isPublished = $state(false);

	readonly #shape = $derived(shapeProblems(this.flow));
	/** Everything to be mended or thought about; the check of the graph begins where the shape is right. */
	readonly problems: readonly Problem[] = $derived(
		this.#shape.length > 0 ? this.#shape : unsoundness(this.flow, this.#world?.()),
	);
	readonly errors = $derived(this.problems.filter((each) => each.severity === 'error'));

	constructor(flow: Flow, frozen = false) {
		this.#history = begin(flow);
		this.frozen = frozen;
	}

	/** Tells what exists outside, so that the check asks for it too. */
	know(world: () => FlowWorld): void {
		this.#world = world;
	}

	get flow(): Flow {
		return this.#history.present;
	}
	get selection(): Selection {
		return this.#selection;
	}
	get shown(): number {
		return this.#shown;
	}
	/** The chosen node, where it still exists. */
	get node(): FlowNode | undefined {
		const { selection } = this;
		return selection.kind === 'node' ? find(this.flow, selection.id) : undefined;
	}
	get edge(): Edge | undefined {
		const { selection } = this;
		if (selection.kind !== 'edge') return undefined;
		return this.flow.edges.find((each) => each.id === selection.id);
	}
	get canUndo(): boolean {
		return !this.frozen && this.#history.past.length > 0;
	}
	get canRedo(): boolean {
		return !this.frozen && this.#history.future.length > 0;
	}
	/** What a draft lacks before it can be saved. */
	get incomplete(): readonly Problem[] {
		return this.#shape;
	}
	problemsOf(id: string): Problem[] {
		return this.problems.filter((each) => each.nodeId === id || each.edgeId === id);
	}

	/** Changes the flow. Changes `about` the same thing right after each other are undone together. */
	edit(next: Flow, about: string | null = null): void {
		if (!this.frozen) this.#history = change(this.#history, next, about);
	}
	/** Takes a flow from elsewhere in place of this one; nothing of it can be undone. */
	replace(flow: Flow): void {
		this.#history = begin(flow);
	}
	undo(): void {
		if (this.canUndo) this.#history = undo(this.#history);
	}
	redo(): void {
		if (this.canRedo) this.#history = redo(this.#history);
	}

	select(selection: Selection): void {
		this.#selection = selection;
	}
	/** Chooses something and brings it into sight. */
	show(selection: Selection): void {
		this.#selection = selection;
		this.#shown++;
	}
	showProblem({ nodeId, edgeId }: Problem): void {
		if (nodeId !== null) this.show({ kind: 'node', id: nodeId });
		else this.show(edgeId === null ? { kind: 'flow' } : { kind: 'edge', id: edgeId });
	}

	add(afterId: string, kind: AddedKind): void {
		const made = addAfter(this.flow, afterId, kind);
		this.edit(made.flow);
		this.show({ kind: 'node', id: made.id });
	}
	copy(id: string): void {
		const made = copyNode(this.flow, id);
		this.edit(made.flow);
		this.show({ kind: 'node', id: made.id });
	}
	move(id: string, direction: 'up' | 'down'): void {
		this.edit(moveNode(this.flow, id, direction));
	}
	remove(id: string): void {
		const node = find(this.flow, id);
		if (this.frozen || node === undefined || !canRemove(this.flow, id)) return;
		const before = this.flow.edges.find((edge) => edge.to === id)?.from;
		this.edit(removeNode(this.flow, id));
		this.select(before === undefined ? { kind: 'flow' } : { kind: 'node', id: before });
		toast.ok(m.removed({ name: node.name }), { label: m.undo, run: () => this.undo() });
	}
	removeEdge(id: string): void {
		const edge = this.flow.edges.find((each) => each.id === id);
		if (this.frozen || edge === undefined) return;
		this.edit(removeEdge(this.flow, id));
		this.select({ kind: 'node', id: edge.from });
	}
	connect(from: string, to: string): void {
		const refusal = connectRefusal(this.flow, from, to);
		if (refusal === null) this.edit(connect(this.flow, from, to));
		else toast.warn(m.cannotConnect({ why: why[refusal]() }));
	}
	/** Changes properties of a node; typing in one property is undone in one go. */
	set<N extends FlowNode>(id: string, part: Partial<N>): void {
		this.edit(updateNode(this.flow, id, part), `${id} ${Object.keys(part).join()}`);
	}
	/** Keeps where nodes were dragged to. */
	place(places: ReadonlyMap<string, { x: number; y: number }>): void {
		if (places.size > 0) this.edit(placeNodes(this.flow, places));
	}
	/** Whether somebody put a node where it is. */
	get isPlaced(): boolean {
		return this.flow.nodes.some(({ at }) => at !== undefined);
	}
	arrange(): void {
		this.edit(arrange(this.flow));
	}
	setEdge(id: string, part: Partial<Edge>): void {
		this.edit(updateEdge(this.flow, id, part), `${id} ${Object.keys(part).join()}`);
	}
	setFlow(part: Partial<Flow>): void {
		this.edit({ ...this.flow, ...part }, `flow ${Object.keys(part).join()}`);
	}
}

const why: Record<ConnectRefusal, () => string> = {
	self: () => m.self,
	intoStart: () => m.intoStart,
	outOfEnd: () => m.outOfEnd,
	twice: () => m.twice,
	missing: () => m.missingNode,
};
