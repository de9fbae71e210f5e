import { plainLabel, valueWords, type FormLine } from '../approval/form-fields.ts';
import type { Approval } from '../approval/model.ts';
import { officeDate } from '../document/number.ts';
import { fields, opinions, words } from './document-slip.ts';
import type { Slip, SlipRow } from './model.ts';
import { boxesOf, dayWords, type SlipCase } from './opinions.ts';

/** What the form of a matter needs besides its case. */
export interface ApprovalSlipInput {
	/** As it was at the moment that is printed. */
	approval: Approval;
	/** Fields the reader may see; hidden ones are not on paper either. */
	lines: readonly FormLine[];
	found: SlipCase;
	organ: string;
	unitName: string;
	/** How the case stands, in words. */
	status: string;
	nameOf: (uid: string) => string;
	now: Date;
	foot: string[];
}

/** Longer than this a value takes a row of its own. */
const SHORT = 14;

/** The form of a general approval (通用审批): its fields two in a row, then every opinion in its cell. */
export function approvalSlip(input: ApprovalSlipInput): Slip {
	const { approval, found } = input;
	return {
		organ: input.organ,
		heading: found.flow.name,
		day: officeDate(input.now),
		rows: [
			words('事　　项', approval.title),
			fields(['申请部门', input.unitName], ['申 请 人', approval.createdByName]),
			fields(['申请日期', dayWords(approval.createdAt)], ['办理状态', input.status]),
			...fieldRows(input),
			words('附　　件', approval.attachments.map(({ name }) => name).join('；')),
			...boxesOf(found).map(opinions),
		],
		foot: input.foot,
	};
}

function fieldRows({ approval, lines, nameOf }: ApprovalSlipInput): SlipRow[] {
	const rows: SlipRow[] = [];
	let waiting: [string, string][] = [];
	const flush = () => {
		if (waiting.length > 0) rows.push(fields(...waiting));
		waiting = [];
	};
	for (const { field } of lines) {
		const value = valueWords(field, approval.fields[field.id], nameOf, ['是', '否']);
		const label = plainLabel(field.label);
		if (value.length > SHORT || field.type === 'text') {
			flush();
			rows.push(words(label, value));
			continue;
		}
		waiting.push([label, value]);
		if (waiting.length === 2) flush();
	}
	flush();
	return rows;
}
