import { traceMessages } from './messages.ts';
import type { Flaw } from './model.ts';

/** One broken link of a text's record. */
export interface Finding {
	flaw: Flaw;
	/** What is broken: an entry, a segment, what a session notes, the snapshot, a frozen text or its authors. */
	where: 'entry' | 'segment' | 'session' | 'snapshot' | 'freeze' | 'authors';
	/** Number of the segment, or line of the trail at which the text was frozen. */
	k: number | null;
	session: string | null;
	/** Number of the entry in its session; -1 for what a neighbour handed in. */
	n: number | null;
	/** Uid of who is named as its writer. */
	by: string | null;
	at: Date | null;
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** The moment on the office's calendar (Asia/Shanghai), to the second. */
function officeTime(at: Date): string {
	return new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** What is broken, as [中文, English]. Numbers begin at 1. */
export function findingSentence(
	finding: Finding,
	nameOf: (uid: string) => string,
): readonly [zh: string, en: string] {
	const code = `trace/${finding.where}${capital(finding.flaw)}` as keyof typeof traceMessages;
	const { k, n, by, at } = finding;
	const facts: Record<string, string> = {
		name: by === null ? '' : nameOf(by),
		time: at === null ? '' : officeTime(at),
		n: String((n ?? 0) + 1),
		k: String(['freeze', 'authors'].includes(finding.where) ? k : (k ?? 0) + 1),
	};
	const [zh, en] = traceMessages[code];
	const fill = (text: string): string =>
		text.replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? '');
	return [fill(zh), fill(en)];
}
