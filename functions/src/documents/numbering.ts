import { refuse, type Decision } from '@wenshu/domain/core/decision.ts';
import type { Series } from '@wenshu/domain/document/model.ts';
import { documentNumber, officeYear } from '@wenshu/domain/document/number.ts';
import type { ActContext } from '../platform/act.ts';

/** Who takes a number for which document (`act.target`), and when. */
type Taking = Pick<ActContext<unknown>, 'work' | 'now'> & {
	act: { target: string };
	actor: { uid: string };
};

/**
 * Takes the next number of a series for a document. The counter is written under the guard of what was
 * read, so numbers are gapless however many clerks press at once; the register keeps every number for good.
 */
export async function takeNumber(
	context: Taking,
	seriesId: string,
	at: Date,
): Promise<Decision<string>> {
	const { work, act, actor, now } = context;
	const year = officeYear(at);
	const counterPath = `series/${seriesId}/years/${year}`;
	await work.getAll([`series/${seriesId}`, counterPath]);
	const series = await work.get<Series>(`series/${seriesId}`);
	if (series === null) return refuse('document/seriesMissing');
	const counter = (await work.get<{ year: number; next: number }>(counterPath)) ?? {
		year,
		next: 1,
	};
	const number = documentNumber(series.code, year, counter.next);
	work.put(counterPath, { year, next: counter.next + 1 });
	work.create(`numbers/${seriesId}_${year}_${counter.next}`, {
		seriesId,
		year,
		sequence: counter.next,
		number,
		documentId: act.target,
		takenBy: actor.uid,
		takenAt: now,
		voided: false,
	});
	return { ok: true, value: number };
}
