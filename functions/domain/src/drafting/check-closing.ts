import type { DocumentKind } from '../document/kinds.ts';
import { find, type Draft, type Finding } from './finding.ts';
import type { Line } from './lines.ts';

/** How the text of a kind ends by custom, and the usual phrase. */
const CLOSINGS: Partial<Record<DocumentKind, { form: RegExp; phrase: string }>> = {
	请示: {
		form: /(?:妥否|当否|可否|是否妥当|以上请示|如无不妥|特此请示).*请.*(?:批示|批复|审批|指示|批准|审定)|请予?(?:批示|批复|审批|指示|批准|审定)。?$/u,
		phrase: '妥否，请批示。',
	},
	报告: {
		form: /(?:特此|专此|以上)报告|(?:妥否|以上报告).*请审阅|请审阅。?$|(?:特此|专此)汇报/u,
		phrase: '特此报告。',
	},
	批复: { form: /(?:特此|专此)批复|此复/u, phrase: '此复。' },
	函: {
		form: /(?:特此|专此|此)(?:函|复|函达|函复|函告)|函复|复函|请予|为盼|为荷|支持。?$/u,
		phrase: '专此函达，请予支持为盼。',
	},
};

/** Phrases that belong to one kind only. */
const OWN: readonly [RegExp, readonly DocumentKind[]][] = [
	[/(?:妥否|当否)，?请(?:批示|批复|审批|指示)/u, ['请示', '意见']],
	[/特此报告/u, ['报告']],
	[/特此请示/u, ['请示']],
	[/(?:特此|专此)批复/u, ['批复']],
	[/(?:专此|特此)函(?:达|复|告)/u, ['函']],
	[/特此通告/u, ['通告']],
	[/特此公告/u, ['公告']],
	[/特此通知/u, ['通知']],
];

/** The closing phrase of the kind: missing, or another kind's. */
export function checkClosing({ elements }: Draft, lines: readonly Line[]): Finding[] {
	const { kind } = elements;
	const main = lines.filter(({ part, text }) => part === 0 && text.trim() !== '');
	const last = main.slice(-4);
	if (last.length === 0) return [];
	for (const { block, text, inTable } of last) {
		if (inTable) continue;
		for (const [form, kinds] of OWN) {
			const match = form.exec(text);
			if (match === null || kinds.includes(kind)) continue;
			const where = { block, from: match.index, to: match.index + match[0].length };
			return [find('closingOther', where, match[0], { detail: { kind } })];
		}
	}
	const due = CLOSINGS[kind];
	if (due === undefined || last.some(({ text }) => due.form.test(text.trim()))) return [];
	const fix = { kind: 'append', text: due.phrase } as const;
	return [
		find('closingMissing', { element: 'text' }, kind, { fix, detail: { phrase: due.phrase } }),
	];
}
