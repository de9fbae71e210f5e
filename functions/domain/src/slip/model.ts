import type { Elements } from '../document/model.ts';

/** An opinion as it stands in its cell, with who signed it and when, all in words. */
export interface SlipEntry {
	words: string;
	/** Such as “周望川” or “何听澜（代 周望川）”. */
	signer: string;
	/** Moment of signing: 2026年11月20日 15:32. */
	at: string;
	/** What the record adds, such as the name of a scan; often empty. */
	note: string;
	/** The task whose handwritten signature stands beside it; absent where nobody signed by hand. */
	signedTask?: string;
}

/** A cell for opinions: its printed name, and the lines it holds open for a pen where it is empty. */
export interface SlipBox {
	label: string;
	entries: SlipEntry[];
}

/** One row of the form, over its whole width. */
export type SlipRow =
	| { kind: 'fields'; cells: { label: string; value: string }[] }
	| { kind: 'words'; label: string; value: string; lines: number }
	| { kind: 'opinions'; box: SlipBox; lines: number }
	/** Two cells side by side: 签发 and 会签. */
	| { kind: 'pair'; boxes: [SlipBox, SlipBox]; lines: number };

/**
 * A handling form (办文单, 发文处理笺, 审批表) as plain data: what is printed of a case, for one reader, as it
 * was at one moment. Text never becomes markup.
 */
export interface Slip {
	/** Whose form it is, and what it is called: 云州市医疗保障局 发文处理笺. */
	organ: string;
	heading: string;
	/** Day that dates the file, ISO. */
	day: string;
	rows: SlipRow[];
	/** Small print under the table. */
	foot: string[];
}

/** A step of the case at which its form can be printed (打印各环节表单). */
export interface SlipMoment {
	/** Place in the trail: everything up to it is on the form. */
	seq: number;
	step: string;
	/** What was done, as the trail names it. */
	verb: string;
	name: string;
	at: Date;
}

/** `instances/{id}/forms/{seq}`: elements or fields of the form as they were handed over. */
export interface FormRecord {
	seq: number;
	at: Date;
	/** Elements of a document; null for a matter on a form. */
	elements: Elements | null;
	/** Values of the fields of a matter; null for a document. */
	fields: Record<string, unknown> | null;
	title: string;
	attachments: { fileId: string; name: string; size: number }[];
}
