/** Time that only moves when the simulation says so, in ms. */
export class Clock {
	now = 0;
	#due: { at: number; run: () => void }[] = [];

	after(delay: number, run: () => void): void {
		const at = this.now + Math.max(0, delay);
		let place = this.#due.length;
		while (place > 0 && (this.#due[place - 1]?.at ?? 0) > at) place -= 1;
		this.#due.splice(place, 0, { at, run });
	}

	/** Lets time pass; promises settle between any two events. */
	async pass(milliseconds: number): Promise<void> {
		const end = this.now + milliseconds;
		await settle();
		for (;;) {
			const next = this.#due[0];
			if (!next || next.at > end) break;
			this.#due.shift();
			this.now = Math.max(this.now, next.at);
			next.run();
			await settle();
		}
		this.now = end;
	}
}

async function settle(): Promise<void> {
	for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
}
