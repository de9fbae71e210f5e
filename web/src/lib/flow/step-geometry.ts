import type { Drawing, PlacedNode } from './step-layout.ts';

const ROW_HEIGHT = 62;
const BOX_HEIGHT = 32;
/** Narrowest drawing, in units of its own. */
export const LEAST_WIDTH = 336;
/** A box needs this much to say four characters. */
const COLUMN_WIDTH = 84;

/** Forks and joins are bars, flatter than boxes. */
export const isBar = ({ node }: PlacedNode): boolean =>
	node.kind === 'fork' || node.kind === 'join';

/** Where everything of a drawing stands and how large it is. */
export class StepGeometry {
	readonly #nodes: readonly PlacedNode[];
	/** Wider than the panel where many branches stand side by side; then the drawing scrolls. */
	readonly width: number;
	readonly height: number;

	constructor({ nodes, rows }: Drawing) {
		this.#nodes = nodes;
		this.width = Math.max(LEAST_WIDTH, ...nodes.map((place) => place.columns * COLUMN_WIDTH));
		this.height = rows * ROW_HEIGHT - (ROW_HEIGHT - BOX_HEIGHT) + 22;
	}

	centre({ column, columns, row }: PlacedNode): { x: number; y: number } {
		const x = (this.width * (column * 2 + 1)) / (columns * 2);
		return { x, y: row * ROW_HEIGHT + BOX_HEIGHT / 2 + 2 };
	}

	boxWidth(place: PlacedNode): number {
		if (isBar(place)) return 64;
		const wanted = 28 + [...place.node.name].length * 13;
		return Math.min(140, this.width / place.columns - 10, wanted);
	}

	boxHeight(place: PlacedNode): number {
		return isBar(place) ? 18 : BOX_HEIGHT;
	}

	/** The name, cut to what the box can hold; the whole name is in the title. */
	nameOf(place: PlacedNode): string {
		const letters = [...place.node.name];
		const room = Math.max(2, Math.floor((this.boxWidth(place) - 10) / 12.5));
		return letters.length <= room ? place.node.name : `${letters.slice(0, room - 1).join('')}…`;
	}

	/** The curve from one box to another, as a path; it turns out beside boxes that stand on its way. */
	line(from: PlacedNode, to: PlacedNode): string {
		const [a, b] = [this.centre(from), this.centre(to)];
		const top = a.y + this.boxHeight(from) / 2;
		const end = b.y - this.boxHeight(to) / 2 - 3;
		const out = this.#swing(from, to);
		const [first, second] = out
			? [`${String(a.x + out)} ${String(top + 20)}`, `${String(b.x + out)} ${String(end - 20)}`]
			: [`${String(a.x)} ${String((top + end) / 2)}`, `${String(b.x)} ${String((top + end) / 2)}`];
		return `M${String(a.x)} ${String(top)}C${first} ${second} ${String(b.x)} ${String(end)}`;
	}

	/** How far a curve turns out beside boxes that stand straight on its way; 0 when the way is free. */
	#swing(from: PlacedNode, to: PlacedNode): number {
		const { x } = this.centre(from);
		const between = this.#nodes.filter(
			(place) =>
				place.row > from.row &&
				place.row < to.row &&
				Math.abs(this.centre(place).x - x) < this.boxWidth(place) / 2 + 4,
		);
		const widths = between.map((place) => this.boxWidth(place));
		return widths.length === 0 ? 0 : Math.max(...widths) / 2 + 44;
	}
}
