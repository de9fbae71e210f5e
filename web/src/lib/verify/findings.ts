import type { CheckedFile, RecordAnswer } from '@wenshu/domain/verification/judgement.ts';
import type { SealVerdict } from '@wenshu/domain/verification/verdict.ts';
import { dayAndTime } from '#lib/platform/dates.ts';
import { m } from './words.ts';

/** One line of what was looked at: good, bad, or not known. */
export interface Finding {
	label: string;
	is: boolean | null;
	words: string;
}

/** What was found about a file, line by line. */
export function findingsOf(file: CheckedFile, record: RecordAnswer): Finding[] {
	const { verdict } = file;
	if (verdict.problem !== null) return [];
	const isUnread = 'checked' in verdict && !verdict.checked;
	if (isUnread) return [registered(file, record)];
	return [
		{
			label: m.content,
			is: verdict.digest,
			words: verdict.digest ? m.unchanged : m.changed,
		},
		{
			label: m.covers,
			is: verdict.coversWhole && verdict.gap,
			words:
				verdict.coversWhole && verdict.gap
					? m.whole
					: verdict.laterRevisions > 0
						? m.added({ n: verdict.laterRevisions })
						: m.notWhole,
		},
		{
			label: m.signature,
			is: isSealSound(verdict),
			words: isSealSound(verdict) ? m.fits : m.fitsNot,
		},
		chain(file),
		...stamps(file),
		registered(file, record),
	];
}

/** What third parties say of when it was sealed; nothing where nobody was asked. */
function stamps({ verdict, rootsKnown }: CheckedFile): Finding[] {
	const many = verdict.seals.length > 1;
	return verdict.seals.flatMap(({ stamp }, at): Finding[] => {
		if (stamp === null) return [];
		const label = many ? m.stampOf({ n: at + 1 }) : m.stamp;
		if (!stamp.sound || stamp.at === null) return [{ label, is: false, words: m.stampBad }];
		const told = { at: dayAndTime(stamp.at), by: stamp.by ?? '' };
		if (stamp.trusted) return [{ label, is: true, words: m.stampedBy(told) }];
		return [{ label, is: null, words: rootsKnown ? m.stampForeign(told) : m.stampedBy(told) }];
	});
}

function isSealSound(verdict: CheckedFile['verdict']): boolean {
	return verdict.signature && (!('seal' in verdict) || verdict.seal);
}

function chain({ verdict, rootsKnown }: CheckedFile): Finding {
	if (!rootsKnown) return { label: m.chain, is: null, words: m.notAsked };
	return { label: m.chain, is: verdict.chain, words: verdict.chain ? m.ours : m.notOurs };
}

function registered(file: CheckedFile, record: RecordAnswer): Finding {
	const label = m.registered;
	if (record === undefined) return { label, is: null, words: m.notAsked };
	if (record === null) return { label, is: null, words: m.none };
	const is = record[file.kind]?.sha256 === file.sha256;
	return { label, is, words: is ? m.same : m.different };
}

/** The seals of a file that could be read at all. */
export function sealsOf({ verdict }: CheckedFile): SealVerdict[] {
	return verdict.seals.filter(({ signer }) => signer !== null);
}
