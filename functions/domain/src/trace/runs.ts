/** A stretch of one Yjs client's clocks with one value. */
export interface Run {
	length: number;
	value: number;
}

interface Row {
	starts: number[];
	values: number[];
	end: number;
}

/** A number for every clock of every Yjs client, told in the order of the clocks. */
export class Runs {
	readonly #rows = new Map<number, Row>();

	/** The first clock of a client that is not told yet. */
	endOf(client: number): number {
		return this.#rows.get(client)?.end ?? 0;
	}

	/** Tells the next clocks of a client. */
	add(client: number, length: number, value: number): void {
		let row = this.#rows.get(client);
		if (!row) this.#rows.set(client, (row = { starts: [], values: [], end: 0 }));
		if (row.values.at(-1) !== value) {
			row.starts.push(row.end);
			row.values.push(value);
		}
		row.end += length;
	}

	/** The value at one clock; undefined when it was never told. */
	at(client: number, clock: number): number | undefined {
		const row = this.#rows.get(client);
		return row && clock < row.end ? row.values[indexAt(row.starts, clock)] : undefined;
	}

	/** The values of some clocks in their order; clocks never told are left out. */
	slice(client: number, clock: number, length: number): Run[] {
		const row = this.#rows.get(client);
		if (!row) return [];
		const found: Run[] = [];
		const end = Math.min(clock + length, row.end);
		let index = indexAt(row.starts, clock);
		for (let from = clock; from < end; index += 1) {
			const to = Math.min(end, row.starts[index + 1] ?? row.end);
			found.push({ length: to - from, value: row.values[index] ?? -1 });
			from = to;
		}
		return found;
	}
}

/** Index of the last start that is not beyond `clock`. */
function indexAt(starts: readonly number[], clock: number): number {
	let low = 0;
	let high = starts.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((starts[middle] ?? 0) <= clock) low = middle;
		else high = middle - 1;
	}
	return low;
}
