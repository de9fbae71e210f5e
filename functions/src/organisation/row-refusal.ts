import { messages } from '@wenshu/domain/messages.ts';
import { refuse } from '@wenshu/domain/core/decision.ts';

/** A refusal that names the row of the sheet, with the reason in the words of its own message. */
export function rowRefusal(
	row: number,
	refusal: { code: string; detail?: Record<string, string> },
): ReturnType<typeof refuse<'access/importRow'>> {
	const [sentence] = messages[refusal.code] ?? [refusal.code];
	const reason = sentence.replace(
		/\{(\w+)\}/g,
		(slot, name: string) => refusal.detail?.[name] ?? slot,
	);
	return refuse('access/importRow', { row: String(row), reason });
}
