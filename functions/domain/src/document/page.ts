import { z } from 'zod';
import type { BodyNode } from './body.ts';
import { closingSchema, formatSchema } from './model.ts';

const line = (max: number) => z.string().max(max);
const names = (max: number) => z.array(line(200)).max(max);

/** Words printed across every page of a preview, so that it is never taken for the document itself. */
export const PREVIEW_WATERMARK = '预览，未生效';

/**
 * Everything the paper shows, as plain data: the one input of the layout (GB/T 9704-2012 §7). Text
 * never becomes markup. Dates are ISO days, without a time zone.
 */
export const pageSchema = z.object({
	format: formatSchema,
	closing: closingSchema,
	/** To a superior (上行文): the number stands left, beside the signers. */
	upward: z.boolean(),
	/** 发文机关标志 of the organ that leads, as printed in red: 某某局文件. */
	organMark: line(60),
	/** The marks one under the other: those of a joint issue without 文件, or `organMark` alone. */
	marks: names(10),
	/** All issuing organs (联合行文), lead first; `issuer` is the first. */
	organs: names(10),
	/** 发文字号, or null as long as the document has none. */
	documentNumber: line(60).nullable(),
	/** 份号, six digits. */
	copyNumber: line(12).nullable(),
	secrecy: z.enum(['公开', '内部']),
	urgency: z.enum(['加急', '特急']).nullable(),
	/** 签发人, printed on documents to superiors only; empty otherwise. */
	signers: names(10),
	/** Title; line feeds fix its lines, otherwise they are chosen by `titleLines`. */
	title: line(300),
	mainRecipients: names(60),
	/** The text; suggestions in it are taken as accepted. */
	body: z.custom<BodyNode>(isBody),
	/** 附件说明. */
	attachments: names(30),
	/** 发文机关署名. */
	issuer: line(100),
	/** 成文日期. */
	issuedOn: z.iso.date().nullable(),
	/** 附注, without brackets. */
	note: line(200),
	/** Whose signatures are stamped (签名章), one for each organ, with the posts beside them. */
	signatories: z.array(z.object({ post: line(40), name: line(40) })).max(10),
	/** Who was at the meeting; only of minutes. */
	meeting: z.object({ present: names(100), absent: names(100), attending: names(100) }).nullable(),
	copyTo: names(60),
	printOrgan: line(100),
	printedOn: z.iso.date().nullable(),
	/** Printed on both sides: 版记 stands on an even page. */
	duplex: z.boolean(),
	/** Code and address at which the sealed file can be verified, in the foot of the last page. */
	verification: z.object({ code: line(20), url: z.url() }).nullable(),
	watermark: line(40).nullable(),
});

/** The layout's input; see `pageSchema`. */
export type Page = z.infer<typeof pageSchema>;

/** A day as official documents write it: Arabic digits, full year, no padding zeros. */
export function chineseDate(day: string): string {
	const [year, month, date] = day.split('-').map(Number);
	return `${String(year)}年${String(month)}月${String(date)}日`;
}

function isBody(value: unknown): boolean {
	return (
		typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'
	);
}
