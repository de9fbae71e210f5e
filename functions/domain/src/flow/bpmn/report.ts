import { textOf, type ModdleElement } from './moddle.ts';

/** Something in a file that was not taken over, or not as it was, in a Chinese sentence. */
export interface BpmnProblem {
	/** Id of the element in the file; null for the file as a whole. */
	elementId: string | null;
	problem: string;
}

/** Collects what is said about a file. */
export class Report {
	readonly problems: BpmnProblem[] = [];

	say(problem: string, element?: ModdleElement): void {
		const elementId = textOf(element, 'id') || null;
		const named = element === undefined ? '' : `“${textOf(element, 'name') || elementId || ''}”`;
		this.problems.push({ elementId, problem: `${named}${problem}` });
	}
}

/** An id of the file as one of ours; our own ids stood in the file behind a word for the kind. */
export function idOf(element: ModdleElement | undefined): string {
	const id = textOf(element, 'id').replace(/[^A-Za-z0-9_-]/g, '_');
	return id.slice(0, 100) || 'unnamed';
}

/** A name as long as ours may be. */
export function nameOf(element: ModdleElement, otherwise: string, report: Report): string {
	const name = textOf(element, 'name').replace(/\s+/g, ' ');
	if (name.length > 20) report.say('的名称太长，已截短为 20 个字。', element);
	return name.slice(0, 20).trim() || otherwise;
}
