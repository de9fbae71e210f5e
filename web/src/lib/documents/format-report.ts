import type { ClauseOutcome, ConformityReport } from '@wenshu/domain/conformity/conformity.ts';

/** Outcomes in the order in which they are shown. */
export const OUTCOMES = ['fail', 'pass', 'notApplicable'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The clauses of each outcome, in the order of the standard. */
export function groupsOf(report: ConformityReport): Record<Outcome, ClauseOutcome[]> {
	const groups: Record<Outcome, ClauseOutcome[]> = { fail: [], pass: [], notApplicable: [] };
	for (const clause of report.clauses) groups[clause.outcome].push(clause);
	return groups;
}

/** Names of the outcomes on paper, which is Chinese whatever the language of the screen. */
const NAMES: Record<Outcome, string> = { fail: '不符合', pass: '符合', notApplicable: '不适用' };

/** The report as plain text, one clause a paragraph. */
export function reportText(title: string, report: ConformityReport, at: string): string {
	const groups = groupsOf(report);
	const counts = OUTCOMES.map(
		(outcome) => `${NAMES[outcome]} ${String(groups[outcome].length)} 项`,
	);
	const head = [
		'公文版式检查报告',
		'',
		`公文：${title}`,
		'依据：GB/T 9704-2012《党政机关公文格式》',
		`对象：${report.sealed ? '已盖章文件' : '当前版面（未盖章）'}，共 ${String(report.pages)} 页`,
		`时间：${at}`,
		`结果：${counts.join('，')}`,
	];
	const parts = OUTCOMES.map((outcome) => {
		const clauses = groups[outcome].map((clause) => entryText(clause));
		return [`【${NAMES[outcome]}】`, ...(clauses.length > 0 ? clauses : ['无'])].join('\n');
	});
	return `${[head.join('\n'), ...parts].join('\n\n')}\n`;
}

function entryText({ clause, rule, found, wanted, page, outcome }: ClauseOutcome): string {
	const place = page === null ? '' : `（第 ${String(page)} 页）`;
	const facts = outcome === 'notApplicable' ? '' : `\n　　实测：${found}；要求：${wanted}${place}`;
	return `${clause}　${rule}${facts}`;
}
