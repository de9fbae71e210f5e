import { z } from 'zod';
import { idSchema } from '../access/model.ts';
import { documentKindIds } from './kinds.ts';
import type { SealDeed } from './seal.ts';
import type { SealPlace } from './seal-place.ts';
import type { StampOutcome } from './time-stamping.ts';

const line = (max: number) => z.string().trim().max(max);

/**
 * Secrecy (密级) of this system: 公开 or 内部 only. State secrets must not enter a system on a public
 * network (保守国家秘密法 Art. 31).
 */
export const secrecySchema = z.enum(['公开', '内部']);
/** Urgency (紧急程度) of paper documents: 条例 Art. 9(3). */
export const urgencySchema = z.enum(['平件', '加急', '特急']);
export type Urgency = z.infer<typeof urgencySchema>;

/** Formats of the paper: GB/T 9704-2012 §7 文件, §10.1 信函, §10.2 命令(令), §10.3 纪要. */
export const formatSchema = z.enum(['文件', '信函', '命令', '纪要']);
export type Format = z.infer<typeof formatSchema>;
/** How a document ends: pressed by a seal, by the stamp of a signature, or by neither (§7.3.5). */
export const closingSchema = z.enum(['印章', '签名章', '不盖章']);
export type Closing = z.infer<typeof closingSchema>;

/** Who was at a meeting, as minutes name them (§10.3): name and, where wanted, post. */
export const meetingSchema = z.object({
	present: z.array(line(60).min(1)).max(100),
	absent: z.array(line(60).min(1)).max(100),
	attending: z.array(line(60).min(1)).max(100),
});
export type Meeting = z.infer<typeof meetingSchema>;

/** Elements (公文要素) that stand beside the text: 条例 Art. 9, GB/T 9704-2012 §7. */
export const elementsSchema = z.object({
	title: line(200),
	kind: z.enum(documentKindIds),
	secrecy: secrecySchema,
	urgency: urgencySchema,
	mainRecipients: z.array(line(60).min(1)).max(60),
	copyTo: z.array(line(60).min(1)).max(60),
	/** Names printed as 附件说明, in order. */
	attachmentNames: z.array(line(200).min(1)).max(30),
	note: line(200),
	/** Signers (签发人), only printed on documents to superiors. */
	signers: z.array(line(20).min(1)).max(10),
	keywords: z.array(line(20).min(1)).max(10),
	/** Format of the paper; absent: by kind (`formatOf`). */
	format: formatSchema.optional(),
	/** Form of the closing; absent: by format (`closingOf`). */
	closing: closingSchema.optional(),
	/** 份号: six digits, or empty for none. */
	copyNumber: z
		.string()
		.trim()
		.regex(/^(?:\d{6})?$/)
		.optional(),
	/** 联合行文: full names of the other issuing organs in order; the document's `issuer` leads. */
	jointOrgans: z.array(line(60).min(1)).max(9).optional(),
	/** 职务 beside the stamp of a signature, such as 局长. */
	signerPost: line(20).optional(),
	/** 出席, 请假 and 列席 of minutes. */
	meeting: meetingSchema.optional(),
	/** Printed on both sides: 版记 stands on an even page. */
	duplex: z.boolean().optional(),
});
export type Elements = z.infer<typeof elementsSchema>;

/** What an incoming document (收文) states about its sender. */
export const incomingSchema = z.object({
	sender: line(80).min(1),
	senderNumber: line(60),
	receivedOn: z.iso.date(),
	copies: z.number().int().min(1).max(999),
	pages: z.number().int().min(1).max(9999),
	/** 阅知性 or 批办性: 条例 Art. 24. */
	nature: z.enum(['阅知', '批办']),
});
export type Incoming = z.infer<typeof incomingSchema>;

/** Where an official document (公文) stands in its life; follows the flow, never typed in. */
export type DocumentStatus =
	| 'draft'
	| 'running'
	| 'signed'
	| 'numbered'
	| 'sealed'
	| 'distributed'
	| 'archived'
	| 'terminated'
	| 'voided';

/** The evidence of a seal: what was sealed, by whom, with which seal. */
export interface SealEvidence {
	sealId: string;
	sealName: string;
	sealedBy: string;
	sealedAt: Date;
	/** SHA-256 (hex) of the sealed PDF, of the text and of the elements at that moment. */
	pdfSha256: string;
	textSha256: string;
	elementsSha256: string;
	fileId: string;
	pageCount: number;
	/** SHA-256 (hex) of the seal's certificate; absent on seals of before it was kept. */
	fingerprint?: string;
	/** Whether the certificate is our own, so that everything says 演示. */
	demo?: boolean;
	/** The same pages as OFD under the same seal; absent where the seal has no key for it. */
	ofd?: { fileId: string; sha256: string; size: number };
	/** What became of the time stamp; absent where the office asked for none. */
	stamp?: StampOutcome;
	/** Where the picture's centre stands. */
	place?: SealPlace;
	/** Places of all organs on these pages; on the first seal only. */
	anchors?: SealPlace[];
}

/** A unit that a document was dispatched to (分发), and its receipt (签收). */
export interface Dispatch {
	unitId: string;
	unitName: string;
	/** The letter that began there. */
	documentId: string;
	receiver: string;
	receiverName: string;
	sentAt: Date;
	/** Null until it was signed for. */
	receivedAt: Date | null;
	receivedBy: string | null;
	receivedByName: string | null;
}

