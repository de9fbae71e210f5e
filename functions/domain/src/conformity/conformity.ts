import type { Page } from '../document/page.ts';
import { annexClauses } from './clauses/annex.ts';
import { closingClauses } from './clauses/closing.ts';
import { colophonClauses } from './clauses/colophon.ts';
import { folioClauses, sidewaysClauses } from './clauses/folio.ts';
import { headClauses } from './clauses/head.ts';
import { mainClauses } from './clauses/main.ts';
import { paperClauses } from './clauses/paper.ts';
import { specialClauses } from './clauses/special.ts';
import type { Paper } from './facts.ts';
import { read } from './reading.ts';
import type { Clause, Verdict, Verdicts } from './verdict.ts';

/** What a check says about one clause of GB/T 9704-2012. */
export interface ClauseOutcome {
	id: string;
	/** Number of the clause in the standard. */
	clause: string;
	rule: string;
	outcome: 'pass' | 'fail' | 'notApplicable';
	/** What was found and what is wanted: of the first place that fails, else of the first looked at. */
	found: string;
	wanted: string;
	/** Page from 1; null where the whole file is meant or nothing applies. */
	page: number | null;
	/** Places looked at, and how many of them fail. */
	places: number;
	failures: number;
}

/** A document's file held against GB/T 9704-2012. */
export interface ConformityReport {
	/** The sealed file was checked; otherwise the file as it would be printed now. */
	sealed: boolean;
	pages: number;
	clauses: ClauseOutcome[];
}

/** All clauses that can be told from a file, in the order of the standard. */
export const clauses: readonly Clause[] = [
	...paperClauses,
	...headClauses,
	...mainClauses,
	...closingClauses,
	...annexClauses,
	...colophonClauses,
	...folioClauses,
	...sidewaysClauses,
	...specialClauses,
];

/**
 * Checks a produced file against GB/T 9704-2012. `page` says what the file should show, `lines` how many
 * lines a full page has where the spacing was adjusted to make room for a seal (7.3.5.5).
 */
export function checkConformity(paper: Paper, page: Page, lines?: number): ClauseOutcome[] {
	const reading = read(paper, page, lines);
	return clauses.map(({ id, clause, rule, check }) => {
		const verdicts = listOf(check(reading));
		const failures = verdicts.filter((verdict) => !verdict.good);
		const shown = failures[0] ?? verdicts[0];
		const outcome = shown === undefined ? 'notApplicable' : shown.good ? 'pass' : 'fail';
		return {
			id,
			clause,
			rule,
			outcome,
			found: shown?.found ?? '',
			wanted: shown?.wanted ?? '',
			page: shown?.page ?? null,
			places: verdicts.length,
			failures: failures.length,
		};
	});
}

function listOf(verdicts: Verdicts): Verdict[] {
	const list = Array.isArray(verdicts)
		? (verdicts as readonly (Verdict | null)[])
		: [verdicts as Verdict | null];
	return list.filter((verdict) => verdict !== null);
}
