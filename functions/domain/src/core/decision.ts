/**
 * What a rule of the office answers: a value, or a refusal with a code from a closed list.
 * Refusals are values; only a bug throws. `detail` fills the placeholders of the sentence shown.
 */
export type Decision<T, Code extends string = string> =
	{ ok: true; value: T } | { ok: false; code: Code; detail?: Record<string, string> };

/** A granted decision. */
export function grant<T>(value: T): { ok: true; value: T } {
	return { ok: true, value };
}

/** A refused decision; `detail` names what the sentence mentions, already in words people know. */
export function refuse<Code extends string>(
	code: Code,
	detail?: Record<string, string>,
): { ok: false; code: Code; detail?: Record<string, string> } {
	return detail === undefined ? { ok: false, code } : { ok: false, code, detail };
}
