import { chineseDate, type Page } from '../document/page.ts';
import { partsOfBody, type AnnexText, type Paragraph } from './body-parts.ts';
import { bound } from './bound.ts';
import type { Paper, Rule } from './facts.ts';
import { linesOf, sizeOf, wordsOf, Words, type Found, type Line } from './lines.ts';
import { BOTTOM, FOOT, LINES, PITCH, SIZES } from './measures.ts';
import { heightOf, isRed, widthOf } from './verdict.ts';

/** Width from which a rule counts as one across the page. */
const ACROSS = 100;
/** Height up to which a filled box is a rule. */
const FLAT = 3;

/** A paragraph and where it was found. */
export interface FoundParagraph extends Paragraph {
	found: Found | null;
}

/** An annex and where its head was found. */
export interface FoundAnnex extends AnnexText {
	label: Found | null;
	heading: Found | null;
	found: FoundParagraph[];
}

/** A number at the foot of a page. */
export interface Folio {
	page: number;
	number: number;
	line: Line;
}

/** A produced file, what it should show, and where each element was found by its words. */
export interface Reading {
	paper: Paper;
	page: Page;
	/** Lines on a full page that were asked for; 22 unless spacing was adjusted (7.3.5.5). */
	lines: number;
	/** Millimetres from line to line as measured. */
	pitch: number;
	/** The lines of the type area, without the foot. */
	text: Line[];
	words: Words;
	folios: Folio[];
	/** Red and black rules across a page, from top to bottom. */
	redRules: (Rule & { page: number })[];
	blackRules: (Rule & { page: number })[];
	marks: (Found | null)[];
	/** 文件 beside the marks of a joint issue. */
	markSuffix: Found | null;
	copyNumber: Found | null;
	secrecy: Found | null;
	urgency: Found | null;
	number: Found | null;
	signerLabel: Found | null;
	signers: (Found | null)[];
	title: Found | null;
	recipients: Found | null;
	paragraphs: FoundParagraph[];
	/** 附件： and the names after it. */
	attachmentLabel: Found | null;
	attachments: (Found | null)[];
	attendance: { label: string; found: Found | null; names: Found | null }[];
	organs: (Found | null)[];
	/** Posts and, in a preview, names of those whose signatures are stamped. */
	signatories: { post: Found | null; name: Found | null }[];
	date: Found | null;
	note: Found | null;
	annexes: FoundAnnex[];
	movedRecipients: Found | null;
	copyTo: Found | null;
	printOrgan: Found | null;
	printedOn: Found | null;
}

/** Finds the elements of a document in a file, each after the one before it. */
export function read(paper: Paper, page: Page, lines = LINES): Reading {
	const text = paper.pages.flatMap(linesOf).filter((line) => line.baseline < FOOT);
	const words = new Words(text);
	const head = readHead(words, page);
	const main = readMain(words, page, head.title?.to ?? head.number?.to ?? head.end);
	return {
		paper,
		page,
		lines,
		pitch: pitchOf(text),
		text,
		words,
		folios: paper.pages.flatMap((sheet) => linesOf(bound(sheet))).flatMap(folioOf),
		redRules: rulesAcross(paper, isRed),
		blackRules: rulesAcross(paper, (colour) => !isRed(colour)),
		...head,
		...main,
		...readFoot(words, page, main.end),
	};
}

/** The elements above the text. What stands above the mark in a letter stands under it. */
function readHead(words: Words, page: Page) {
	const isJoint = page.marks.length > 1;
	let end = 0;
	const marks = page.marks.map((mark) => {
		const found = words.find(mark, isJoint ? 0 : end);
		end = Math.max(end, found?.to ?? 0);
		return found;
	});
	const before = marks.find((mark) => mark !== null)?.from ?? Infinity;
	const isLetter = page.format === '信函';
	const tag = (text: string | null): Found | null =>
		text === null ? null : isLetter ? words.find(text, end) : words.find(text, 0, before);
	const markSuffix = isJoint ? words.find('文件', before) : null;
	end = Math.max(end, markSuffix?.to ?? 0);
	const number = words.find(page.documentNumber ?? '', end);
	const signerLabel = page.signers.length === 0 ? null : words.find('签发人：', end);
	let signer = signerLabel?.to ?? end;
	const signers = page.signers.map((name) => {
		const found = words.find(name, signer);
		signer = found?.to ?? signer;
		return found;
	});
	const copyNumber = tag(page.copyNumber);
	const secrecy = tag(page.secrecy === '公开' ? null : page.secrecy);
	const urgency = tag(page.urgency);
	const ends = [number, copyNumber, secrecy, urgency, ...signers].map((one) => one?.to ?? 0);
	end = Math.max(end, ...ends);
	const title = words.find(page.title, end);
	return {
		marks,
		markSuffix,
		copyNumber,
		secrecy,
		urgency,
		number,
		signerLabel,
		signers,
		title,
		end,
	};
}

/** Recipients, text and what closes it. */
function readMain(words: Words, page: Page, from: number) {
	const { paragraphs: wanted, annexes } = partsOfBody(page.body);
	const names = page.mainRecipients.join('，').replace(/[：:]$/u, '');
	const listed = names === '' ? null : words.find(`${names}：`, from);
	const paragraphs = readParagraphs(words, wanted, listed?.to ?? from);
	let end = paragraphs.at(-1)?.found?.to ?? listed?.to ?? from;
	// Recipients that stand behind the text were moved to 版记.
	const first = paragraphs.find(({ found }) => found !== null)?.found;
	const recipients = listed !== null && first && listed.from > first.from ? null : listed;
	const attachmentLabel = page.attachments.length === 0 ? null : words.find('附件：', end);
	end = attachmentLabel?.to ?? end;
	const attachments = page.attachments.map((name, index) => {
		const mark = page.attachments.length > 1 ? `${String(index + 1)}.` : '';
		const found = words.find(`${mark}${name}`, end) ?? words.find(name, end);
		end = found?.to ?? end;
		return found;
	});
	const attendance = readAttendance(words, page, end);
	end = attendance.at(-1)?.names?.to ?? end;
	const closing = readClosing(words, page, end);
	return {
		recipients,
		paragraphs,
		attachmentLabel,
		attachments,
		attendance,
		...closing,
		annexes: readAnnexes(words, annexes, closing.end),
	};
}

