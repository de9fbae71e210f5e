import type { Edge, Flow, FlowNode, Mode, StepDraft } from './definition.ts';
import { aFlow, aNode, aStep, type EdgeDraft } from './testing.ts';

/** People of the random flows. */
export const people = ['ann', 'ben', 'cid', 'dot', 'eli', 'fay'];

/** Choices that follow from one seed alone. */
export class Dice {
	#state: number;

	constructor(seed: number) {
		this.#state = seed >>> 0 || 1;
	}

	/** A whole number below `sides`. */
	roll(sides: number): number {
		// xorshift32: the same seed gives the same flow on every machine.
		let x = this.#state;
		x ^= x << 13;
		x ^= x >>> 17;
		x ^= x << 5;
		this.#state = x >>> 0;
		return this.#state % Math.max(1, sides);
	}

	one<T>(from: readonly T[]): T | undefined {
		return from[this.roll(from.length)];
	}

	chance(inOf: number): boolean {
		return this.roll(inOf) === 0;
	}

	some<T>(from: readonly T[], least: number, most: number): T[] {
		const left = [...from];
		const count = Math.min(left.length, least + this.roll(most - least + 1));
		return Array.from({ length: count }, () => left.splice(this.roll(left.length), 1)).flat();
	}
}

/** Draws sound flows: steps of every mode in a row, parallel branches within one another, choices, ways back. */
class Sketch {
	readonly nodes: FlowNode[] = [];
	readonly edges: EdgeDraft[] = [];
	readonly #dice: Dice;

	constructor(dice: Dice) {
		this.#dice = dice;
	}

	/** A row of blocks from a node on; answers where it ends. */
	row(from: string, length: number, depth: number): string {
		let at = from;
		for (let count = 0; count < length; count += 1) {
			const kind = this.#dice.roll(depth < 2 ? 5 : 3);
			if (kind === 3) at = this.#parallel(at, depth);
			else if (kind === 4) at = this.#choice(at, depth);
			else at = this.step(at);
		}
		return at;
	}

	step(from: string, part: Partial<StepDraft> = {}, edge: Partial<Edge> = {}): string {
		const id = `s${this.nodes.length}`;
		this.nodes.push(aStep(id, { ...this.#anyStep(), ...part }));
		this.edges.push([from, id, edge]);
		return id;
	}

	#anyStep(): Partial<StepDraft> {
		const dice = this.#dice;
		const mode = dice.one<Mode>(['single', 'queue', 'all', 'any', 'vote']) ?? 'single';
		const uids = mode === 'single' ? dice.some(people, 1, 1) : dice.some(people, 1, 4);
		const gone = { by: 'role', roleId: 'nobody' } as const;
		return {
			mode,
			handler: dice.chance(10) ? gone : { by: 'person', uids },
			nobody: 'skip',
			vote:
				mode === 'vote'
					? { pass: { by: 'ratio', ratio: [0.5, 0.67, 1][dice.roll(3)] ?? 1 }, weights: { ann: 2 } }
					: null,
			samePerson: dice.chance(3) ? 'skip' : 'ask',
			keepAgreed: dice.chance(3),
			disagree: mode === 'vote' || dice.chance(4) ? 'terminate' : 'none',
			free: dice.chance(6),
			personal: dice.chance(2),
			onExpire: (['remind', 'escalate', 'submit', 'return'] as const)[dice.roll(4)] ?? 'remind',
			due: { amount: 1 + dice.roll(48), unit: 'hours' },
		};
	}

	#parallel(from: string, depth: number): string {
		const dice = this.#dice;
		const id = this.nodes.length;
		const [fork, join] = [`f${id}`, `j${id}`];
		this.nodes.push(aNode(fork, 'fork'), aNode(join, 'join'));
		this.edges.push([from, fork]);
		const branches = 2 + dice.roll(2);
		for (let branch = 0; branch < branches; branch += 1) {
			const when = branch > 0 && dice.chance(4) ? 'amount > 5.0' : null;
			const first = this.step(fork, {}, { when });
			this.edges.push([this.row(first, dice.roll(2), depth + 1), join]);
		}
		return join;
	}

	/** A step with two ways on: both lead to the same step, one past another. */
	#choice(from: string, depth: number): string {
		const chooser = this.step(from, { free: false });
		const detour = this.step(chooser, {}, { label: '另办' });
		const last = this.row(detour, this.#dice.roll(2), depth + 1);
		const meet = this.step(last);
		this.edges.push([chooser, meet, { label: '直接' }]);
		return meet;
	}
}

/** A sound flow of random shape. */
export function aRandomFlow(dice: Dice): Flow {
	const sketch = new Sketch(dice);
	const first = sketch.step('start', {
		handler: { by: 'initiator' },
		mode: 'single',
		vote: null,
		disagree: 'none',
		free: false,
	});
	sketch.edges.push([sketch.row(first, 1 + dice.roll(4), 0), 'end']);
	return aFlow(sketch.nodes, sketch.edges, {
		revocable: dice.chance(2) ? 'always' : 'untouched',
		fields: [{ id: 'amount', label: '金额', type: 'number' }],
	});
}
