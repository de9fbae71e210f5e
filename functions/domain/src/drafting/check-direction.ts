import { refuseStateSecrets } from '../document/elements.ts';
import { isUpward } from '../document/kinds.ts';
import { find, type Draft, type Finding } from './finding.ts';
import type { Line } from './lines.ts';

/** Posts of persons; an organ's name never ends with one. */
const PERSON =
	/(?:同志|先生|女士|书记|[省市县区州]长|局长|厅长|部长|处长|科长|主任|主席|常委|秘书长|总理|领导)$/u;
/** Words that ask for something to be granted. */
const REQUEST =
	/(妥否|当否|恳请|请(?:予|求)?(?:批准|批示|审批|批复|审定|核准|指示)|请求[^。；]{0,20}(?:批准|同意|支持|解决|拨付))/u;

/** Where a document may go, and what may be asked in it (条例 Art. 15). */
export function checkDirection(draft: Draft, lines: readonly Line[]): Finding[] {
	return [
		...checkSecrets(draft, lines),
		...(goesUp(draft) ? [...checkRecipients(draft), ...checkCopies(draft)] : []),
		...checkPersons(draft),
		...(draft.elements.kind === '报告' ? checkReport(lines) : []),
		...(draft.elements.kind === '请示' ? checkMatters(draft, lines) : []),
	];
}

/** 报告, 请示 and 议案 always go up; 意见 does when it names its signers. */
export function goesUp({ elements }: Pick<Draft, 'elements'>): boolean {
	const { kind, signers } = elements;
	return isUpward(kind) || (kind === '意见' && signers.length > 0);
}

function checkSecrets({ elements }: Draft, lines: readonly Line[]): Finding[] {
	const found: Finding[] = [];
	if (!refuseStateSecrets([elements.title]).ok)
		found.push(find('stateSecret', { element: 'title' }, elements.title));
	if (!refuseStateSecrets([elements.note]).ok)
		found.push(find('stateSecret', { element: 'note' }, elements.note));
	for (const { block, text } of lines)
		if (!refuseStateSecrets([text]).ok)
			found.push(find('stateSecret', { block, from: 0, to: text.length }, text.slice(0, 30)));
	return found;
}

function checkRecipients({ elements }: Draft): Finding[] {
	const { kind, mainRecipients } = elements;
	const place = { element: 'mainRecipients' } as const;
	if (mainRecipients.length === 0) return [find('recipientMissing', place)];
	if (mainRecipients.length === 1) return [];
	const quote = mainRecipients.join('、');
	return [find(kind === '请示' ? 'oneRecipient' : 'recipientInPrinciple', place, quote)];
}

function checkCopies(draft: Draft): Finding[] {
	const { elements } = draft;
	return elements.copyTo.flatMap((name) => {
		const rule = isSubordinate(name, draft)
			? 'copyToSubordinate'
			: isDepartment(name, draft)
				? 'copyToDepartment'
				: null;
		if (rule === null) return [];
		const value = elements.copyTo.filter((each) => each !== name);
		const fix = { kind: 'element', element: 'copyTo', value } as const;
		return [find(rule, { element: 'copyTo' }, name, { fix })];
	});
}

/**
 * Whether a name is of an organ below the issuer: one of those given, all of them (所属各单位), or an organ
 * of the same line one level down (a city bureau's county bureaus).
 */
export function isSubordinate(
	name: string,
	{ issuer, subordinates }: Pick<Draft, 'issuer' | 'subordinates'>,
): boolean {
	if (subordinates.includes(name)) return true;
	if (/^(?:局属|所属|直属|下属|下级)/u.test(name)) return true;
	const line = /市(.{2,})$/u.exec(issuer)?.[1];
	if (line === undefined || !name.endsWith(line)) return false;
	return /[县区旗）]$/u.test(name.slice(0, -line.length));
}

function isDepartment(name: string, { departments }: Draft): boolean {
	return departments.includes(name) || /^(?:局|委|厅|本)?机关各|^各(?:科室|处室|中心)/u.test(name);
}

function checkPersons({ elements }: Draft): Finding[] {
	const place = { element: 'mainRecipients' } as const;
	return elements.mainRecipients
		.filter((name) => PERSON.test(name))
		.map((name) => find('personRecipient', place, name));
}

function checkReport(lines: readonly Line[]): Finding[] {
	return lines
		.filter(({ part, inTable }) => part === 0 && !inTable)
		.flatMap(({ block, text }) => {
			const match = REQUEST.exec(text);
			if (match === null) return [];
			const [words] = match;
			const where = { block, from: match.index, to: match.index + words.length };
			return [find('requestInReport', where, words)];
		});
}

/** Two requests that stand under headings of their own, or two matters joined in the title. */
function checkMatters({ elements }: Draft, lines: readonly Line[]): Finding[] {
	const joined = /关于.+(?:以及|并请求|及请求|同时)(?:申请|请求|调整|解决|增加|设立)?.+的请示$/u;
	if (joined.test(elements.title)) return [find('oneMatter', { element: 'title' }, elements.title)];
	const asking = lines.filter(
		({ level, text, part }) =>
			part === 0 && level === 1 && /^.{1,4}、(?:关于|请求|恳请|申请)/u.test(text),
	);
	const [, second] = asking;
	if (second === undefined) return [];
	const where = { block: second.block, from: 0, to: second.text.length };
	return [find('oneMatter', where, second.text)];
}