function readParagraphs(
	words: Words,
	wanted: readonly Paragraph[],
	from: number,
): FoundParagraph[] {
	let end = from;
	return wanted.map((paragraph) => {
		const found = words.find(paragraph.words, end);
		end = found?.to ?? end;
		return { ...paragraph, found };
	});
}

/** 出席, 请假, 列席 of minutes (10.3). */
function readAttendance(words: Words, page: Page, from: number): Reading['attendance'] {
	if (page.meeting === null) return [];
	const { present, absent, attending } = page.meeting;
	const groups = [
		['出席：', present],
		['请假：', absent],
		['列席：', attending],
	] as const;
	let end = from;
	return groups
		.filter(([, names]) => names.length > 0)
		.map(([label, names]) => {
			const found = words.find(label, end);
			const first = words.find(names[0] ?? '', found?.to ?? end);
			const last = words.find(names.at(-1) ?? '', first?.from ?? end);
			end = last?.to ?? found?.to ?? end;
			const whole =
				first && last ? words.find(words.text.slice(first.from, last.to), first.from) : null;
			return { label, found, names: whole };
		});
}

function readClosing(words: Words, page: Page, from: number) {
	const hasNone = page.format === '纪要';
	const isStamped = page.closing === '签名章';
	let end = from;
	const next = (name: string): Found | null => {
		const found = words.find(name, end) ?? firstPart(words, name, end);
		end = found?.to ?? end;
		return found;
	};
	const organs = hasNone || isStamped ? [] : page.organs.map(next);
	const signatories = isStamped
		? page.signatories.map(({ post, name }) => ({ post: next(post), name: next(name) }))
		: [];
	const date =
		hasNone || page.issuedOn === null ? null : words.find(chineseDate(page.issuedOn), from);
	end = Math.max(end, date?.to ?? end);
	const note = page.note === '' ? null : words.find(`（${page.note}）`, end);
	return { organs, signatories, date, note, end: note?.to ?? end };
}

/** The first line of a name that is too long for its column, where several stand side by side. */
function firstPart(words: Words, name: string, from: number): Found | null {
	for (let length = name.length - 1; length >= 4; length -= 1) {
		const found = words.find(name.slice(0, length), from);
		if (found !== null) return found;
	}
	return null;
}

function readAnnexes(words: Words, annexes: readonly AnnexText[], from: number): FoundAnnex[] {
	let end = from;
	return annexes.map((annex, index) => {
		const mark = annexes.length > 1 ? `附件${String(index + 1)}` : '附件';
		const label = words.find(mark, end);
		end = label?.to ?? end;
		const heading = words.find(annex.title, end);
		end = heading?.to ?? end;
		const found = readParagraphs(words, annex.paragraphs, end);
		end = found.findLast((one) => one.found !== null)?.found?.to ?? end;
		return { ...annex, label, heading, found };
	});
}

/** 版记. */
function readFoot(words: Words, page: Page, from: number) {
	const names = page.mainRecipients.join('，');
	const movedRecipients = names === '' ? null : words.find(`主送：${names}`, from);
	const copyTo =
		page.copyTo.length === 0 ? null : words.find(`抄送：${page.copyTo.join('，')}`, from);
	const printed = page.printedOn === null ? null : `${chineseDate(page.printedOn)}印发`;
	const printOrgan = words.find(page.printOrgan, copyTo?.to ?? from);
	return {
		movedRecipients,
		copyTo,
		printOrgan,
		printedOn: printed === null ? null : words.find(printed, from),
	};
}

/** Middle distance of neighbouring lines of 3号; that of the standard where no two lie together. */
function pitchOf(text: readonly Line[]): number {
	const distances: number[] = [];
	const [least] = SIZES['3号'];
	for (let at = 1; at < text.length; at += 1) {
		const [before, line] = text.slice(at - 1, at + 1);
		if (before?.page !== line?.page || !before || !line) continue;
		if (sizeOf(before) < least || sizeOf(line) < least || sizeOf(line) > 17) continue;
		const distance = line.baseline - before.baseline;
		if (distance > PITCH * 0.8 && distance < PITCH * 1.25) distances.push(distance);
	}
	distances.sort((one, other) => one - other);
	return distances[Math.floor(distances.length / 2)] ?? PITCH;
}

function rulesAcross(paper: Paper, fits: (colour: string) => boolean): (Rule & { page: number })[] {
	return paper.pages.flatMap((page) =>
		page.rules
			.filter(({ box, colour }) => widthOf(box) > ACROSS && heightOf(box) < FLAT && fits(colour))
			.map((rule) => ({ ...rule, page: page.number }))
			.sort((one, other) => one.box.top - other.box.top),
	);
}

const DASHED_NUMBER = /[—－–-](\d+)[—－–-]/u;

/** The page number in a line of the foot; other words may stand beside it. */
function folioOf(line: Line): Folio[] {
	if (line.baseline < BOTTOM + 1) return [];
	const number = DASHED_NUMBER.exec(wordsOf(line));
	if (number === null) return [];
	const found = new Words([line]).find(number[0]);
	const [part] = found?.lines ?? [];
	return part ? [{ page: line.page, number: Number(number[1]), line: part }] : [];
}
