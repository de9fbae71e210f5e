import { m } from './words.ts';

/** What a form collects. */
interface Given {
	words: string;
	day: string;
	progress: number;
	uid: string;
}

/** How one act is asked for; `input` is what the act takes. */
interface ActForm {
	verb: string;
	title: () => string;
	words: 'required' | 'optional' | 'none';
	/** The label of the words. */
	label: () => string;
	most: number;
	day?: true;
	progress?: true;
	person?: true;
	input: (given: Given) => object;
}

const reason = () => m.reason;
const words = () => m.words;
const report = () => m.reportWords;

/** The forms of the acts on a matter. */
export const forms = {
	assign: {
		verb: 'assign',
		title: () => m.assign,
		words: 'none',
		label: words,
		most: 0,
		person: true,
		input: ({ uid }) => ({ uid }),
	},
	report: {
		verb: 'report',
		title: () => m.report,
		words: 'required',
		label: report,
		most: 2000,
		progress: true,
		input: (given) => ({ words: given.words, progress: given.progress }),
	},
	askExtension: {
		verb: 'askExtension',
		title: () => m.askExtension,
		words: 'required',
		label: reason,
		most: 1000,
		day: true,
		input: (given) => ({ untilDay: given.day, reason: given.words }),
	},
	grantExtension: {
		verb: 'settleExtension',
		title: () => m.grantExtension,
		words: 'optional',
		label: words,
		most: 1000,
		input: (given) => ({ granted: true, words: given.words }),
	},
	refuseExtension: {
		verb: 'settleExtension',
		title: () => m.refuseExtension,
		words: 'required',
		label: reason,
		most: 1000,
		input: (given) => ({ granted: false, words: given.words }),
	},
	askClosing: {
		verb: 'askClosing',
		title: () => m.askClosing,
		words: 'required',
		label: report,
		most: 2000,
		input: (given) => ({ words: given.words }),
	},
	refuseClosing: {
		verb: 'refuseClosing',
		title: () => m.refuseClosing,
		words: 'required',
		label: reason,
		most: 1000,
		input: (given) => ({ reason: given.words }),
	},
	close: {
		verb: 'close',
		title: () => m.close,
		words: 'optional',
		label: words,
		most: 1000,
		input: (given) => ({ words: given.words }),
	},
	reopen: {
		verb: 'reopen',
		title: () => m.reopen,
		words: 'required',
		label: reason,
		most: 1000,
		day: true,
		input: (given) => ({ untilDay: given.day, reason: given.words }),
	},
	chase: {
		verb: 'chase',
		title: () => m.chase,
		words: 'optional',
		label: words,
		most: 500,
		input: (given) => ({ words: given.words }),
	},
} as const satisfies Record<string, ActForm> as Record<FormName, ActForm>;

export type FormName =
	| 'assign'
	| 'report'
	| 'askExtension'
	| 'grantExtension'
	| 'refuseExtension'
	| 'askClosing'
	| 'refuseClosing'
	| 'close'
	| 'reopen'
	| 'chase';