/** The document that a dispatched letter came of, and the first of the chain. */
export interface DocumentSource {
	documentId: string;
	rootId: string;
	title: string;
	number: string | null;
}

/** `documents/{id}`: one official document, written by functions only. */
export interface OfficialDocument {
	id: string;
	direction: 'outgoing' | 'incoming';
	elements: Elements;
	incoming: Incoming | null;
	templateId: string | null;
	/** The version of the template it began with. */
	templateVersion?: number;
	/** 印发机关; absent: the office of the issuer. */
	printOrgan?: string;
	organMark: string;
	issuer: string;
	/** Unit that drafted or registered it. */
	unitId: string;
	unitName: string;
	createdBy: string;
	createdByName: string;
	createdAt: Date;
	/** People who draft together with the initiator. */
	coauthors: string[];
	status: DocumentStatus;
	/** 发文字号 or the register number of an incoming document. */
	number: string | null;
	seriesId: string | null;
	signedBy: string | null;
	signedByName: string | null;
	/** 成文日期: the date of signing. */
	signedAt: Date | null;
	/** The last seal, once all organs have sealed. */
	seal: SealEvidence | null;
	/** All seals in the order of the organs (联合行文); absent until the first. */
	seals?: SealEvidence[];
	/** Code of its public record `verifications/{code}`; absent until sealed. */
	verification?: string;
	/** Somebody proposed to give that record its force back; a second person has to confirm. */
	restoring?: SealDeed | null;
	distributedTo: { uid: string; name: string }[];
	distributedAt: Date | null;
	/** How often and when a reader of the distribution was reminded (催阅), by reading task. */
	readUrges?: Record<string, { count: number; at: Date }>;
	/** Units it was dispatched to; absent where it never was. */
	dispatches?: Dispatch[];
	/** Only of a letter that another unit dispatched. */
	source?: DocumentSource;
	archive: {
		volumeId: string;
		volumeTitle: string;
		archiveNumber: string;
		archivedAt: Date;
	} | null;
	/** Nothing of text or elements may change any more. */
	frozen: boolean;
	attachments: { fileId: string; name: string; size: number }[];
	readers: string[];
	version: number;
	updatedAt: Date;
}

/** `templates/{id}`: what a draft begins with (DOC-2, DOC-20). */
export const templateSchema = z.object({
	id: idSchema,
	name: line(40).min(1),
	kind: z.enum(documentKindIds),
	flowId: idSchema,
	seriesId: idSchema,
	organMark: line(60).min(1),
	issuer: line(60).min(1),
	elements: elementsSchema.partial(),
	/** ProseMirror JSON, checked by body.ts. */
	body: z.record(z.string(), z.unknown()),
	hint: line(200),
	/** 印发机关 in 版记; absent: the office of the issuer. */
	printOrgan: line(60).optional(),
	order: z.number().int(),
	disabled: z.boolean(),
	/** The version saved last, and the one drafters get; see template.ts. Absent in those from before versions. */
	version: z.number().int().optional(),
	published: z.number().int().optional(),
	changed: z.object({ at: z.date(), by: z.string(), byName: z.string() }).optional(),
});
export type Template = z.infer<typeof templateSchema>;

/** `series/{id}`: a number series (编号序列); its counter of a year is `series/{id}/years/{year}`. */
export const seriesSchema = z.object({
	id: idSchema,
	name: line(40).min(1),
	/** 机关代字, such as 云医保发. */
	code: line(20).min(1),
	direction: z.enum(['outgoing', 'incoming']),
	order: z.number().int(),
	/** Full name of the organ whose series it is; empty for any. */
	organ: line(60).optional(),
	/** Kinds (文种) that are numbered in it by default. */
	kinds: z.array(z.enum(documentKindIds)).optional(),
	/** Gives no numbers any more; those given stay. */
	disabled: z.boolean().optional(),
});
export type Series = z.infer<typeof seriesSchema>;

/** Retention periods (保管期限) and their codes in archive numbers: DA/T 22-2015, 5.4.3. */
export const retentions = { 永久: 'Y', '30年': 'D30', '10年': 'D10' } as const;
export type Retention = keyof typeof retentions;

/** `volumes/{id}`: a volume (案卷) that finished documents are filed into. */
export const volumeSchema = z.object({
	id: idSchema,
	title: line(80).min(1),
	/** 全宗号. */
	fonds: z.string().regex(/^[A-Z0-9]{4}$/),
	year: z.number().int().min(1949).max(2200),
	retention: z.enum(['永久', '30年', '10年']),
	/** 机构代码. */
	unitCode: z.string().regex(/^[A-Z]{2,4}$/),
	/** Number the next item gets (件号). */
	next: z.number().int().min(1),
	createdAt: z.date(),
});
export type Volume = z.infer<typeof volumeSchema>;

/** `archive/{documentId}`: an item of a volume (归档文件), with the nine columns of its catalogue. */
export interface ArchiveItem {
	id: string;
	volumeId: string;
	archiveNumber: string;
	itemNumber: number;
	/** 文号, 责任者, 题名, 日期, 密级, 页数, 备注: DA/T 22-2015, 5.5.2. */
	number: string | null;
	author: string;
	title: string;
	date: Date;
	secrecy: string;
	pages: number;
	remark: string;
	archivedBy: string;
	archivedAt: Date;
	link: string;
}

/** Who may write in a text, and whether what they write is a suggestion. */
export type Editors = Record<string, 'edit' | 'suggest'>;
