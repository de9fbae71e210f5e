import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';

/**
 * Packs the updates of one client, in order, into as few as possible, each at most about `limit` bytes.
 * Letters typed one after the other become one struct, which `Y.mergeUpdates` alone does not do.
 */
export function packUpdates(updates: readonly Uint8Array[], limit: number): Uint8Array[] {
	if (updates.length === 0) return [];
	const { structs, ds } = Y.decodeUpdate(mergeInTree(updates));
	const joined = joinLetters(structs);
	const [only] = joined;
	if (joined.length === 1 && only) joined.splice(0, 1, ...halve(only, limit));
	const whole = encode(joined, ds);
	if (whole.byteLength <= limit || joined.length < 2) return [whole];
	const half = Math.ceil(joined.length / 2);
	// Deletions go last, when everything they may name is there.
	return [
		...packUpdates([encode(joined.slice(0, half), null)], limit),
		...packUpdates([encode(joined.slice(half), ds)], limit),
	];
}

/** Merging is quadratic in the number of updates, so it goes by branches of 32. */
export function mergeInTree(updates: readonly Uint8Array[]): Uint8Array {
	let level = [...updates];
	while (level.length > 1) {
		const next: Uint8Array[] = [];
		for (let at = 0; at < level.length; at += 32) {
			next.push(Y.mergeUpdates(level.slice(at, at + 32)));
		}
		level = next;
	}
	return level[0] ?? new Uint8Array([0, 0]);
}

type Struct = Y.Item | Y.GC;
type DeleteSet = ReturnType<typeof Y.decodeUpdate>['ds'];

/** Joins runs of typed letters: each follows the one before and stands before the same neighbour. */
function joinLetters(structs: Struct[]): Struct[] {
	const joined: Struct[] = [];
	let letters: string[] = [];
	let length = 0;
	const close = (): void => {
		const last = joined.at(-1);
		if (letters.length > 1 && last instanceof Y.Item) {
			last.content = new Y.ContentString(letters.join(''));
			last.length = length;
		}
		letters = [];
	};
	for (const struct of structs) {
		const last = joined.at(-1);
		if (last && letters.length > 0 && continues(last, struct, length)) {
			letters.push(words(struct));
			length += struct.length;
			continue;
		}
		close();
		joined.push(struct);
		length = struct.length;
		if (isWords(struct)) letters = [words(struct)];
	}
	close();
	return joined;
}

/** Words pasted in one go are one struct; beyond the limit they become two that follow each other. */
function halve(struct: Struct, limit: number): Struct[] {
	if (!isWords(struct) || struct.length * 3 <= limit) return [struct];
	const { client, clock } = struct.id;
	const text = words(struct);
	let middle = Math.floor(text.length / 2);
	if (/[\uD800-\uDBFF]/.test(text.charAt(middle - 1))) middle += 1;
	const head = new Y.ContentString(text.slice(0, middle));
	const tail = new Y.ContentString(text.slice(middle));
	const { origin, rightOrigin, left, right, parent, parentSub } = struct;
	const next = Y.createID(client, clock + middle);
	const last = Y.createID(client, clock + middle - 1);
	return [
		new Y.Item(struct.id, left, origin, right, rightOrigin, parent, parentSub, head),
		new Y.Item(next, null, last, right, rightOrigin, parent, parentSub, tail),
	];
}

function isWords(struct: Struct): struct is Y.Item {
	return struct instanceof Y.Item && struct.content instanceof Y.ContentString;
}

function words(struct: Struct): string {
	return isWords(struct) ? (struct.content as Y.ContentString).str : '';
}

function continues(last: Struct, struct: Struct, length: number): boolean {
	if (!isWords(last) || !isWords(struct)) return false;
	const { client, clock } = struct.id;
	return (
		last.id.client === client &&
		last.id.clock + length === clock &&
		struct.origin?.client === client &&
		struct.origin.clock === clock - 1 &&
		sameId(last.rightOrigin, struct.rightOrigin)
	);
}

function sameId(left: Y.ID | null, right: Y.ID | null): boolean {
	return left === right || (left?.client === right?.client && left?.clock === right?.clock);
}

function encode(structs: Struct[], deletions: DeleteSet | null): Uint8Array {
	const encoder = new Y.UpdateEncoderV1();
	const rest = encoder.restEncoder;
	const first = structs[0];
	encoding.writeVarUint(rest, first ? 1 : 0);
	if (first) {
		encoding.writeVarUint(rest, structs.length);
		encoder.writeClient(first.id.client);
		encoding.writeVarUint(rest, first.id.clock);
		for (const struct of structs) struct.write(encoder, 0);
	}
	writeDeletions(rest, deletions);
	return encoder.toUint8Array();
}

function writeDeletions(rest: encoding.Encoder, deletions: DeleteSet | null): void {
	const clients = [...(deletions?.clients.entries() ?? [])].sort(([a], [b]) => b - a);
	encoding.writeVarUint(rest, clients.length);
	for (const [client, items] of clients) {
		const runs: [number, number][] = [];
		for (const item of [...items].sort((a, b) => a.clock - b.clock)) {
			const last = runs.at(-1);
			if (last && last[0] + last[1] >= item.clock)
				last[1] = Math.max(last[1], item.clock + item.len - last[0]);
			else runs.push([item.clock, item.len]);
		}
		encoding.writeVarUint(rest, client);
		encoding.writeVarUint(rest, runs.length);
		for (const [clock, length] of runs) {
			encoding.writeVarUint(rest, clock);
			encoding.writeVarUint(rest, length);
		}
	}
}
